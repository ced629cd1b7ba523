import { noteEvent, showCase } from '#db/case.ts';
import { insertOpinion } from '#db/opinion.ts';
import type { Services } from '../services.ts';

/**
 * Keeps what somebody says of a resolution who brought the same matter: beside the verdict, which is the case's own
 * citizen's, and counted with nothing.
 */
export const sayOpinion = (
	services: Services,
	{ number, satisfied }: { number: string; satisfied: boolean }
): Promise<void> =>
	services.transaction(async (db) => {
		const verdict = satisfied ? 'satisfied' : 'not_satisfied';
		const of = await insertOpinion(db, number, verdict, 'sms');
		if (!of) return;
		await noteEvent(db, 'citizen', 'grievance:opinion_given', of.grievance, {
			verdict,
			channel: 'sms',
			by: number
		});
		await showCase(db, of.grievance);
	});

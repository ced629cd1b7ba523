import type { DismissReason } from '#contracts/desk.ts';
import { record } from '#db/event.ts';
import { decideSubmission } from '#db/triage.ts';
import type { Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import type { Services } from '../services.ts';
import { refuseUnfilled } from '../text/fill.ts';
import { hold } from './hold.ts';

/** Ends the waiting of the submission that the agent holds without a grievance, for a coded reason. */
export const dismiss = (
	{ transaction }: Services,
	actor: Actor,
	number: string,
	{ reason, note }: { reason: DismissReason; note?: string }
) =>
	transaction(async (db) => {
		await hold(db, actor, number);
		refuseUnfilled(note ?? null, 'note');
		await record(db, actor, 'submission:dismissed', number, {
			reason,
			...(note ? { note: cleanText(note) } : {})
		});
		const submission = await decideSubmission(db, number, { state: 'dismissed', by: actor.id, reason });
		return submission!;
	});

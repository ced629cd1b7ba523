import type { SpecialInput } from '#contracts/case-desk.ts';
import { insertProposal } from '#db/case-record.ts';
import { cleanText } from '../intake/clean.ts';
import type { Verb } from './by.ts';
import { step } from './step.ts';

/** The office holds that it cannot help; the highest level decides, and every clock runs on till then. */
export const proposeSpecial: Verb<SpecialInput> = (services, by, number, { reason, text }) =>
	step(services, by, number, 'propose_special', async (db, before) => {
		const words = cleanText(text);
		await insertProposal(db, by, before.number, { kind: 'special', reason, text: words });
		return { state: 'special_review', detail: { reason, text: words } };
	});

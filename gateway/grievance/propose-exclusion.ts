import { QUESTIONS_LIMIT } from '#contracts/case.ts';
import type { ExclusionInput } from '#contracts/case-desk.ts';
import { insertProposal } from '#db/case-record.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Verb } from './by.ts';
import { step } from './step.ts';

/** Somebody holds that it is no grievance; another one decides, and every clock runs on till then. */
export const proposeExclusion: Verb<ExclusionInput> = (services, by, number, { reason, text }) =>
	step(services, by, number, 'propose_exclusion', async (db, before) => {
		if (reason === 'insufficient' && before.questions < QUESTIONS_LIMIT)
			throw new Refusal('not_asked', 409, 'First ask the citizen as often as the policy says.');
		const words = cleanText(text);
		await insertProposal(db, by, before.number, { kind: 'exclusion', reason, text: words });
		return { state: 'exclusion_review', detail: { reason, text: words } };
	});

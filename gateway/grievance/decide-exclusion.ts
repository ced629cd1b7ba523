import type { ExclusionReason } from '#contracts/case.ts';
import type { DecisionInput } from '#contracts/case-desk.ts';
import { cleanText } from '../intake/clean.ts';
import type { Verb } from './by.ts';
import { beginAppeal, closed, decideOpen } from './decide.ts';
import { reasonNames } from './reasons.ts';
import { checkReply } from './reply.ts';
import { step } from './step.ts';
import { tellOf } from './tell.ts';

/** Another person than who proposed it takes the case up after all, or tells the citizen why not; they can appeal. */
export const decideExclusion: Verb<DecisionInput> = (services, by, number, { accept, text }) =>
	step(services, by, number, accept ? 'accept_exclusion' : 'refuse_exclusion', async (db, before) => {
		const words = accept ? checkReply(text, before.language, 'text') : cleanText(text);
		const { reason } = await decideOpen(db, by, before.number, accept, words);
		if (!accept) return { state: before.office ? 'assigned' : 'screening', detail: { reason: words } };
		const date = await beginAppeal(db, before);
		return {
			state: 'not_taken_up',
			...closed(before, reason, words),
			detail: { reason, reply: words },
			tell: () =>
				tellOf(services, db, before.number, 'not_taken_up', {
					reason: reasonNames[reason as ExclusionReason],
					date,
					words
				})
		};
	});

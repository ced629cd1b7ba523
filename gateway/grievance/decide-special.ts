import type { SpecialReason } from '#contracts/case.ts';
import type { DecisionInput } from '#contracts/case-desk.ts';
import { stopClocks } from '#db/clock.ts';
import { cleanText } from '../intake/clean.ts';
import type { Verb } from './by.ts';
import { beginAppeal, closed, decideOpen } from './decide.ts';
import { resumeClocks } from './limits.ts';
import { reasonNames } from './reasons.ts';
import { checkReply } from './reply.ts';
import { step } from './step.ts';
import { tellOf } from './tell.ts';

/** The highest level closes the case specially and tells the citizen why, or sends the office back to work. */
export const decideSpecial: Verb<DecisionInput> = (services, by, number, { accept, text }) =>
	step(services, by, number, accept ? 'accept_special' : 'refuse_special', async (db, before) => {
		const words = accept ? checkReply(text, before.language, 'text') : cleanText(text);
		const { reason } = await decideOpen(db, by, before.number, accept, words);
		if (!accept) {
			await stopClocks(db, before.number, ['interim'], true);
			await resumeClocks(db, before.number, 'long_term', before.now);
			return { state: 'in_progress', expectedOn: null, detail: { reason: words } };
		}
		const date = await beginAppeal(db, before);
		return {
			state: 'closed_special',
			...closed(before, reason, words),
			detail: { reason, reply: words },
			tell: () =>
				tellOf(services, db, before.number, 'special_closed', {
					reason: reasonNames[reason as SpecialReason],
					date,
					words
				})
		};
	});

import type { ReviewInput } from '#contracts/case-desk.ts';
import { stopClocks } from '#db/clock.ts';
import { cleanText } from '../intake/clean.ts';
import type { Verb } from './by.ts';
import { beginAppeal, closed } from './decide.ts';
import { beginLevel, placed } from './level.ts';
import { reasonNames } from './reasons.ts';
import { checkReply } from './reply.ts';
import { step } from './step.ts';
import { dayTold, officeTold, tellOf } from './tell.ts';

/** The final review sends the case back to level 2 with a direction, or closes it by a reasoned order. */
export const review: Verb<ReviewInput> = (services, by, number, { decision, text }) =>
	step(services, by, number, decision, async (db, before) => {
		if (decision === 'return') {
			await stopClocks(db, before.number, ['review']);
			const { place, dates } = await beginLevel(db, before, {
				level: 2,
				track: before.track!,
				office: before.office
			});
			return {
				state: 'assigned',
				level: 2,
				...place,
				detail: { ...placed(place), direction: cleanText(text) },
				tell: async () =>
					tellOf(services, db, before.number, 'reopened', {
						office: await officeTold(db, place.office!),
						date: dayTold(dates.redress)
					})
			};
		}
		const words = checkReply(text, before.language, 'text');
		const date = await beginAppeal(db, before);
		return {
			state: 'closed_special',
			...closed(before, 'final_order', words),
			detail: { reason: 'final_order', reply: words },
			tell: () =>
				tellOf(services, db, before.number, 'special_closed', {
					reason: reasonNames.final_order,
					date,
					words
				})
		};
	});

import type { InterimInput } from '#contracts/case-desk.ts';
import { pauseClocks, stopClocks } from '#db/clock.ts';
import { Refusal } from '../refusal.ts';
import type { Verb } from './by.ts';
import { startClocks } from './limits.ts';
import { checkReply } from './reply.ts';
import { step } from './step.ts';
import { officeTold, tellOf } from './tell.ts';
import { dayOf } from './working-days.ts';

/** The office says why it needs longer and till when: the time of the level rests, that of the next interim reply runs. */
export const interim: Verb<InterimInput> = (services, by, number, { reply, expectedOn }) =>
	step(services, by, number, 'interim', async (db, before) => {
		if (Number.isNaN(Date.parse(expectedOn)) || expectedOn <= dayOf(before.now))
			throw new Refusal('invalid', 400, 'The day must lie ahead.', {
				faults: [{ field: 'expectedOn', code: 'past' }]
			});
		const words = checkReply(reply, before.language, 'reply');
		await pauseClocks(db, before.number, ['redress'], 'long_term');
		await stopClocks(db, before.number, ['interim']);
		await startClocks(db, before, ['interim']);
		return {
			state: 'long_term',
			expectedOn,
			detail: { reply: words, expected_on: expectedOn },
			tell: async () =>
				tellOf(services, db, before.number, 'interim', {
					department: await officeTold(db, before.office!),
					date: expectedOn,
					words
				})
		};
	});

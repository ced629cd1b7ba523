import type { ReopenInput } from '#contracts/case-desk.ts';
import { stopClocks } from '#db/clock.ts';
import { cleanText } from '../intake/clean.ts';
import { goOn } from './again.ts';
import type { Verb } from './by.ts';
import { startClocks } from './limits.ts';
import { step } from './step.ts';
import { dayTold, tellOf } from './tell.ts';

/** The citizen objects to a closure in time, at most twice: the next level has it, or whoever screens where none had. */
export const reopen: Verb<ReopenInput> = (services, by, number, { words, channel }) =>
	step(services, by, number, 'reopen', async (db, before) => {
		await stopClocks(db, before.number, ['appeal']);
		const said = { channel, words: cleanText(words).trim() };
		const common = { reopenings: before.reopenings + 1, closing: null, verdict: null };
		if (!before.office || !before.track) {
			const { screen } = await startClocks(db, before, ['screen']);
			const date = dayTold(screen);
			return {
				...common,
				state: 'screening',
				detail: said,
				tell: () => tellOf(services, db, before.number, 'appeal_received', { date })
			};
		}
		const { date, detail, tell, ...done } = await goOn(services, db, before);
		const appealed = before.state === 'not_taken_up' || before.state === 'closed_special';
		return {
			...done,
			...common,
			detail: { ...said, ...detail },
			...(appealed
				? { tell: () => tellOf(services, db, before.number, 'appeal_received', { date }) }
				: tell
					? { tell }
					: {})
		};
	});

/** The same, where what was decided was no resolution. */
export const appeal = reopen;

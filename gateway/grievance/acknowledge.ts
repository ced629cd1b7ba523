import { stopClocks } from '#db/clock.ts';
import type { Verb } from './by.ts';
import { step } from './step.ts';

/** The office says that it has the case. */
export const acknowledge: Verb<object> = (services, by, number) =>
	step(services, by, number, 'acknowledge', async (db, before) => {
		await stopClocks(db, before.number, ['acknowledge']);
		return { state: 'in_progress' };
	});

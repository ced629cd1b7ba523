import { unansweredCases } from '#db/case.ts';
import { stopClocks } from '#db/clock.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { theClock } from './by.ts';
import { resumeClocks } from './limits.ts';
import { step } from './step.ts';

const BATCH = 200;

/** Citizens whose time to answer is over: their cases are screened again, and that clock runs on. */
export async function endQuestions(services: Services): Promise<void> {
	for (const number of await unansweredCases(services.pool, BATCH))
		await step(services, theClock, number, 'unanswered', async (db, before) => {
			await stopClocks(db, before.number, ['answer']);
			await resumeClocks(db, before.number, 'citizen', before.now);
			return { state: 'screening' };
		}).catch((fault: unknown) => {
			// The answer came in the same moment.
			if (!(fault instanceof Refusal)) throw fault;
		});
}

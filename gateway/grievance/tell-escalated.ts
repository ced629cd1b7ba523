import { findCase } from '#db/case.ts';
import type { Services } from '../services.ts';
import { tellCase } from '../notice/tell.ts';
import { dayTold, officeTold } from './tell.ts';

/** Tells the citizens of escalated cases, each stay on a level once, however often the job runs. */
export async function tellEscalated(services: Services, numbers: string[]): Promise<void> {
	for (const number of numbers)
		await services.transaction(async (db) => {
			const found = await findCase(db, number);
			if (!found?.office || found.mergedInto || found.settled) return;
			await tellCase(services, db, number, {
				key: 'escalated',
				occasion: `stay-${found.stay}`,
				fields: { office: await officeTold(db, found.office), date: dayTold(found.dueAt) }
			});
		});
}

import type { TransferInput } from '#contracts/case-desk.ts';
import { stopClocks } from '#db/clock.ts';
import { chairOf } from '#db/seat.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Verb } from './by.ts';
import { placed } from './level.ts';
import { startClocks } from './limits.ts';
import { checkOffice } from './route.ts';
import { step } from './step.ts';
import { dayTold, officeTold, tellOf } from './tell.ts';

/** To another office of the same level: the new one acknowledges, the time of the level runs on. */
export const transfer: Verb<TransferInput> = (services, by, number, { office, reason }) =>
	step(services, by, number, 'transfer', async (db, before) => {
		if (office === before.office)
			throw new Refusal('same', 400, 'It lies there already.', { field: 'office' });
		await checkOffice(db, office);
		const place = await chairOf(db, before.level, office);
		await stopClocks(db, before.number, ['acknowledge'], true);
		await startClocks(db, { ...before, office: place.office }, ['acknowledge']);
		return {
			state: 'assigned',
			...place,
			transfers: before.transfers + 1,
			detail: { ...placed(place), before: before.office, reason: cleanText(reason) },
			tell: async ({ dueAt }) =>
				tellOf(services, db, before.number, 'transferred', {
					department: await officeTold(db, place.office!),
					date: dayTold(dueAt)
				})
		};
	});

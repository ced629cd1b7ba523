import { HIGHEST_LEVEL } from '#contracts/case.ts';
import type { Case } from '#db/case.ts';
import { seatOf } from '#db/seat.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import { beginLevel, placed } from './level.ts';
import { startClocks } from './limits.ts';
import type { Done } from './step.ts';
import { dayTold, officeTold, tellOf } from './tell.ts';

/** A case that goes on because its citizen says so: with the next level, and after the highest to its final review. */
export async function goOn(services: Services, db: Db, before: Case): Promise<Done & { date: string }> {
	const again = (office: string, date: string) => async () =>
		tellOf(services, db, before.number, 'reopened', { office: await officeTold(db, office), date });
	const common = { expectedOn: null, resolved: false };
	if (before.level === HIGHEST_LEVEL) {
		const place = await seatOf(db, before.track!, HIGHEST_LEVEL, before, before.office);
		const { review } = await startClocks(db, { ...before, office: place.office }, ['review']);
		const date = dayTold(review);
		return {
			...common,
			state: 'final_review',
			...place,
			detail: placed(place),
			date,
			tell: again(place.office!, date)
		};
	}
	const to = { level: before.level + 1, track: before.track!, office: before.office };
	const { place, dates } = await beginLevel(db, before, to);
	const date = dayTold(dates.redress);
	return {
		...common,
		state: 'assigned',
		level: to.level,
		escalations: before.escalations + 1,
		...place,
		detail: placed(place),
		date,
		tell: again(place.office!, date)
	};
}

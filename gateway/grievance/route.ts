import type { RouteInput } from '#contracts/case-desk.ts';
import { lockCase, type Case } from '#db/case.ts';
import { findRule, officeNames } from '#db/seat.ts';
import { rulesNow, stopClocks } from '#db/clock.ts';
import type { Db } from '#db/sql.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { theClock, type Verb } from './by.ts';
import { beginLevel, placed, type Begun } from './level.ts';
import { startClocks } from './limits.ts';
import { step, write, type Done } from './step.ts';
import { dayTold, officeTold, tellOf } from './tell.ts';

const assigned = (services: Services, db: Db, before: Case, begun: Begun, more: Partial<Done>): Done => ({
	state: 'assigned',
	track: begun.track,
	...begun.place,
	...more,
	detail: { ...placed(begun.place), ...more.detail },
	tell: async () =>
		tellOf(services, db, before.number, 'assigned', {
			department: await officeTold(db, begun.place.office!),
			date: dayTold(begun.dates.redress)
		})
});

/**
 * Gives a registered case its first office by the most specific rule, on the transaction that registered it; without a
 * rule it is screened. Without a policy in force it stays as it is, and is tried again.
 */
export async function routeRegistered(services: Services, db: Db, number: string): Promise<void> {
	const before = await lockCase(db, number);
	if (before?.state !== 'registered' || before.mergedInto || !(await rulesNow(db, before.district))) return;
	const rule = await findRule(db, before);
	if (!rule) {
		const dates = await startClocks(db, before, ['screen']);
		await write(db, theClock, 'screen', before, {
			state: 'screening',
			detail: { due: dayTold(dates.screen) }
		});
		return;
	}
	const begun = await beginLevel(db, before, { level: 1, track: rule.track, office: rule.office });
	await write(
		db,
		theClock,
		'route',
		before,
		assigned(services, db, before, begun, { rule: rule.rule, detail: { rule: rule.rule } })
	);
}

/** An office that can have cases. Refuses with field `office`. */
export async function checkOffice(db: Db, code: string) {
	const office = await officeNames(db, code);
	if (!office?.active)
		throw new Refusal('invalid', 400, 'No such office.', { faults: [{ field: 'office', code: 'unknown' }] });
	return office;
}

/** A supervisor says whose a screened case is. */
export const route: Verb<RouteInput> = (services, by, number, { office, reason }) =>
	step(services, by, number, 'route', async (db, before) => {
		const { level } = await checkOffice(db, office);
		await stopClocks(db, before.number, ['screen']);
		const track = before.track ?? (level === 'state' ? 'state' : 'district');
		const begun = await beginLevel(db, before, { level: before.level, track, office });
		return assigned(services, db, before, begun, { detail: { reason: cleanText(reason) } });
	});

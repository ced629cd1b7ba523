import type { Holiday } from '#contracts/policy.ts';
import { audit } from '#db/event.ts';
import { unknownCodes } from '#db/people.ts';
import * as policies from '#db/policy.ts';
import type { Actor } from '../access/actor.ts';
import { cleanJson } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/** A day without work, in the state or a district; clocks that start later skip it. */
export const putHoliday = ({ transaction }: Services, actor: Actor, raw: Holiday) =>
	transaction(async (db) => {
		const holiday = cleanJson(raw);
		const faults = Number.isNaN(Date.parse(holiday.day)) ? [{ field: 'day', code: 'invalid' }] : [];
		const { district } = holiday;
		if (district) {
			const { districts } = await unknownCodes(db, { districts: [district], tehsils: [], departments: [] });
			if (districts.length) faults.push({ field: 'district', code: 'unknown' });
		}
		if (faults.length) throw new Refusal('invalid', 400, 'Some fields need attention.', { faults });
		await policies.putHoliday(db, holiday);
		await audit(db, actor, 'holiday:kept', holiday.day, { ...holiday });
		return holiday;
	});

export const removeHoliday = (
	{ transaction }: Services,
	actor: Actor,
	which: Pick<Holiday, 'day' | 'district'>
) =>
	transaction(async (db) => {
		if (Number.isNaN(Date.parse(which.day)) || !(await policies.removeHoliday(db, which)))
			throw new Refusal('not_found', 404, 'There is no such holiday.');
		await audit(db, actor, 'holiday:removed', which.day, { ...which });
		return {};
	});

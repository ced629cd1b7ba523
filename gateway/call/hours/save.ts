import type { Holiday, NoticeInput, Week } from '#contracts/hours.ts';
import { languages, type Names } from '#contracts/words.ts';
import { audit } from '#db/event.ts';
import * as helpline from '#db/helpline.ts';
import type { Actor } from '../../access/actor.ts';
import { cleanJson } from '../../intake/clean.ts';
import { Refusal } from '../../refusal.ts';
import type { Services } from '../../services.ts';
import type { Fault } from '../../triage/citizen.ts';

const trimmed = ({ en, pa, hi }: Names): Names => ({ en: en.trim(), pa: pa.trim(), hi: hi.trim() });
const missing = (field: string, names: Names): Fault[] =>
	languages
		.filter((language) => !names[language])
		.map((language) => ({ field: `${field}.${language}`, code: 'required' }));
const refuse = (faults: Fault[]) => {
	if (faults.length) throw new Refusal('invalid', 400, 'Some fields need attention.', { faults });
};

/** Hours that end before they begin, or run into each other. */
const weekFaults = (week: Week): Fault[] =>
	week.flatMap((spans, day) =>
		spans.flatMap(({ from, to }, at): Fault[] => {
			const field = `week.${day}.${at}`;
			if (from >= to) return [{ field, code: 'invalid_span' }];
			const overlaps = spans.some((other, place) => place < at && from < other.to && other.from < to);
			return overlaps ? [{ field, code: 'overlaps' }] : [];
		})
	);

const holidayFaults = (holidays: Holiday[]): Fault[] =>
	holidays.flatMap(({ day, names }, at): Fault[] => [
		...(holidays.findIndex((other) => other.day === day) < at
			? [{ field: `holidays.${at}.day`, code: 'known_day' }]
			: []),
		...missing(`holidays.${at}.names`, names)
	]);

/** Sets the hours of the week and the holidays. Refuses with `changed` when somebody saved them meanwhile. */
export const saveHours = (
	{ transaction }: Services,
	actor: Actor,
	raw: { revision: number; week: Week; holidays: Holiday[] }
) =>
	transaction(async (db) => {
		const { revision, week, holidays: given } = cleanJson(raw);
		const holidays = given.map(({ day, names }) => ({ day, names: trimmed(names) }));
		refuse([...weekFaults(week), ...holidayFaults(holidays)]);
		const { week: weekBefore, holidays: holidaysBefore } = await helpline.readHours(db);
		const sorted = week.map((spans) => spans.toSorted((a, b) => a.from.localeCompare(b.from)));
		if (!(await helpline.updateHours(db, revision, { week: sorted, holidays })))
			throw new Refusal('changed', 409, 'Somebody else has saved the hours. Load them again.');
		await audit(db, actor, 'hours:changed', 'helpline', {
			before: { week: weekBefore, holidays: holidaysBefore },
			after: { week: sorted, holidays }
		});
		return helpline.readHours(db);
	});

/** Puts an emergency notice in force at once, in place of the one before. Refuses with `past`. */
export const setNotice = ({ transaction }: Services, actor: Actor, raw: NoticeInput) =>
	transaction(async (db) => {
		const { texts: given, until } = cleanJson(raw);
		const texts = trimmed(given);
		refuse(missing('texts', texts));
		if (until && !(await helpline.isToCome(db, until)))
			throw new Refusal('past', 400, 'That time is over.', { field: 'until' });
		await helpline.endNotice(db);
		await helpline.insertNotice(db, actor, { texts, ...(until ? { until } : {}) });
		await audit(db, actor, 'helpline_notice:set', 'helpline', { texts, until: until ?? null });
		return helpline.readHours(db);
	});

/** Ends the emergency notice; does nothing when there is none. */
export const endNotice = ({ transaction }: Services, actor: Actor) =>
	transaction(async (db) => {
		const ended = await helpline.endNotice(db);
		if (ended) await audit(db, actor, 'helpline_notice:ended', 'helpline', { texts: ended.texts });
		return helpline.readHours(db);
	});

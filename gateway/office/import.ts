import { officeLevels, type Office, type OfficeLevel } from '#contracts/office.ts';
import { audit } from '#db/event.ts';
import { lockOffices, officesOf, putOffice, type NewOffice } from '#db/office.ts';
import type { Row } from '#db/seed/csv.ts';
import type { Actor } from '../access/actor.ts';
import { faultsByLine, readRecords } from '../records.ts';
import type { Services } from '../services.ts';
import type { Fault } from '../triage/citizen.ts';
import { faultsOf, tidy } from './check.ts';

/** Offices of one file, all in one transaction. */
const LIMIT = 5000;

const code = (cell: string | undefined) => cell?.trim() || null;
const inputOf = ({ code: own, name_en, name_pa, name_hi, level, ...row }: Row): NewOffice =>
	tidy({
		code: own ?? '',
		names: { en: name_en ?? '', pa: name_pa ?? '', hi: name_hi ?? '' },
		level: (level?.trim() ?? '') as OfficeLevel,
		parent: code(row.parent),
		department: code(row.department),
		district: code(row.district),
		tehsil: code(row.tehsil)
	});

/** Columns by which a file names what a form calls otherwise. */
const columns: Record<string, string> = {
	'names.en': 'name_en',
	'names.pa': 'name_pa',
	'names.hi': 'name_hi'
};
const inFile = (faults: Fault[]) =>
	faults.map(({ field, code: fault }) => ({ field: columns[field] ?? field, code: fault }));
const levelFault = ({ level }: NewOffice): Fault[] =>
	officeLevels.includes(level) ? [] : [{ field: 'level', code: 'unknown' }];

const isSame = (office: Office, { names, level, parent, department, district, tehsil }: NewOffice) =>
	JSON.stringify([office.names.en, office.names.pa, office.names.hi, office.level, office.parent]) ===
		JSON.stringify([names.en, names.pa, names.hi, level, parent]) &&
	JSON.stringify([office.department, office.district, office.tehsil]) ===
		JSON.stringify([department, district, tehsil]);

/** Makes and changes the offices of a CSV file, all or none; on a dry run only says what would come of it. */
export const importOffices = (
	{ transaction }: Services,
	actor: Actor,
	{ csv, dry }: { csv: string; dry: boolean }
) =>
	transaction(async (db) => {
		await lockOffices(db);
		const lines = readRecords(csv, LIMIT);
		const inputs = lines.map(({ row }) => inputOf(row));
		const meant = await faultsOf(db, inputs);
		const faults = faultsByLine(
			lines,
			inputs.map((input, at) => [...levelFault(input), ...inFile(meant[at]!)])
		);
		const codes = inputs.map((input) => input.code);
		const known = new Map((await officesOf(db, codes)).map((office) => [office.code, office]));
		const changed = inputs.filter((input) => {
			const office = known.get(input.code);
			return office && !isSame(office, input);
		});
		const made = inputs.filter((input) => !known.has(input.code));
		const done = !faults.length && !dry;
		if (done) {
			for (const input of [...made, ...changed]) {
				await putOffice(db, input);
				const before = known.get(input.code);
				if (before) await audit(db, actor, 'office:changed', input.code, { before, after: input });
				else await audit(db, actor, 'office:made', input.code, { ...input });
			}
		}
		const same = inputs.length - made.length - changed.length;
		return { faults, new: made.length, changed: changed.length, same, done };
	});

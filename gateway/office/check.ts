import { officeLevels, type OfficeLevel } from '#contracts/office.ts';
import { languages } from '#contracts/words.ts';
import { districtsOf, officesBelow, officesOf, type NewOffice } from '#db/office.ts';
import { unknownCodes } from '#db/people.ts';
import type { Db } from '#db/sql.ts';
import { cleanJson } from '../intake/clean.ts';
import type { Fault } from '../triage/citizen.ts';

const shape = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
const given = (codes: (string | null)[]) => codes.filter((code) => code !== null);

/** Whether an office of the first level may have one of the second below it. */
const isAbove = (level: OfficeLevel, other: OfficeLevel) =>
	officeLevels.indexOf(level) < officeLevels.indexOf(other);

/** The input as it is kept. */
export function tidy(raw: NewOffice): NewOffice {
	const { code, names, ...rest } = cleanJson(raw);
	return {
		...rest,
		code: code.trim(),
		names: { en: names.en.trim(), pa: names.pa.trim(), hi: names.hi.trim() }
	};
}

function formFaults({ code, names, level, district, tehsil }: NewOffice): Fault[] {
	const faults: Fault[] = [];
	if (!shape.test(code)) faults.push({ field: 'code', code: 'invalid_code' });
	for (const language of languages)
		if (!names[language]) faults.push({ field: `names.${language}`, code: 'required' });
	if (!district && (tehsil || isAbove('division', level)))
		faults.push({ field: 'district', code: 'required' });
	if (!tehsil && level === 'tehsil') faults.push({ field: 'tehsil', code: 'required' });
	return faults;
}

/** What of the places and departments is unknown, or does not belong together. */
async function placeFaults(db: Db, inputs: NewOffice[]): Promise<Fault[][]> {
	const tehsils = given(inputs.map(({ tehsil }) => tehsil));
	const unknown = await unknownCodes(db, {
		districts: given(inputs.map(({ district }) => district)),
		tehsils,
		departments: given(inputs.map(({ department }) => department))
	});
	const lies = new Map((await districtsOf(db, tehsils)).map(({ code, district }) => [code, district]));
	return inputs.map(({ department, district, tehsil }) => {
		const faults: Fault[] = [];
		if (department && unknown.departments.includes(department))
			faults.push({ field: 'department', code: 'unknown' });
		if (district && unknown.districts.includes(district)) faults.push({ field: 'district', code: 'unknown' });
		if (tehsil && unknown.tehsils.includes(tehsil)) faults.push({ field: 'tehsil', code: 'unknown' });
		else if (tehsil && district && lies.get(tehsil) !== district)
			faults.push({ field: 'tehsil', code: 'not_in_district' });
		return faults;
	});
}

/** Parents that are not there or not of a higher level; levels that no longer are above what belongs to the office. */
async function orderFaults(db: Db, inputs: NewOffice[]): Promise<Fault[][]> {
	const levels = new Map<string, OfficeLevel>();
	for (const { code, level } of await officesOf(db, given(inputs.map(({ parent }) => parent))))
		levels.set(code, level);
	for (const { code, level } of inputs) levels.set(code, level);
	const below = Map.groupBy(
		await officesBelow(
			db,
			inputs.map(({ code }) => code)
		),
		({ parent }) => parent
	);
	return inputs.map(({ code, level, parent }) => {
		const faults: Fault[] = [];
		const over = parent === null ? undefined : levels.get(parent);
		if (parent !== null && !over) faults.push({ field: 'parent', code: 'unknown' });
		else if (over && !isAbove(over, level)) faults.push({ field: 'parent', code: 'not_above' });
		if (below.get(code)?.some((one) => !isAbove(level, levels.get(one.code) ?? one.level)))
			faults.push({ field: 'level', code: 'not_above' });
		return faults;
	});
}

/** What is wrong with each office of a list, in its order; one that stands in it twice too. */
export async function faultsOf(db: Db, inputs: NewOffice[]): Promise<Fault[][]> {
	const [placed, ordered] = [await placeFaults(db, inputs), await orderFaults(db, inputs)];
	const seen = new Set<string>();
	return inputs.map((input, at) => {
		const twice: Fault[] = seen.has(input.code) ? [{ field: 'code', code: 'twice' }] : [];
		seen.add(input.code);
		return [...formFaults(input), ...twice, ...placed[at]!, ...ordered[at]!].filter(
			({ field }, place, all) => all.findIndex((one) => one.field === field) === place
		);
	});
}

import { Type, type Static } from 'typebox';
import { Office, OfficeLevel, officeLevels, type OfficeInput, type OfficeQuery } from '#contracts/office.ts';
import { containing, empty, many, maybeOne, one, run, sql, type Db } from './sql.ts';

const PAGE = 200;
/** An office with its code, as it is made. */
export type NewOffice = OfficeInput & { code: string };

const columns = sql`o.code, o.level, o.parent, o.department, o.district, o.tehsil, o.active,
	jsonb_build_object('en', o.name_en, 'pa', o.name_pa, 'hi', o.name_hi) as names,
	case when p.code is not null then jsonb_build_object('en', p.name_en, 'pa', p.name_pa, 'hi', p.name_hi) end
		as "parentNames"`;
const offices = sql`office o left join office p on p.code = o.parent`;
const above = (level: OfficeLevel) => officeLevels.slice(0, officeLevels.indexOf(level));

function conditions({ q, department, district, level, above: below, active }: OfficeQuery) {
	const part = q?.trim() ? containing(q) : null;
	return sql`where true
		${part ? sql`and lower(o.code || ' ' || o.name_en || ' ' || o.name_pa || ' ' || o.name_hi) like ${part}` : empty}
		${below ? sql`and o.level = any(${above(below)}::text[]) and (o.department is null or o.department = ${department ?? null})` : empty}
		${department && !below ? sql`and o.department = ${department}` : empty}
		${district ? sql`and o.district = ${district}` : empty}
		${level ? sql`and o.level = ${level}` : empty}
		${active === undefined ? empty : sql`and o.active = ${active}`}`;
}

/** A page of the offices by code. */
export async function readOffices(db: Db, query: OfficeQuery) {
	const where = conditions(query);
	const rows = await many(
		db,
		Office,
		sql`select ${columns} from ${offices} ${where} ${query.after ? sql`and o.code > ${query.after}` : empty}
			order by o.code limit ${PAGE}`
	);
	const { total } = await one(
		db,
		Type.Object({ total: Type.Integer() }),
		sql`select count(*)::int as total from office o ${where}`
	);
	return { rows, next: rows.length === PAGE ? rows.at(-1)!.code : null, total };
}

export const findOffice = (db: Db, code: string) =>
	maybeOne(db, Office, sql`select ${columns} from ${offices} where o.code = ${code}`);

/** Those of these codes that there are. */
export const officesOf = (db: Db, codes: string[]) =>
	many(db, Office, sql`select ${columns} from ${offices} where o.code = any(${codes}::text[])`);

const Below = Type.Object({
	parent: Type.String(),
	code: Type.String(),
	level: OfficeLevel,
	active: Type.Boolean()
});
export type Below = Static<typeof Below>;
/** What belongs to these offices. */
export const officesBelow = (db: Db, codes: string[]) =>
	many(db, Below, sql`select parent, code, level, active from office where parent = any(${codes}::text[])`);

/** Makes the office, or brings it to what is given. */
export const putOffice = (db: Db, { code, names, level, parent, department, district, tehsil }: NewOffice) =>
	run(
		db,
		sql`insert into office (code, level, parent, department, district, tehsil, name_en, name_pa, name_hi)
			values (${code}, ${level}, ${parent}, ${department}, ${district}, ${tehsil}, ${names.en}, ${names.pa}, ${names.hi})
			on conflict (code) do update set level = excluded.level, parent = excluded.parent,
				department = excluded.department, district = excluded.district, tehsil = excluded.tehsil,
				name_en = excluded.name_en, name_pa = excluded.name_pa, name_hi = excluded.name_hi, changed_at = now(),
				demonstration = false`
	);

export const setOfficeActive = (db: Db, code: string, active: boolean) =>
	run(db, sql`update office set active = ${active}, changed_at = now() where code = ${code}`);

/** Two people who keep the offices take turns: what one checks the other does not change meanwhile. */
export const lockOffices = (db: Db) => run(db, sql`lock table office in share row exclusive mode`);

/** The district of each of these tehsils. */
export const districtsOf = (db: Db, tehsils: string[]) =>
	many(
		db,
		Type.Object({ code: Type.String(), district: Type.String() }),
		sql`select code, district from tehsil where code = any(${tehsils}::text[])`
	);

import { Type } from 'typebox';
import { PersonRow, type PersonInput } from '#contracts/people.ts';
import { scopeColumn, staffColumns } from './staff.ts';
import { containing, empty, many, maybeOne, one, run, sql, type Db } from './sql.ts';

const PAGE = 200;
const columns = sql`${staffColumns}, ${scopeColumn}, coalesce(p.active, true) as active`;
const people = sql`access."user" u left join access.staff p on p.id = u.id`;

/** A page of the people by name; `after` is the cursor of the page before. */
export async function readPeople(db: Db, { q, role, after }: { q?: string; role?: string; after?: string }) {
	const part = q?.trim() ? containing(q) : null;
	const where = sql`where true ${role ? sql`and u.role = ${role}` : empty}
		${part ? sql`and (lower(u.name) like ${part} or lower(u.email) like ${part})` : empty}`;
	const rows = await many(
		db,
		PersonRow,
		sql`select ${columns} from ${people} ${where}
			${after ? sql`and (lower(u.name), u.id) > (select lower(name), id from access."user" where id = ${after})` : empty}
			order by lower(u.name), u.id limit ${PAGE}`
	);
	const { total } = await one(
		db,
		Type.Object({ total: Type.Integer() }),
		sql`select count(*)::int as total from ${people} ${where}`
	);
	return { rows, next: rows.length === PAGE ? rows.at(-1)!.id : null, total };
}

export const findPerson = (db: Db, id: string) =>
	maybeOne(db, PersonRow, sql`select ${columns} from ${people} where u.id = ${id}`);

/** Which of these addresses somebody other than `but` has. */
export const knownEmails = async (db: Db, emails: string[], but = ''): Promise<string[]> => {
	const rows = await many(
		db,
		Type.Object({ email: Type.String() }),
		sql`select lower(email) as email from access."user" where lower(email) = any(${emails}::text[]) and id <> ${but}`
	);
	return rows.map(({ email }) => email);
};

/** Brings name, address, role and language up to date; the limits are `saveScope`'s. */
export const updatePerson = (db: Db, id: string, { name, email, role, language }: PersonInput) =>
	run(
		db,
		sql`update access."user" set name = ${name}, email = ${email}, role = ${role}, language = ${language},
				"updatedAt" = now()
			where id = ${id}`
	);

export const saveActive = (db: Db, id: string, active: boolean) =>
	run(
		db,
		sql`insert into access.staff (id, active) values (${id}, ${active})
			on conflict (id) do update set active = excluded.active`
	);

/** Of the codes of places and departments those that are not in use, by list. */
export const unknownCodes = (
	db: Db,
	{ districts, tehsils, departments }: Record<'districts' | 'tehsils' | 'departments', string[]>
) =>
	one(
		db,
		Type.Object({
			districts: Type.Array(Type.String()),
			tehsils: Type.Array(Type.String()),
			departments: Type.Array(Type.String())
		}),
		sql`select
			array(select unnest(${districts}::text[]) except select code from district where active) as districts,
			array(select unnest(${tehsils}::text[]) except select code from tehsil where active) as tehsils,
			array(select unnest(${departments}::text[]) except select code from department where active) as departments`
	);

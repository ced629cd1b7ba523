import { Holiday, Policy, type PolicyContent } from '#contracts/policy.ts';
import { many, maybeOne, run, sql, type Db } from './sql.ts';

interface By {
	id: string;
	name: string;
}
const columns = sql`version, state, effective_on as "effectiveOn", demonstration, content, revision,
	made_by_name as "madeByName", changed_at as "changedAt", reason, version is not distinct from policy_now() as current`;

/** All versions, the newest first. */
export const readPolicies = (db: Db) =>
	many(db, Policy, sql`select ${columns} from policy order by version desc`);

export const findPolicy = (db: Db, version: number) =>
	maybeOne(db, Policy, sql`select ${columns} from policy where version = ${version}`);

/** A draft that begins as a copy; null when there is no such version. */
export const copyPolicy = (db: Db, by: By, from: number) =>
	maybeOne(
		db,
		Policy,
		sql`insert into policy (content, made_by, made_by_name)
			select content, ${by.id}, ${by.name} from policy where version = ${from} returning ${columns}`
	);

/** Saves over the revision that was read; null when there is another, or it is no draft. */
export const savePolicy = (db: Db, by: By, version: number, revision: number, content: PolicyContent) =>
	maybeOne(
		db,
		Policy,
		sql`update policy set content = ${JSON.stringify(content)}::jsonb, revision = revision + 1, made_by = ${by.id},
				made_by_name = ${by.name}, changed_at = now()
			where version = ${version} and revision = ${revision} and state = 'draft' returning ${columns}`
	);

/** Null when it is no draft, or the day is over. */
export const forcePolicy = (db: Db, version: number, effectiveOn: string, reason: string) =>
	maybeOne(
		db,
		Policy,
		sql`update policy set state = 'in_force', effective_on = ${effectiveOn}, reason = ${reason}, changed_at = now()
			where version = ${version} and state = 'draft' and ${effectiveOn}::date >= today() returning ${columns}`
	);

export const discardPolicy = (db: Db, version: number) =>
	run(db, sql`delete from policy where version = ${version} and state = 'draft'`);

/** Of the last year and all that come. */
export const readHolidays = (db: Db) =>
	many(
		db,
		Holiday,
		sql`select day, district, jsonb_build_object('en', name_en, 'pa', name_pa, 'hi', name_hi) as names from holiday
			where day >= today() - 366 order by day, district nulls first`
	);

export const putHoliday = (db: Db, { day, district, names }: Holiday) =>
	run(
		db,
		sql`insert into holiday (day, district, name_en, name_pa, name_hi)
			values (${day}, ${district}, ${names.en}, ${names.pa}, ${names.hi})
			on conflict (day, district) do update set name_en = excluded.name_en, name_pa = excluded.name_pa,
				name_hi = excluded.name_hi`
	);

export const removeHoliday = (db: Db, { day, district }: Pick<Holiday, 'day' | 'district'>) =>
	run(db, sql`delete from holiday where day = ${day} and district is not distinct from ${district}`);

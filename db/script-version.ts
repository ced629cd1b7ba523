import { Type } from 'typebox';
import { ScriptVersion } from '#contracts/script-desk.ts';
import type { Script } from '#contracts/script.ts';
import { many, maybeOne, run, sql, type Db } from './sql.ts';

interface By {
	id: string;
	name: string;
}

const versions = sql`select v.version, v.origin, v.based_on as "basedOn", v.revision, v.made_by_name as "madeBy",
		v.made_at as "madeAt", v.changed_at as "changedAt", f.since, f.by_name as by, f.reason,
		case when f.id is null then 'draft' when f.id = (select max(id) from script_in_force) then 'in_force'
			else 'published' end as state
	from script v left join lateral
		(select * from script_in_force where version = v.version order by id desc limit 1) f on true`;

/** All versions, the newest first. */
export const readVersions = (db: Db) => many(db, ScriptVersion, sql`${versions} order by v.version desc`);

/** One version, or null. */
export const readVersion = (db: Db, version: number) =>
	maybeOne(db, ScriptVersion, sql`${versions} where v.version = ${version}`);

/** Whoever changes the versions takes turns, till the end of the transaction. */
export const lockVersions = (db: Db) =>
	run(db, sql`select pg_advisory_xact_lock(hashtextextended('script', 3))`);

/** A draft that is a copy of a version; null when there is none. */
export const copyVersion = async (db: Db, by: By, from: number): Promise<number | null> =>
	(
		await maybeOne(
			db,
			Type.Object({ version: Type.Integer() }),
			sql`insert into script (graph, based_on, made_by, made_by_name)
				select graph, version, ${by.id}, ${by.name} from script where version = ${from} returning version`
		)
	)?.version ?? null;

/** False when somebody has saved it since this revision. */
export const saveVersion = async (db: Db, version: number, revision: number, script: Script) =>
	(await run(
		db,
		sql`update script set graph = ${JSON.stringify(script)}::jsonb, revision = revision + 1, changed_at = now()
			where version = ${version} and revision = ${revision}`
	)) > 0;

/** Takes a draft away; what was copied from it says so no more. */
export const dropVersion = async (db: Db, version: number): Promise<void> => {
	await run(
		db,
		sql`update script v set based_on = null where based_on = ${version}
			and not exists (select from script_in_force f where f.version = v.version)`
	);
	await run(db, sql`delete from script where version = ${version}`);
};

/** Calls that begin from now on walk this version. */
export const putInForce = (db: Db, by: By, version: number, reason: string) =>
	run(
		db,
		sql`insert into script_in_force (version, by_person, by_name, reason)
			values (${version}, ${by.id}, ${by.name}, ${reason})`
	);

import { Type, type Static } from 'typebox';
import { Script } from '#contracts/script.ts';
import { maybeOne, one, run, sql, type Db } from './sql.ts';

const Version = Type.Object({ version: Type.Integer() });
const inForce = sql`(select version from script_in_force order by id desc limit 1)`;

/** Lets a call walk the version that is in force, from its first step on; gives which one that is. */
export const pinScript = async (db: Db, call: string): Promise<number> =>
	(
		await one(
			db,
			Version,
			sql`update call set script = coalesce(script, ${inForce}) where id = ${call}::bigint returning script as version`
		)
	).version;

/** The graph of a version. */
export const readScript = async (db: Db, version: number): Promise<Script> =>
	(await one(db, Type.Object({ graph: Script }), sql`select graph from script where version = ${version}`))
		.graph;

const Supplied = Type.Object({ version: Type.Integer(), same: Type.Boolean(), ours: Type.Boolean() });

/** The newest supplied version, whether it says this, and whether it is (or nothing is) in force. */
const newestSupplied = (db: Db, graph: string) =>
	maybeOne(
		db,
		Supplied,
		sql`select version, graph = ${graph}::jsonb as same, version = ${inForce} as ours
			from script where origin = 'supplied' order by version desc limit 1`
	);

/**
 * Brings the supplied script into the database: in force when the last supplied one is, else as a draft beside what
 * an administrator has put in force. Safe to repeat.
 */
export async function supplyScript(db: Db, script: Static<typeof Script>): Promise<void> {
	const graph = JSON.stringify(script);
	// Gateways that start together take turns.
	await run(db, sql`select pg_advisory_xact_lock(hashtextextended('script', 3))`);
	const before = await newestSupplied(db, graph);
	if (before?.same) return;
	const { version } = await one(
		db,
		Version,
		sql`insert into script (graph, origin, based_on) values (${graph}::jsonb, 'supplied', ${before?.version ?? null})
			returning version`
	);
	if (before && !before.ours) return;
	await run(
		db,
		sql`insert into script_in_force (version, by_name, reason) values (${version}, 'Sunwai', 'supplied')`
	);
}

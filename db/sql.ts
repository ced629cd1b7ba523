import pg from 'pg';
import { Compile } from 'typebox/compile';
import type { Static, TSchema } from 'typebox';
import sqlTag, { type Sql } from 'sql-template-tag';

export const sql = sqlTag;
export { join, raw, empty, type Sql } from 'sql-template-tag';

/** A pool, or the connection of a transaction. */
export interface Db {
	/** A statement with a name is parsed and planned once for each connection. */
	query(query: {
		name?: string;
		text: string;
		values: unknown[];
	}): Promise<{ rows: unknown[]; rowCount: number | null }>;
}

/** timestamptz as ISO text, bigint as number where it is safe: row, JSON and prop have one type. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());
types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** A pool of at most `max` connections. Errors of idle connections go to `onError`, never to the process. */
export function createPool(url: string, max: number, onError: (fault: Error) => void): pg.Pool {
	const pool = new pg.Pool({
		connectionString: url,
		max,
		types,
		application_name: 'sunwai',
		connectionTimeoutMillis: 10_000,
		// Statements that do not wait for each other travel together; the type package does not know it yet.
		...{ pipeline: true }
	});
	pool.on('error', onError);
	// The pool listens to idle connections only: one that is lost between two statements of a transaction would
	// end the process. The next statement on it fails, and that is what its user is told.
	pool.on('connect', (client) => client.on('error', () => undefined));
	return pool;
}

const checkers = new WeakMap<
	TSchema,
	{ Check(value: unknown): boolean; Errors(value: unknown): unknown[] }
>();
function checked<T extends TSchema>(schema: T, row: unknown): Static<T> {
	let checker = checkers.get(schema);
	if (!checker) checkers.set(schema, (checker = Compile(schema)));
	if (!checker.Check(row))
		throw new Error(`row does not match its contract: ${JSON.stringify(checker.Errors(row).slice(0, 3))}`);
	return row as Static<T>;
}

/** All rows, each checked against the contract that types it. `name`: see `Db`, for statements of the hot path. */
export async function many<T extends TSchema>(
	db: Db,
	schema: T,
	query: Sql,
	name?: string
): Promise<Static<T>[]> {
	const { rows } = await db.query({ ...(name ? { name } : {}), text: query.text, values: query.values });
	return rows.map((row) => checked(schema, row));
}

/** The first row, or null. */
export async function maybeOne<T extends TSchema>(db: Db, schema: T, query: Sql): Promise<Static<T> | null> {
	const [row] = await many(db, schema, query);
	return row ?? null;
}

/** The first row; throws where there is none. */
export async function one<T extends TSchema>(db: Db, schema: T, query: Sql): Promise<Static<T>> {
	const row = await maybeOne(db, schema, query);
	if (row === null) throw new Error('no row where one was expected');
	return row;
}

/** Runs a statement for its effect; gives the count of rows touched. */
export async function run(db: Db, query: Sql): Promise<number> {
	const { rowCount } = await db.query({ text: query.text, values: query.values });
	return rowCount ?? 0;
}

/** The driver's own faults have no code: under this one nobody takes a lost connection for bad content. */
export const connectionLost = (cause: unknown) =>
	Object.assign(new Error('the connection to the database was lost', { cause }), { code: '08006' });

const RETRIES = 3;
const deadlockOrSerialization = new Set(['40001', '40P01']);

/** Tries a whole transaction again when the database ended it for the sake of another. */
export async function retrying<T>(transaction: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt++)
		try {
			return await transaction();
		} catch (fault) {
			const { code } = fault as { code?: string };
			if (attempt >= RETRIES || !code || !deadlockOrSerialization.has(code)) throw fault;
		}
}

/** Runs `work` in one transaction; a deadlock is tried again, anything else rolls back and is thrown. */
export const inTransaction = <T>(pool: pg.Pool, work: (db: Db) => Promise<T>): Promise<T> =>
	retrying(async () => {
		const client = await pool.connect();
		try {
			// Travels with the first statement of the work.
			const begun = client.query('begin');
			begun.catch(() => undefined);
			const result = await work(client);
			await begun;
			await client.query('commit');
			client.release();
			return result;
		} catch (fault) {
			// A connection that cannot roll back is not given to anyone else.
			const broken = await client.query('rollback').then(
				() => false,
				() => true
			);
			client.release(broken);
			throw broken ? connectionLost(fault) : fault;
		}
	});

/** Escapes what LIKE would take as a pattern. */
export const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** The pattern by which LIKE finds a lower-cased text with these words in it; nothing in them is taken for a pattern. */
export const containing = (words: string) => `%${literal(words.trim().normalize('NFC').toLowerCase())}%`;

import type { Writable } from 'node:stream';
import type pg from 'pg';
import { connectionLost, retrying, type Db } from './sql.ts';

/** The driver's stream to the server: while it is corked, what is written gathers into one packet. */
const streamOf = (client: pg.PoolClient) =>
	(client as unknown as { connection: { stream: Writable } }).connection.stream;

/**
 * A transaction of exactly `statements` statements of which none waits for the answer of another: its begin, the
 * statements and the commit leave in one packet, and one round trip later all of it is durable or none of it is
 * (a commit behind a failed statement rolls back). A deadlock is tried again; anything else is thrown.
 */
export const inOneTrip = <T>(pool: pg.Pool, statements: number, work: (db: Db) => Promise<T>): Promise<T> =>
	retrying(async () => {
		const client = await pool.connect();
		const stream = streamOf(client);
		let left = statements;
		let ended: Promise<{ command: string }> | undefined;
		const end = (command: 'commit' | 'rollback') => {
			ended = client.query(command);
			ended.catch(() => undefined);
			stream.uncork();
		};
		const db: Db = {
			query(query) {
				if (ended) throw new Error(`more than ${statements} statements in one trip`);
				const answer = client.query(query);
				if (--left === 0) end('commit');
				return answer;
			}
		};
		stream.cork();
		client.query('begin').catch(() => undefined);
		const [worked] = await Promise.allSettled([work(db)]);
		if (!ended) end('rollback');
		const [over] = await Promise.allSettled([ended!]);
		// A connection that could not end its transaction is not given to anyone else.
		client.release(over.status === 'rejected');
		if (over.status === 'rejected') throw connectionLost(over.reason);
		if (worked.status === 'rejected') throw worked.reason;
		if (over.value.command !== 'COMMIT') throw new Error(`fewer than ${statements} statements in one trip`);
		return worked.value;
	});

import type { PgBoss } from 'pg-boss';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import { prepared } from '#db/prepared.ts';
import type { Db } from '#db/sql.ts';
import type { Arrival, Receipt } from './intake/receive.ts';
import type { Templates } from './notice/templates.ts';
import type { Config } from './config.ts';

/** What every verb may use. Made once by the process, passed as the first argument. */
export interface Services {
	config: Config;
	/** Signs form references and sessions. */
	secret: string;
	log: Logger;
	pool: pg.Pool;
	/** One transaction; a deadlock is tried again. */
	transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
	boss: PgBoss;
	/** By account id. */
	adapters: Map<string, ChannelAdapter>;
	/** What citizens are told, as it is in force. */
	templates: Templates;
	/** The one write of intake; resolves after commit. */
	receive(arrival: Arrival): Promise<Receipt>;
}

/** Lets pg-boss write its job on our transaction. */
export const onTransaction = (db: Db) => ({
	executeSql: (text: string, values?: unknown[]) =>
		// There are a few of them, all long.
		prepared(db).query({ text, values: values ?? [] }) as unknown as Promise<{ rows: never[] }>
});

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { choosePort } from '#adapters/lab/port.ts';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { seed } from '#db/seed.ts';
import { root } from './child.ts';
import { say } from './say.ts';

/** Where one group keeps its files; gone when it ends. */
export interface Bench {
	folder: string;
	url: string;
	/** Process id of the PostgreSQL that serves now. */
	postgresPid(): number;
	/** The one value of a statement. */
	ask<T>(text: string, values?: unknown[]): Promise<T>;
	/** The rows of a statement. */
	rows<T>(text: string, values?: unknown[]): Promise<T[]>;
}

/** Path of a group's own folder under the data folder. */
export const benchFolder = (group: string) => join(root, '.data/bench', group);

/** Runs `work` on an empty, migrated PostgreSQL of its own with the settings of an installation. */
export async function withDatabase<T>(group: string, work: (bench: Bench) => Promise<T>): Promise<T> {
	const folder = benchFolder(group);
	rmSync(folder, { recursive: true, force: true });
	const embedded = await startEmbedded({
		folder: join(folder, 'postgres'),
		port: await choosePort(0),
		log: (message) => say(`  ${message}`)
	});
	const pool = new pg.Pool({ connectionString: embedded.url, max: 2 });
	// A crash of the database is part of what is measured.
	pool.on('error', () => undefined);
	const rows = async <R>(text: string, values: unknown[] = []) =>
		(await pool.query<R & pg.QueryResultRow>(text, values)).rows as R[];
	try {
		await migrate(embedded.url);
		await seed(pool);
		return await work({
			folder,
			url: embedded.url,
			postgresPid: embedded.pid,
			rows,
			ask: async <A>(text: string, values: unknown[] = []) =>
				Object.values((await rows<Record<string, A>>(text, values))[0] ?? {})[0] as A
		});
	} finally {
		await pool.end();
		await embedded.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

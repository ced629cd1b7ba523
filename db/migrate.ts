import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import Postgrator from 'postgrator';

const folder = join(import.meta.dirname, 'migrations');
/** Any number that nobody else locks. */
const LOCK = 1_946_011;

function readMigrations(): Postgrator.Migration[] {
	return readdirSync(folder)
		.filter((file) => file.endsWith('.sql'))
		.sort()
		.map((file) => {
			const [, version, name] = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file) ?? [];
			if (!version || !name) throw new Error(`db/migrations/${file} is not named like 0001-name.sql`);
			const filename = join(folder, file);
			const content = readFileSync(filename, 'utf8');
			const md5 = createHash('md5').update(content).digest('hex');
			return { version: Number(version), action: 'do', filename, name, md5, getSql: () => content };
		});
}

function runner(client: pg.Client): Postgrator {
	const postgrator = new Postgrator({
		driver: 'pg',
		schemaTable: 'public.migration',
		validateChecksums: true,
		execQuery: (query) => client.query(query),
		execSqlScript: async (script) => void (await client.query(script))
	});
	// Its own reader knows only names like 0001.do.name.sql.
	const migrations = readMigrations();
	return Object.assign(postgrator, { migrations, getMigrations: () => Promise.resolve(migrations) });
}

/**
 * Brings the database to the last migration, all of it or none; any number of processes may call it at once.
 * Throws when an applied file was changed afterwards. Gives the names of what it applied.
 */
export async function migrate(url: string): Promise<string[]> {
	const client = new pg.Client({ connectionString: url, application_name: 'sunwai-migrate' });
	await client.connect();
	try {
		await client.query('begin');
		await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
		const applied = await runner(client).migrate();
		await client.query('commit');
		return applied.map(({ name }) => name);
	} finally {
		// Ending the connection rolls back what was not committed.
		await client.end();
	}
}

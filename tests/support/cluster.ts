import { createHash, randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded, StartFault, type Embedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { seed } from '#db/seed.ts';
import { createPool } from '#db/sql.ts';
import { createBoss, createQueues } from '#gateway/job-queues.ts';
import { freePort } from './port.ts';

const root = join(import.meta.dirname, '../..');
const RUNS_AT_ONCE = 8;
// What a crash would lose is of no use to a test; the disk is.
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB' };

/** Runs at the same time each get a folder of their own; later runs find the cluster made. */
async function start(): Promise<Embedded> {
	for (let run = 1; ; run++) {
		const folder = join(root, `.data/test/${run}`);
		try {
			return await startEmbedded({ folder, port: await freePort(), log: () => {}, settings });
		} catch (fault) {
			if (run === RUNS_AT_ONCE || !(fault instanceof StartFault && fault.message.includes('in use')))
				throw fault;
		}
	}
}

const addressOf = (url: string, database: string) => url.replace(/\/[^/]*$/, `/${database}`);

function fingerprint(): string {
	const patterns = [
		'db/migrations/*.sql',
		'db/seed/*',
		'db/seed.ts',
		'gateway/queues.ts',
		'package-lock.json'
	];
	const hash = createHash('sha256');
	for (const file of globSync(patterns, { cwd: root }).sort())
		if (/\.\w+$/.test(file)) hash.update(file).update(readFileSync(join(root, file)));
	return hash.digest('hex').slice(0, 16);
}

/** A database as the gateway leaves it at its first start: migrated, with reference data and queues. */
async function fill(url: string): Promise<void> {
	await migrate(url);
	const pool = createPool(url, 2, () => {});
	await seed(pool);
	await pool.end();
	const faults: Error[] = [];
	const boss = createBoss(url, (fault) => faults.push(fault));
	await boss.start();
	await createQueues(boss);
	await boss.stop({ graceful: false });
	if (faults[0]) throw faults[0];
}

async function makeTemplate(admin: pg.Client, url: string): Promise<string> {
	const name = `template_${fingerprint()}`;
	const { rows } = await admin.query<{ name: string }>(
		`select datname as name from pg_database where datname ~ '^(test|template|making)_'`
	);
	for (const old of rows)
		if (old.name !== name) await admin.query(`drop database "${old.name}" with (force)`);
	if (rows.some((row) => row.name === name)) return name;
	await admin.query('create database making_template');
	await fill(addressOf(url, 'making_template'));
	await admin.query(`alter database making_template rename to ${name}`);
	return name;
}

export interface Cluster {
	/** Address of a new database: a clone of the template, or an empty one. */
	create(empty: boolean): Promise<string>;
	drop(url: string): Promise<void>;
	stop(): Promise<void>;
}

/** Starts a PostgreSQL for one run of the tests. */
export async function startCluster(): Promise<Cluster> {
	const embedded = await start();
	const admin = new pg.Client({ connectionString: addressOf(embedded.url, 'postgres') });
	try {
		await admin.connect();
		const template = await makeTemplate(admin, embedded.url);
		return {
			async create(empty) {
				const name = `test_${randomUUID().replaceAll('-', '')}`;
				await admin.query(
					`create database ${name} template ${empty ? 'template1' : template} strategy file_copy`
				);
				return addressOf(embedded.url, name);
			},
			async drop(url) {
				await admin.query(`drop database if exists "${url.split('/').at(-1)}" with (force)`);
			},
			async stop() {
				await admin.end();
				await embedded.stop();
			}
		};
	} catch (fault) {
		await admin.end();
		await embedded.stop();
		throw fault;
	}
}

import { join, resolve } from 'node:path';
import pg from 'pg';
import { findBinaries } from './embedded/binaries.ts';
import { makeCluster, passwordOf, prepareFolder, superuser } from './embedded/cluster.ts';
import { assertFree, launch, type Settings } from './embedded/launch.ts';
import { takeFolder } from './embedded/owner.ts';
import { findPostmaster, stopPostmaster } from './embedded/postmaster.ts';

export { StartFault } from './embedded/fault.ts';

export interface EmbeddedOptions {
	/** Holds the cluster, its password and its log; made when missing. */
	folder: string;
	/** Of 127.0.0.1; nothing else listens. */
	port: number;
	log(message: string): void;
	/** Settings of postgresql.conf over the defaults. */
	settings?: Settings;
}

export interface Embedded {
	/** Of the database `sunwai`, with its password. */
	url: string;
	/** Process id of the PostgreSQL that serves now; another one after a crash. */
	pid(): number;
	/** Fast shutdown, under five seconds; the data is whole and the folder free afterwards. Safe to repeat. */
	stop(): Promise<void>;
}

const database = 'sunwai';
const WATCH_ms = 500;

/** Waits for the first answer, and makes the database where there is none. */
async function ensureDatabase(url: string): Promise<void> {
	const client = new pg.Client({ connectionString: url.replace(/\/[^/]*$/, '/postgres') });
	await client.connect();
	try {
		const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
		if (!rowCount) await client.query(`create database ${database}`);
	} finally {
		await client.end();
	}
}

const urlOf = (password: string, port: number) =>
	`postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;

/** Address of the database that an instance on this folder serves now; null when none does. */
export function runningUrl({ folder, port }: Pick<EmbeddedOptions, 'folder' | 'port'>): string | null {
	const running = findPostmaster(join(resolve(folder), 'cluster'));
	return running?.ready && running.port === port ? urlOf(passwordOf(resolve(folder)), port) : null;
}

type Serve = () => Promise<number>;

/** Starts PostgreSQL anew when it dies under us: the gateway's pools find it again at the same address. */
function watch(cluster: string, first: number, serve: Serve, log: (message: string) => void) {
	let current = first;
	let stopped = false;
	let restart: Promise<void> | undefined;
	const revive = async () => {
		log('PostgreSQL has died and is started again');
		current = await serve();
	};
	const timer = setInterval(() => {
		if (stopped || restart || findPostmaster(cluster)) return;
		restart = revive()
			.catch((fault: Error) => log(fault.message))
			.finally(() => (restart = undefined));
	}, WATCH_ms);
	timer.unref();
	return {
		pid: () => current,
		async stop() {
			stopped = true;
			clearInterval(timer);
			await restart;
			await stopPostmaster(current, cluster);
		}
	};
}

/**
 * Starts PostgreSQL with its own folder, port and password; the first start makes the cluster.
 * One that a killed process left running is taken over. Throws `StartFault` with a sentence for the user.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
	const { port, log, settings = {} } = options;
	const folder = resolve(options.folder);
	const cluster = join(folder, 'cluster');
	prepareFolder(folder);
	const release = takeFolder(folder);
	try {
		const binaries = await findBinaries();
		const running = findPostmaster(cluster);
		const adopted = running?.port === port && running.ready ? running.pid : undefined;
		if (running && !adopted) await stopPostmaster(running.pid, cluster);
		if (!adopted) await assertFree(port);
		const { password, made } = await makeCluster(folder, binaries);
		if (made) log(`PostgreSQL has a new data folder: ${cluster}`);
		if (adopted) log('PostgreSQL was left running and is taken over');
		const serve = () => launch(folder, port, settings, binaries);
		const first = adopted ?? (await serve());
		const url = urlOf(password, port);
		const server = watch(cluster, first, serve, log);
		let stopping: Promise<void> | undefined;
		const stop = () => (stopping ??= server.stop().finally(release));
		await ensureDatabase(url).catch(async (fault: unknown) => {
			await server.stop();
			throw fault;
		});
		return { url, pid: server.pid, stop };
	} catch (fault) {
		release();
		throw fault;
	}
}

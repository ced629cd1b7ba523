import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { StartFault, codeOf } from './fault.ts';
import { memoryHere, sharedBuffers } from './memory.ts';
import { findPostmaster, until } from './postmaster.ts';

export interface Settings {
	[name: string]: string | number;
}

const host = '127.0.0.1';
// Recovery after a crash may replay a gigabyte of log.
const READY_ms = 120_000;
const LINGER_ms = 10_000;
const LOG_bytes = 10_000_000;

const defaults = (port: number): Settings => ({
	listen_addresses: host,
	port,
	unix_socket_directories: '',
	max_connections: 200,
	shared_buffers: sharedBuffers(memoryHere()),
	timezone: 'UTC',
	log_timezone: 'UTC',
	fsync: 'on',
	synchronous_commit: 'on',
	// After a crash one sync of the file system, not one of each file: a second instead of three.
	...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
	log_min_messages: 'warning'
});

/** Refuses a port of this machine that another program listens on. */
export async function assertFree(port: number): Promise<void> {
	const server = createServer();
	try {
		server.listen({ host, port, exclusive: true });
		await once(server, 'listening');
	} catch (fault) {
		const reason =
			codeOf(fault) === 'EADDRINUSE' ? 'is in use by another program' : `cannot be used (${codeOf(fault)})`;
		throw new StartFault(
			`Port ${port} for the database ${reason}. Choose another with SUNWAI_DATABASE_PORT.`
		);
	} finally {
		if (server.listening) server.close();
	}
}

function openLog(file: string): number {
	if (existsSync(file) && statSync(file).size > LOG_bytes) renameSync(file, `${file}.1`);
	return openSync(file, 'a', 0o600);
}

/** Starts PostgreSQL apart from our terminal and waits till it accepts connections; gives its process id. */
export async function launch(
	folder: string,
	port: number,
	extra: Settings,
	binaries: Binaries
): Promise<number> {
	const cluster = join(folder, 'cluster');
	const logFile = join(folder, 'postgres.log');
	const args = Object.entries({ ...defaults(port), ...extra }).flatMap(([name, value]) => [
		'-c',
		`${name}=${value}`
	]);
	for (const end = performance.now() + LINGER_ms; ;) {
		const log = openLog(logFile);
		const before = statSync(logFile).size;
		// Its output goes to a file, never to a pipe of ours: it outlives us when we are killed.
		const child = binaries.run('postgres', ['-D', cluster, ...args], cluster, ['ignore', log, log]);
		closeSync(log);
		let ended = false;
		let fault: Error | undefined;
		child.on('error', (error) => ((fault = error), (ended = true)));
		child.on('exit', () => (ended = true));
		const ready = () => findPostmaster(cluster)?.pid === child.pid && findPostmaster(cluster)?.ready === true;
		const inTime = await until(() => ended || ready(), READY_ms);
		if (inTime && !ended && child.pid) {
			child.unref();
			return child.pid;
		}
		const said = fault?.message ?? readFileSync(logFile).subarray(before).toString();
		// After a kill -9 the old one's backends need a moment to notice and leave.
		const lingering = said.includes('pre-existing shared memory block');
		if (!lingering || performance.now() > end)
			throw new StartFault(`PostgreSQL did not start: ${said.trim().slice(-1000)}`);
		await wait(100);
	}
}

import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runs } from './owner.ts';

export interface Postmaster {
	pid: number;
	port: number;
	ready: boolean;
}

const POLL_ms = 10;

/** True when the process is a PostgreSQL that serves this cluster: it always works from inside of it. */
function serves(pid: number, cluster: string): boolean {
	if (!runs(pid)) return false;
	if (process.platform !== 'linux') return true;
	try {
		return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
	} catch {
		return false;
	}
}

/** The PostgreSQL that serves the cluster now, or null. */
export function findPostmaster(cluster: string): Postmaster | null {
	const file = join(cluster, 'postmaster.pid');
	try {
		const [pid, , , port, , , , status] = readFileSync(file, 'utf8').split('\n');
		const id = Number(pid);
		// Made and not yet written: whoever starts owns it.
		if (!(id > 0)) return null;
		if (serves(id, cluster)) return { pid: id, port: Number(port), ready: status?.trim() === 'ready' };
		// Another program got the number meanwhile, and PostgreSQL would take it for its own.
		if (runs(id)) rmSync(file);
		return null;
	} catch {
		return null;
	}
}

/** Waits until `condition` holds; false when `limit_ms` passed first. */
export async function until(condition: () => boolean, limit_ms: number): Promise<boolean> {
	const end = performance.now() + limit_ms;
	while (!condition()) {
		if (performance.now() > end) return false;
		await wait(POLL_ms);
	}
	return true;
}

const FAST_ms = 4000;
const IMMEDIATE_ms = 1000;

/** Fast shutdown: open transactions roll back, all is on disk. What hangs is cut, and recovers at the next start. */
export async function stopPostmaster(pid: number, cluster: string): Promise<void> {
	const gone = () => !serves(pid, cluster);
	for (const [signal, limit_ms] of [
		['SIGINT', FAST_ms],
		['SIGQUIT', IMMEDIATE_ms]
	] as const) {
		if (gone()) return;
		process.kill(pid, signal);
		if (await until(gone, limit_ms)) return;
	}
	if (!gone()) process.kill(pid, 'SIGKILL');
	await until(gone, IMMEDIATE_ms);
}

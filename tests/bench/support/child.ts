import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');
/** What `npm start` gives the gateway's Node. */
export const gatewayFlags = JSON.parse(
	readFileSync(join(root, 'gateway/start/flags.json'), 'utf8')
) as string[];
const STOP_LIMIT_MS = 15_000;

/** A program of ours in a process of its own. */
export interface Child {
	pid: number;
	/** Resolves with what matched; rejects when the process ends before it said so. */
	said(pattern: RegExp): Promise<RegExpExecArray>;
	exited: Promise<unknown>;
	/** `kill -9`. */
	kill(): Promise<void>;
	/** SIGTERM, and `kill -9` where that does not help in time. */
	stop(): Promise<void>;
	/** Highest resident memory so far. Megabytes. */
	peak_mb(): number;
	/** Processor time so far. Seconds. */
	busy_s(): number;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
	for (const child of running) child.kill('SIGKILL');
});

const peak = (pid: number) => {
	const found = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
	return Number(found?.[1]) / 1024;
};
/** Clock ticks are hundredths of a second on every Linux that Node runs on. */
const busy = (pid: number) => {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
		.replace(/^.*\) /s, '')
		.split(' ');
	return (Number(fields[11]) + Number(fields[12])) / 100;
};

/** Starts `node <args>`; both outputs go to `logFile`. */
export function startChild(args: string[], env: NodeJS.ProcessEnv, logFile: string): Child {
	mkdirSync(dirname(logFile), { recursive: true });
	const log = createWriteStream(logFile, { flags: 'a' });
	const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
	running.add(child);
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.pipe(log, { end: false });
		stream.on('data', (chunk: Buffer) => (output = (output + String(chunk)).slice(-20_000)));
	}
	const exited = once(child, 'exit').finally(() => running.delete(child));
	exited.catch(() => undefined);
	const pid = child.pid;
	if (!pid) throw new Error(`${args[0]} could not be started`);
	const over = () => child.exitCode !== null || child.signalCode !== null;
	const kill = async () => {
		if (!over()) child.kill('SIGKILL');
		await exited;
	};
	return {
		pid,
		said: (pattern) =>
			new Promise((resolve, reject) => {
				const look = () => {
					const found = pattern.exec(output);
					if (found) resolve(found);
				};
				child.stdout.on('data', look);
				void exited.then(() => reject(new Error(`${args[0]} ended: ${output.slice(-2000)}`)));
				look();
			}),
		exited,
		kill,
		async stop() {
			const impatient = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
			if (!over()) child.kill('SIGTERM');
			await exited;
			clearTimeout(impatient);
		},
		peak_mb: () => peak(pid),
		busy_s: () => busy(pid)
	};
}

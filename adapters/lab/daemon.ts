import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const patience_ms = 300;
const start_limit_ms = 10_000;
const probe_ms = 1_000;

/** A server of the lab that runs as our child, in a process group of its own. */
export interface Daemon {
	start(): Promise<void>;
	stop(): Promise<void>;
	pid(): number | undefined;
}

/** To the child and the processes that serve its connections, which would outlive it. */
const signalGroup = (pid: number | undefined, signal: NodeJS.Signals) => {
	try {
		if (pid !== undefined && pid > 1) process.kill(-pid, signal);
	} catch {
		// All of them are gone already.
	}
};

/** Ends what a killed predecessor left behind, if the number in the file still belongs to `mark`'s command line. */
export function endLeftover(pidFile: string, mark: string): void {
	try {
		const pid = Number(readFileSync(pidFile, 'utf8'));
		if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(mark)) signalGroup(pid, 'SIGKILL');
	} catch {
		// No file, no such process: nothing was left.
	}
}

const greets = (port: number) =>
	new Promise<boolean>((resolve) => {
		const socket = connect(port, '127.0.0.1');
		const answer = (greeted: boolean) => () => {
			resolve(greeted);
			socket.destroy();
		};
		socket.setTimeout(probe_ms, answer(false));
		socket.once('data', answer(true)).once('error', answer(false)).once('close', answer(false));
	});

async function untilGreeted(child: ChildProcess, port: number): Promise<void> {
	const limit = Date.now() + start_limit_ms;
	while (!(await greets(port))) {
		if (child.exitCode !== null || Date.now() > limit)
			throw new Error(`${child.spawnfile} did not start (code ${child.exitCode})`);
		await pause(20);
	}
}

/** A program that greets on `port` when it is up. It is ended with this process, even when that exits in a hurry. */
export function daemon(program: string, args: string[], port: number, pidFile: string): Daemon {
	let child: ChildProcess | undefined;
	const orphaned = () => signalGroup(child?.pid, 'SIGKILL');
	const stop = async () => {
		const running = child;
		child = undefined;
		process.off('exit', orphaned);
		if (!running?.pid || running.exitCode !== null || running.signalCode !== null) return;
		const exited = once(running, 'exit');
		signalGroup(running.pid, 'SIGTERM');
		// A process that has only just started may miss the signal; Maildir needs no farewell.
		const impatient = setTimeout(() => signalGroup(running.pid, 'SIGKILL'), patience_ms);
		await exited;
		clearTimeout(impatient);
		signalGroup(running.pid, 'SIGKILL');
		await rm(pidFile, { force: true });
	};
	return {
		async start() {
			child = spawn(program, args, { stdio: 'ignore', detached: true });
			child.on('error', () => undefined);
			process.once('exit', orphaned);
			try {
				await writeFile(pidFile, String(child.pid));
				await untilGreeted(child, port);
			} catch (fault) {
				await stop();
				throw fault;
			}
		},
		stop,
		pid: () => child?.pid
	};
}

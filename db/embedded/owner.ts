import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFault, codeOf } from './fault.ts';

/** What tells this life of a process from a later process with the same id; empty where the system does not say. */
export function lifeOf(pid: number): string {
	try {
		const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
		// A zombie has ended, whatever its parent makes of it.
		if (fields[0] === 'Z') return '';
		return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${fields[19]}`;
	} catch {
		return '';
	}
}

/** True while a process with this id runs, whoever owns it. */
export function runs(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (fault) {
		return codeOf(fault) === 'EPERM';
	}
}

function holder(file: string): number | null {
	try {
		const [pid = '', life = ''] = readFileSync(file, 'utf8').split('\n');
		const id = Number(pid);
		return id > 0 && runs(id) && lifeOf(id) === life ? id : null;
	} catch {
		return null;
	}
}

/** Marks the folder as used by this process; refuses while another living process uses it. Gives the release. */
export function takeFolder(folder: string): () => void {
	const file = join(folder, 'owner');
	for (let attempt = 1; ; attempt++) {
		try {
			writeFileSync(file, `${process.pid}\n${lifeOf(process.pid)}`, { flag: 'wx' });
			return () => unlinkSync(file);
		} catch (fault) {
			if (codeOf(fault) !== 'EEXIST') throw fault;
			const pid = holder(file);
			if (pid !== null || attempt > 1)
				throw new StartFault(
					`The data folder ${folder} is in use by another instance${pid ? ` (process ${pid})` : ''}. ` +
						'Stop that one first, or give this one a folder of its own with SUNWAI_DATA.'
				);
			// Left behind by a process that was killed.
			unlinkSync(file);
		}
	}
}

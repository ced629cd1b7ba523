import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Binaries } from './binaries.ts';
import { StartFault, codeOf } from './fault.ts';

export const superuser = 'sunwai';
const major = '18';

// pg_trgm asks the C library what a letter is, so its character type must know all scripts as well:
// under plain C it sees no Gurmukhi or Devanagari at all.
const characterTypes = process.platform === 'darwin' ? ['en_US.UTF-8'] : ['C.UTF-8', 'C.utf8', 'en_US.UTF-8'];

const flags = (folder: string, passwordFile: string, characterType: string) => [
	`--pgdata=${folder}`,
	`--username=${superuser}`,
	`--pwfile=${passwordFile}`,
	'--auth=scram-sha-256',
	'--encoding=UTF8',
	'--locale-provider=builtin',
	'--builtin-locale=C.UTF-8',
	'--locale=C',
	`--lc-ctype=${characterType}`
];

// Not `recursive`: where the system answers ENOENT for a folder whose parent exists, that never returns.
function makeFolder(folder: string): void {
	if (existsSync(folder)) return;
	if (dirname(folder) !== folder) makeFolder(dirname(folder));
	mkdirSync(folder);
}

/** Makes the data folder; refuses one that cannot be used, with the reason. */
export function prepareFolder(folder: string): void {
	try {
		makeFolder(folder);
		const probe = join(folder, `.probe-${process.pid}`);
		writeFileSync(probe, '');
		rmSync(probe);
	} catch (fault) {
		throw new StartFault(
			`The data folder ${folder} cannot be written to (${codeOf(fault)}). Choose another with SUNWAI_DATA.`
		);
	}
}

/** The superuser's password, made at the first call. */
export function passwordOf(folder: string): string {
	const file = join(folder, 'password');
	if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' });
	return readFileSync(file, 'utf8');
}

/** Refuses a folder that is not a cluster of ours. */
function inspect(folder: string, { identity }: Binaries): void {
	const version = join(folder, 'PG_VERSION');
	if (!existsSync(version)) {
		if (readdirSync(folder).length === 0) return;
		throw new StartFault(
			`The folder ${folder} holds other files and no database. Choose another data folder with SUNWAI_DATA.`
		);
	}
	const owner = identity?.uid ?? process.getuid?.();
	if (owner !== undefined && statSync(folder).uid !== owner)
		throw new StartFault(
			`The database in ${folder} belongs to another user of this machine. Start as that user, or set SUNWAI_DATA.`
		);
	const found = readFileSync(version, 'utf8').trim();
	if (found !== major)
		throw new StartFault(
			`The database in ${folder} was made by PostgreSQL ${found}, this is ${major}. Dump it with the old one and load it anew.`
		);
}

async function initialise(folder: string, passwordFile: string, binaries: Binaries): Promise<void> {
	let said = '';
	for (const characterType of characterTypes) {
		rmSync(folder, { recursive: true, force: true });
		mkdirSync(folder, { mode: 0o700 });
		if (binaries.identity) chownSync(folder, binaries.identity.uid, binaries.identity.gid);
		const child = binaries.run('initdb', flags(folder, passwordFile, characterType), folder, [
			'ignore',
			'ignore',
			'pipe'
		]);
		const ended = once(child, 'close') as Promise<[number | null]>;
		if (child.stderr) said = await text(child.stderr);
		if ((await ended)[0] === 0) return;
		if (!said.includes('invalid locale')) break;
	}
	throw new StartFault(`PostgreSQL could not make its data folder ${folder}: ${said.trim()}`);
}

/** Makes the cluster where there is none, whole or not at all. Gives its folder and the superuser's password. */
export async function makeCluster(
	folder: string,
	binaries: Binaries
): Promise<{ cluster: string; password: string; made: boolean }> {
	const cluster = join(folder, 'cluster');
	const hasPassword = existsSync(join(folder, 'password'));
	const password = passwordOf(folder);
	if (existsSync(cluster)) inspect(cluster, binaries);
	if (existsSync(join(cluster, 'PG_VERSION'))) {
		if (!hasPassword)
			throw new StartFault(`The password of the database is missing from ${folder} (file "password").`);
		return { cluster, password, made: false };
	}
	const passwordFile = join(folder, 'password.new');
	writeFileSync(passwordFile, password, { mode: 0o600 });
	if (binaries.identity) {
		chmodSync(folder, 0o711);
		chownSync(passwordFile, binaries.identity.uid, binaries.identity.gid);
	}
	await initialise(`${cluster}.new`, passwordFile, binaries);
	rmSync(passwordFile);
	rmSync(cluster, { recursive: true, force: true });
	renameSync(`${cluster}.new`, cluster);
	return { cluster, password, made: true };
}

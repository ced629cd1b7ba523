import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, node, root, run } from './run.mjs';

const lock = join(root, 'package-lock.json');
const installed = join(root, 'node_modules/.package-lock.json');
const stamp = join(root, 'node_modules/.sunwai-installed');

const fingerprint = () => createHash('sha256').update(readFileSync(lock)).digest('hex');

/** True when what is installed is what the lock file says, by its content or, without our mark, by its age. */
function current() {
	if (!existsSync(installed) || !existsSync(node)) return false;
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint()) return true;
	return statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
}

/** Installs the packages of the lock file where they are missing or older. */
export async function install() {
	if (current()) return;
	console.log('Installing packages (npm ci). The first time this takes a minute or two.');
	const code = await run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error']);
	if (code !== 0)
		throw new Stop(
			'npm ci failed; its own message is above. Usual reasons: no way to the package registry ' +
				'(npm ping tells), a full disk, or an install as another user whose files are in node_modules.'
		);
	if (!existsSync(node))
		throw new Stop(
			'npm ci did not bring Node 24: the install script of the package "node" was not run. ' +
				'Look for ignore-scripts in your npm settings (npm config get ignore-scripts).'
		);
	writeFileSync(stamp, fingerprint());
}

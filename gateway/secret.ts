import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The configured secret, or one made at the first start and kept in the data folder, readable by its owner alone. */
export function keepSecret(folder: string, configured: string | undefined): string {
	if (configured) return configured;
	const path = join(folder, 'secret');
	mkdirSync(folder, { recursive: true });
	try {
		// `wx`: of two processes that start together, one writes and both read the same.
		writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
	} catch (fault) {
		if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
	}
	return readFileSync(path, 'utf8').trim();
}

import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, node, root, run } from './run.mjs';

const output = join(root, 'console/build');
const stamp = join(output, '.stamp');
// Made by the build itself, in part beside the settings of the translations.
const made = new Set(
	'build build-public .svelte-kit paraglide node_modules cache README.md .meta.json .gitignore'.split(' ')
);

/** @param {string} folder @returns {string[]} */
const filesOf = (folder) =>
	readdirSync(join(root, folder), { withFileTypes: true })
		.filter((entry) => !made.has(entry.name))
		.flatMap((entry) =>
			entry.isDirectory() ? filesOf(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]
		);

function fingerprint() {
	const hash = createHash('sha256');
	for (const file of ['package-lock.json', ...filesOf('console'), ...filesOf('gateway/contracts')].sort())
		hash.update(`${file}\0`).update(readFileSync(join(root, file)));
	return hash.digest('hex');
}

/** Builds the console where its sources, or the contracts that it shares, are not those of the last build. */
export async function build() {
	const sources = fingerprint();
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
	console.log('Building the console.');
	if ((await run('npm', ['run', '--silent', 'build'])) !== 0)
		throw new Stop('The console could not be built; the message above says where.');
	writeFileSync(stamp, sources);
}

/**
 * Builds the console anew at each change while `work` runs.
 * @template T
 * @param {() => Promise<T>} work
 */
export async function watchConsole(work) {
	const vite = join(root, 'node_modules/vite/bin/vite.js');
	const watchers = ['vite.config.ts', 'vite.public.config.ts'].map((config) =>
		spawn(node, [vite, 'build', '--watch', '--config', `console/${config}`], {
			cwd: root,
			stdio: ['ignore', 'inherit', 'inherit']
		})
	);
	try {
		return await work();
	} finally {
		for (const watcher of watchers) watcher.kill();
	}
}

// Where every npm script begins. Runs on the Node that the machine has (20 or later); all else runs on the
// Node 24 that npm ci puts into node_modules.
import { build, watchConsole } from './start/build.mjs';
import { check } from './start/check.mjs';
import { install } from './start/install.mjs';
import { Stop, flags, node, onNode, run } from './start/run.mjs';
import { prepareTests } from './start/test.mjs';

const [first = '', ...others] = process.argv.slice(2);
const mode =
	/^--(dev|test|check|bench|seed|seed-large|make-api-key|verify-audit)$/.exec(first)?.[1] ?? 'start';
const rest = mode === 'start' ? process.argv.slice(2) : others;

/** @param {string} name of an administrator's command, that of its file as well */
const command = (name) => run(node, [`gateway/commands/${name}.ts`, ...rest]);

const commands = {
	async start() {
		await build();
		return run(node, [...flags, 'gateway/main.ts', ...rest]);
	},
	async dev() {
		await build();
		return watchConsole(() => run(node, ['--watch', '--watch-preserve-output', 'gateway/main.ts', ...rest]));
	},
	async test() {
		await prepareTests();
		await build();
		// The whole suite is red as well when types, lint or format are; a few named tests are not kept waiting.
		const checked = rest.length === 0 ? await check() : 0;
		const tested = await onNode('vitest/vitest.mjs', ['run', '--config', 'tests/vitest.config.ts', ...rest]);
		return tested || checked;
	},
	async check() {
		// Types of the messages are made by the build.
		await build();
		return check();
	},
	async bench() {
		await build();
		return run(node, ['tests/bench/main.ts', ...rest]);
	},
	seed: () => command('seed'),
	'seed-large': () => command('seed-large'),
	'make-api-key': () => command('make-api-key'),
	'verify-audit': () => command('verify-audit')
};

try {
	await install();
	process.exitCode = await commands[mode]();
} catch (fault) {
	if (!(fault instanceof Stop)) throw fault;
	console.error(`\n${fault.message}`);
	process.exitCode = 1;
}

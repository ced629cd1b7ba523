import { onNode } from './run.mjs';

/** @type {[string, string, string[]][]} */
const checks = [
	['types', '@typescript/native/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']],
	['svelte', 'svelte-check/bin/svelte-check', ['--workspace', 'console', '--tsgo', '--output', 'human']],
	['lint', 'oxlint/bin/oxlint', ['--deny-warnings']],
	['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']]
];

/** Runs every check, whatever the others find; gives 1 when one of them found something. */
export async function check() {
	const failed = [];
	for (const [name, script, args] of checks) {
		console.log(`\n${name}`);
		if ((await onNode(script, args)) !== 0) failed.push(name);
	}
	const passed = checks.length - failed.length;
	console.log(
		`\n${passed} of ${checks.length} checks passed${failed.length ? `; failed: ${failed.join(', ')}` : ''}`
	);
	return failed.length ? 1 : 0;
}

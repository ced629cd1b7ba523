import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
const run = promisify(execFile);
let folder = '';

beforeAll(async () => {
	await mkdir(join(root, '.data'), { recursive: true });
	folder = await mkdtemp(join(root, '.data/lint-'));
	await copyFile(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Names of the rules that a file of this path and content breaks. */
async function faults(path: string, content: string): Promise<string[]> {
	const file = join(folder, path);
	await mkdir(dirname(file), { recursive: true });
	await writeFile(
		file,
		path.endsWith('.svelte') ? `<script lang="ts">\n${content}\n</script>\n` : `${content}\n`
	);
	const options = { cwd: folder };
	const { stdout } = await run(
		process.execPath,
		[oxlint, '--no-ignore', '--format', 'json', path],
		options
	).catch((failed: { stdout: string }) => failed);
	const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
	return diagnostics.map(({ code }) => code);
}

const restricted = 'eslint(no-restricted-imports)';

test.for([
	['gateway/contracts/a.ts', '#db/sql.ts'],
	['gateway/contracts/a.ts', 'fastify'],
	['gateway/contracts/a.ts', '../config.ts'],
	['adapters/sms/a.ts', '#db/sql.ts'],
	['adapters/sms/a.ts', '../../gateway/config.ts'],
	['adapters/sms/a.ts', 'pg'],
	['db/a.ts', '#adapters/adapter.ts'],
	['db/a.ts', '../gateway/config.ts'],
	['gateway/triage/a.ts', '#lib/call.ts'],
	['gateway/triage/a.ts', 'twilio'],
	['gateway/triage/a.ts', 'sql-template-tag'],
	['console/src/a.ts', '#gateway/config.ts'],
	['console/src/a.svelte', '#db/sql.ts'],
	['console/src/a.svelte', '../../adapters/adapter.ts']
] as const)('%s may not import %s', async ([path, name]) => {
	expect(await faults(path, `import { a } from '${name}';\na();`)).toContain(restricted);
});

test.for([
	['gateway/contracts/a.ts', 'typebox'],
	['gateway/contracts/a.ts', './words.ts'],
	['adapters/sms/a.ts', '#contracts/words.ts'],
	['adapters/sms/a.ts', '../adapter.ts'],
	['db/a.ts', '#contracts/words.ts'],
	['gateway/triage/a.ts', '#db/submission.ts'],
	['console/src/a.svelte', '#contracts/words.ts']
] as const)('%s may import %s', async ([path, name]) => {
	expect(await faults(path, `import { a } from '${name}';\na();`)).toEqual([]);
});

test('SQL text and the environment have one place each', async () => {
	expect(await faults('gateway/a.ts', `import { sql } from '#db/sql.ts';\nsql();`)).toContain(restricted);
	expect(await faults('gateway/a.ts', `export const a = process.env.A;`)).toContain('node(no-process-env)');
	expect(await faults('gateway/main.ts', `export const a = process.env.A;`)).toEqual([]);
});

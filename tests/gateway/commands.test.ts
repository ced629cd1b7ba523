import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { findApiKey } from '#db/api-key.ts';
import { audit } from '#db/event.ts';
import { sealExtent, sealHistory } from '#db/seal.ts';
import { createPool, inTransaction } from '#db/sql.ts';
import { cloneDatabase, test } from '../support/database.ts';
import { recountDifference } from '../support/recount.ts';

const root = join(import.meta.dirname, '../..');

/** Each command is a process of its own. */
const SLOW = { timeout: 60_000 };

const run = (command: string, url: string, ...args: string[]) =>
	new Promise<{ code: number; said: string }>((resolve) => {
		const file = join(root, 'gateway/commands', `${command}.ts`);
		const env = { PATH: process.env.PATH, DATABASE_URL: url };
		execFile(process.execPath, [file, ...args], { cwd: root, env }, (fault, stdout, stderr) =>
			resolve({ code: Number(fault?.code ?? 0), said: stdout + stderr })
		);
	});

test(
	'an administrator makes a key and proves the audit, and a rewritten row is named',
	SLOW,
	async ({ database }) => {
		const pool = createPool(database.url, 2, () => undefined);
		const made = await run('make-api-key', database.url, 'Office', 'of', 'Ludhiana');
		const key = /shown this once: (\S+)/.exec(made.said)?.[1];
		expect(made.said).toContain('Key of Office of Ludhiana');
		expect(await findApiKey(pool, key!, 'open311')).not.toBeNull();
		expect((await run('make-api-key', database.url)).code).toBe(2);

		await audit(pool, { id: 'agent', name: 'Harpreet Kaur', role: 'agent' }, 'submission:seen', '2600000018');
		await inTransaction(pool, sealHistory);
		const { newest } = await sealExtent(pool);
		expect(await run('verify-audit', database.url, newest!)).toMatchObject({ code: 0 });
		expect((await run('verify-audit', database.url, '0'.repeat(64))).said).toContain('not in the chain');

		await pool.query('alter table audit disable trigger user');
		await pool.query(`update audit set subject = '2600000025'`);
		const broken = await run('verify-audit', database.url);
		expect(broken.code).toBe(1);
		expect(broken.said).toContain('Broken: audit agent 1');
		await pool.end();
	}
);

test('loading the reference data again changes nothing', SLOW, async ({ database }) => {
	expect(await run('seed', database.url)).toMatchObject({ code: 0 });
});

test(
	'a large sample fills an empty installation with its figures, and never one that has cases',
	SLOW,
	async () => {
		const database = await cloneDatabase();
		const pool = createPool(database.url, 2, () => undefined);
		const rows = async (text: string, ...values: string[]) => (await pool.query(text, values)).rows;
		expect(await run('seed-large', database.url, '--cases=1500')).toMatchObject({ code: 0 });
		expect(
			await rows(`select count(*)::int as cases, count(distinct district)::int as districts from grievance`)
		).toEqual([{ cases: 1500, districts: 23 }]);
		expect(await recountDifference(rows)).toBe(0);
		const again = await run('seed-large', database.url, '--cases=10');
		expect(again).toMatchObject({ code: 1 });
		expect(again.said).toContain('1000 or more submissions of its own');
		expect((await run('seed-large', database.url, '--cases=many')).code).toBe(2);
		await pool.end();
		await database.drop();
	}
);

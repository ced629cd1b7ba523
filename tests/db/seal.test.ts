import { afterAll, beforeAll, expect, test } from 'vitest';
import type pg from 'pg';
import { audit, record } from '#db/event.ts';
import { findBroken, findSeal, sealExtent, sealHistory } from '#db/seal.ts';
import { createPool, inTransaction } from '#db/sql.ts';
import { cloneDatabase } from '../support/database.ts';

const agent = { id: 'agent', name: 'Harpreet Kaur', role: 'agent' };
const other = { id: 'other', name: 'Ravi Kumar', role: 'agent' };
const NUMBERS = ['2600000018', '2600000025'];

let pool: pg.Pool;
let drop: () => Promise<void>;
beforeAll(async () => {
	const database = await cloneDatabase();
	drop = database.drop;
	pool = createPool(database.url, 12, () => undefined);
});
afterAll(async () => {
	await pool.end();
	await drop();
});

const seal = () => inTransaction(pool, sealHistory);
/** What someone with the rights of the database's owner could do. */
const tamper = async (table: string, statement: string) => {
	await pool.query(`alter table ${table} disable trigger user`);
	await pool.query(statement);
	await pool.query(`alter table ${table} enable trigger user`);
};

test('many at once leave whole chains, and a seal covers them', async () => {
	await Promise.all(
		Array.from({ length: 60 }, (_, at) =>
			at % 3
				? inTransaction(pool, (db) =>
						record(db, at % 2 ? agent : other, 'submission:claimed', NUMBERS[at % 2]!)
					)
				: audit(pool, at % 2 ? agent : other, 'submission:seen', NUMBERS[at % 2]!, { note: 'ਪਾਣੀ' })
		)
	);
	const first = await seal();
	expect(first).toMatch(/^[0-9a-f]{64}$/);
	expect(await seal()).toBeNull();
	await audit(pool, agent, 'submission:seen', NUMBERS[0]!);
	expect(await sealExtent(pool)).toMatchObject({
		events: 40,
		audits: 61,
		seals: 1,
		unsealed: 1,
		newest: first
	});
	expect(await seal()).not.toBeNull();
	expect(await findBroken(pool, 10)).toEqual([]);
	expect(await findSeal(pool, first!)).not.toBeNull();
	expect(await findSeal(pool, '0'.repeat(64))).toBeNull();
});

test('nobody changes, deletes or empties what was written', async () => {
	for (const table of ['event', 'audit', 'seal'])
		for (const statement of [`update ${table} set id = default`, `delete from ${table}`, `truncate ${table}`])
			await expect(pool.query(statement)).rejects.toThrow();
});

test('a row changed behind the triggers is found, and so is one taken out of the middle', async () => {
	await tamper('audit', `update audit set subject = '2600000032' where actor = 'other' and sequence = 2`);
	expect(await findBroken(pool, 10)).toMatchObject([{ chain: 'audit', place: 'other 2' }]);
	await tamper('event', `delete from event where number = '${NUMBERS[0]}' and sequence = 3`);
	const broken = await findBroken(pool, 10);
	expect(broken).toContainEqual(expect.objectContaining({ chain: 'event', place: `${NUMBERS[0]} 4` }));
	expect(broken.filter(({ chain }) => chain === 'seal')).toHaveLength(1);
});

test('the end of a chain cut off, or a chain written anew, does not fit the seal', async () => {
	await tamper(
		'audit',
		`delete from audit where actor = 'agent' and sequence = (select max(sequence) from audit where actor = 'agent')`
	);
	expect((await findBroken(pool, 10)).filter(({ chain }) => chain === 'seal')).toHaveLength(2);
});

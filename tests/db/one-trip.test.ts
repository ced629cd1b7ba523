import { afterAll, beforeAll, expect, test } from 'vitest';
import type pg from 'pg';
import { inOneTrip } from '#db/one-trip.ts';
import { createPool, run, sql } from '#db/sql.ts';
import { cloneDatabase } from '../support/database.ts';

let pool: pg.Pool;
let drop: () => Promise<void>;
beforeAll(async () => {
	const database = await cloneDatabase();
	drop = database.drop;
	pool = createPool(database.url, 2, () => undefined);
	await pool.query('create table written (id int primary key)');
});
afterAll(async () => {
	await pool.end();
	await drop();
});

const written = async () =>
	(await pool.query<{ id: number }>('select id from written order by id')).rows.map(({ id }) => id);
const write = (id: number) => sql`insert into written values (${id})`;

test('all of it is durable when it resolves', async () => {
	await inOneTrip(pool, 2, (db) => Promise.all([run(db, write(1)), run(db, write(2))]));
	expect(await written()).toEqual([1, 2]);
});

test('one statement that fails takes all of them back, and the connection is good again', async () => {
	const failing = inOneTrip(pool, 3, (db) =>
		Promise.all([run(db, write(3)), run(db, write(1)), run(db, write(4))])
	);
	await expect(failing).rejects.toMatchObject({ code: '23505' });
	expect(await written()).toEqual([1, 2]);
	await inOneTrip(pool, 1, (db) => run(db, write(3)));
	expect(await written()).toEqual([1, 2, 3]);
});

test('work that breaks off leaves nothing', async () => {
	const broken = inOneTrip(pool, 2, async (db) => {
		run(db, write(11)).catch(() => undefined);
		throw new Error('broken off');
	});
	await expect(broken).rejects.toThrow('broken off');
	expect(await written()).toEqual([1, 2, 3]);
});

test('a statement behind the commit is refused', async () => {
	const more = inOneTrip(pool, 1, (db) => Promise.all([run(db, write(12)), run(db, write(13))]));
	await expect(more).rejects.toThrow('more than 1 statements');
	expect(await written()).not.toContain(13);
});

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { emptyDatabase, type Database } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
	database = await emptyDatabase();
});
afterAll(() => database.drop());

test('processes that start together migrate once', async () => {
	const applied = await Promise.all([1, 2, 3].map(() => migrate(database.url)));
	expect(applied.flat()).toEqual(expect.arrayContaining(['intake', 'reference']));
	expect(new Set(applied.flat()).size).toBe(applied.flat().length);
	expect(await migrate(database.url)).toEqual([]);
});

test('a migration that was changed after it ran is refused', async () => {
	const client = new pg.Client({ connectionString: database.url });
	await client.connect();
	await client.query(`update migration set md5 = 'other' where version = 2`);
	await client.end();
	await expect(migrate(database.url)).rejects.toThrow(/\[2\]/);
});

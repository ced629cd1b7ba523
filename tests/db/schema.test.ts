import { expect } from 'vitest';
import { dumpSchema } from '#db/dump.ts';
import { test } from '../support/database.ts';

// After a new migration: npm test -- tests/db/schema.test.ts -u
test('db/schema.sql is what the migrations make', async ({ database }) => {
	const dump = await dumpSchema(database.url);
	expect(dump).toContain('create table public.submission');
	await expect(dump).toMatchFileSnapshot('../../db/schema.sql');
});

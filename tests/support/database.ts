import { inject, test as base } from 'vitest';

export { freePort } from './port.ts';

export interface Database {
	url: string;
	/** Cuts what is still connected. */
	drop(): Promise<void>;
}

async function ask(path: string, init: RequestInit): Promise<string> {
	const response = await fetch(inject('databases') + path, init);
	const body = await response.text();
	if (!response.ok) throw new Error(body);
	return body;
}

async function create(path: string): Promise<Database> {
	const url = await ask(path, { method: 'POST' });
	return { url, drop: async () => void (await ask('/', { method: 'DELETE', body: url })) };
}

/** A database of its own: migrated, with reference data and queues, nothing else in it. */
export const cloneDatabase = () => create('/');

/** A database with nothing in it. */
export const emptyDatabase = () => create('/empty');

/** Vitest's `test` with `database`: one clone for the test file, dropped after its last test. */
export const test = base.extend<{ $file: { database: Database } }>({
	database: [
		async ({}, use) => {
			const database = await cloneDatabase();
			await use(database);
			await database.drop();
		},
		{ scope: 'file' }
	]
});

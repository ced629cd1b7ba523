import { mkdtemp, readFile, rm, stat, writeFile, mkdir } from 'node:fs/promises';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startEmbedded, StartFault, type Embedded } from '#db/embedded.ts';
import { memoryHere, sharedBuffers } from '#db/embedded/memory.ts';
import { freePort } from '../support/port.ts';

const root = join(import.meta.dirname, '../../.data');
let folder = '';
const logged: string[] = [];
const log = (message: string) => void logged.push(message);
const started: Embedded[] = [];

async function start(at: string, port: number): Promise<Embedded> {
	const server = await startEmbedded({ folder: at, port, log });
	started.push(server);
	return server;
}
// Stopping twice is allowed: a test that fails half-way leaves nothing running.
afterEach(async () => {
	for (const server of started.splice(0)) await server.stop();
});

beforeAll(async () => {
	await mkdir(root, { recursive: true });
	folder = await mkdtemp(join(root, 'embedded-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function ask(url: string, query: string): Promise<unknown> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	const { rows } = await client.query<{ value: unknown }>(query);
	await client.end();
	return rows[0]?.value;
}

test('keeps its data over a stop, starts fast, and searches every script', async () => {
	const port = await freePort();
	const first = await start(folder, port);
	await ask(first.url, 'create extension pg_trgm');
	await ask(first.url, 'create table kept as select 7 as value');
	expect(await ask(first.url, `select similarity('ਪਾਣੀ ਨਹੀਂ ਆ ਰਿਹਾ', 'ਪਾਣੀ ਨਹੀਂ') as value`)).toBeGreaterThan(
		0.4
	);
	expect(await ask(first.url, `select similarity('पानी नहीं आ रहा', 'पानी नहीं') as value`)).toBeGreaterThan(
		0.4
	);
	expect(
		await ask(first.url, `select current_setting('fsync') || current_setting('timezone') as value`)
	).toBe('onUTC');
	expect(
		await ask(
			first.url,
			`select pg_size_bytes(current_setting('shared_buffers')) = pg_size_bytes('${sharedBuffers(memoryHere())}') as value`
		)
	).toBe(true);
	await first.stop();
	const began = performance.now();
	const second = await start(folder, port);
	expect(performance.now() - began).toBeLessThan(1500);
	expect(await ask(second.url, 'select value from kept')).toBe(7);
	await second.stop();
});

test('takes an eighth of the memory, within bounds', () => {
	expect([512, 8192, 1_000_000].map((megabytes) => sharedBuffers(megabytes * 1024 * 1024))).toEqual([
		'128MB',
		'1024MB',
		'4096MB'
	]);
});

test('only its password opens it, and only the owner reads the password', async () => {
	const server = await start(folder, await freePort());
	await expect(ask(server.url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
	expect((await stat(join(folder, 'password'))).mode & 0o077).toBe(0);
	await server.stop();
});

test('refuses a second instance, a busy port and folders that cannot be its own, each with a sentence', async () => {
	const port = await freePort();
	const server = await start(folder, port);
	const refused = (path: string, at: number) => start(path, at);
	await expect(refused(folder, await freePort())).rejects.toThrow(
		/in use by another instance \(process \d+\)/
	);
	await expect(refused(join(folder, 'other'), port)).rejects.toThrow(
		`Port ${port} for the database is in use`
	);
	const file = join(folder, 'file');
	await writeFile(file, '');
	await expect(refused(join(file, 'data'), await freePort())).rejects.toThrow(StartFault);
	await mkdir(join(folder, 'strange/cluster'), { recursive: true });
	await writeFile(join(folder, 'strange/cluster/letter.txt'), 'mine');
	await expect(refused(join(folder, 'strange'), await freePort())).rejects.toThrow(/holds other files/);
	expect(await readFile(join(folder, 'strange/cluster/letter.txt'), 'utf8')).toBe('mine');
	expect(await ask(server.url, 'select 1 as value')).toBe(1);
	await server.stop();
});

test('a port that another program holds is left to it', async () => {
	const other = createServer().listen(0, '127.0.0.1');
	await once(other, 'listening');
	const { port } = other.address() as { port: number };
	await expect(start(folder, port)).rejects.toThrow(/Choose another with SUNWAI_DATABASE_PORT/);
	other.close();
});

test('what a killed process left running is taken over with its data', async () => {
	const port = await freePort();
	const child = fork(join(import.meta.dirname, 'embedded-holder.ts'), [folder, String(port)], {
		stdio: 'ignore'
	});
	const [holder] = (await once(child, 'message')) as [{ pid: number; url: string }];
	child.kill('SIGKILL');
	await once(child, 'exit');
	const server = await start(folder, port);
	expect(server.pid()).toBe(holder.pid);
	expect(await ask(server.url, 'select value from kept')).toBe(7);
	await server.stop();
	await expect(ask(holder.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
});

test('PostgreSQL that dies is started again at the same address', async () => {
	const server = await start(folder, await freePort());
	const first = server.pid();
	process.kill(first, 'SIGKILL');
	await expect.poll(() => server.pid(), { timeout: 15_000 }).not.toBe(first);
	expect(await ask(server.url, 'select value from kept')).toBe(7);
	await server.stop();
});

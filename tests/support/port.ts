import { once } from 'node:events';
import { createServer } from 'node:net';

/*
 * Below the ports that the system gives to connections: none of those takes a port between its choice and its use.
 * Test files that run at the same time choose from different ranges.
 */
const FIRST = 20_000;
const RANGE = 3_000;
const first = FIRST + RANGE * (Number(process.env['VITEST_POOL_ID'] ?? 0) % 4);
let next = Math.floor(Math.random() * RANGE);

async function isFree(port: number): Promise<boolean> {
	const server = createServer().listen(port, '127.0.0.1');
	try {
		await once(server, 'listening');
	} catch {
		return false;
	}
	server.close();
	await once(server, 'close');
	return true;
}

/** A port of this machine that is free now. Throws when none is. */
export async function freePort(): Promise<number> {
	for (let tried = 0; tried < RANGE; tried += 1) {
		const port = first + (next++ % RANGE);
		if (await isFree(port)) return port;
	}
	throw new Error('no port is free');
}

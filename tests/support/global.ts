import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestProject } from 'vitest/node';
import { startCluster, type Cluster } from './cluster.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** Where test files ask for their databases. */
		databases: string;
	}
}

async function answer(request: IncomingMessage, cluster: Promise<Cluster>): Promise<string> {
	const { create, drop } = await cluster;
	if (request.method !== 'DELETE') return create(request.url === '/empty');
	await drop(await text(request));
	return '';
}

/** Gives databases to the test files. The cluster starts with the first one asked for: pure tests pay nothing. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
	let cluster: Promise<Cluster> | undefined;
	const server = createServer((request, response) => {
		cluster ??= startCluster();
		answer(request, cluster).then(
			(body) => response.end(body),
			(fault: Error) => response.writeHead(500).end(fault.stack)
		);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	project.provide('databases', `http://127.0.0.1:${address.port}`);
	return async () => {
		server.closeAllConnections();
		server.close();
		const started = await cluster?.catch(() => undefined);
		await started?.stop();
	};
}

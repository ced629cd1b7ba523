import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LabRequest {
	method: string;
	path: string;
	query: URLSearchParams;
	/** Lower-case names. */
	headers: Record<string, string>;
	body: Buffer;
	params: Record<string, string>;
}
export interface LabAnswer {
	status: number;
	type?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
	/** No answer till the lab closes, or bytes that are none. */
	fault?: 'hang' | 'garbage';
}
export type LabHandler = (request: LabRequest) => LabAnswer | Promise<LabAnswer>;

/** The HTTP face of the lab's providers: Twilio's and Vonage's REST addresses on one local port. */
export interface LabServer {
	/** Origin without a trailing slash. */
	url: string;
	/** `pattern` is a path with `:name` for one segment. The first match answers. */
	route(method: string, pattern: string, handler: LabHandler): void;
	close(): Promise<void>;
}

const readAll = async (request: IncomingMessage) => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
};

const compile = (pattern: string) =>
	new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/:(\w+)/g, '(?<$1>[^/]+?)')}$`);

/** Listens on 127.0.0.1; `port` 0 takes a free one. */
export async function labServer(port: number): Promise<LabServer> {
	const routes: { method: string; pattern: RegExp; handler: LabHandler }[] = [];
	const server = createServer(async (request, response) => {
		const { pathname, searchParams } = new URL(request.url ?? '/', 'http://lab');
		const body = await readAll(request);
		for (const { method, pattern, handler } of routes) {
			const found = method === request.method ? pattern.exec(pathname) : null;
			if (!found) continue;
			const headers = Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)]));
			const params = Object.fromEntries(
				Object.entries(found.groups ?? {}).map(([k, v]) => [k, decodeURIComponent(v)])
			);
			const answer = await Promise.resolve(
				handler({ method, path: pathname, query: searchParams, headers, body, params })
			).catch((fault: Error): LabAnswer => ({ status: 500, body: fault.message }));
			if (answer.fault === 'hang') return;
			if (answer.fault === 'garbage') return void response.socket?.end('This is no answer.\r\n\r\n');
			response.writeHead(answer.status, {
				...(answer.type ? { 'content-type': answer.type } : {}),
				...answer.headers
			});
			response.end(answer.body);
			return;
		}
		response.writeHead(404).end();
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		route: (method, pattern, handler) => routes.push({ method, pattern: compile(pattern), handler }),
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			})
	};
}

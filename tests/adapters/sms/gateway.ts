import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Arriving, ChannelAdapter, Sink } from '#adapters/adapter.ts';
import type { Delivery, Verdict } from '#adapters/inbound.ts';

const publicOrigin = 'https://gw.example.gov.in';

export interface Taken {
	delivery: Delivery;
	verdict: Verdict;
}

const read = async (request: IncomingMessage) => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
};

/** A listener that does what the gateway's edge does: builds the delivery, verifies it and acknowledges. */
export async function edge(adapters: ChannelAdapter[]) {
	const taken: Taken[] = [];
	const waiting = new Set<() => void>();
	let outage = 0;
	const server = createServer(async (request, response) => {
		const body = await read(request);
		if (outage > 0) {
			outage--;
			return response.writeHead(503).end();
		}
		const adapter = adapters.find(({ account }) => request.url?.split(/[/?]/)[2] === account);
		const headers = Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)]));
		const delivery: Delivery = {
			account: adapter?.account ?? '',
			method: request.method === 'GET' ? 'GET' : 'POST',
			url: publicOrigin + request.url,
			headers,
			body,
			receivedAt: new Date().toISOString()
		};
		const verdict = adapter?.verify?.(delivery) ?? { ok: false, status: 403, reason: 'account' };
		taken.push({ delivery, verdict });
		for (const resolve of waiting) resolve();
		waiting.clear();
		const answer = verdict.ok ? adapter!.acknowledge!(delivery) : { status: verdict.status };
		response.writeHead(answer.status, answer.type ? { 'content-type': answer.type } : {}).end(answer.body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		taken,
		/** The next so many requests are answered 503. */
		fail: (requests: number) => (outage = requests),
		until: async (holds: (taken: Taken[]) => boolean) => {
			while (!holds(taken)) await new Promise<void>((resolve) => waiting.add(resolve));
		},
		close: () =>
			new Promise<void>((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			})
	};
}

/** A ledger in memory that behaves as the real one: an external id is kept once. */
export function ledger() {
	const kept = new Map<string, Arriving>();
	const attempts: string[] = [];
	const healths: boolean[] = [];
	const waiting = new Set<() => void>();
	let outage = 0;
	const changed = () => {
		for (const resolve of waiting) resolve();
		waiting.clear();
	};
	const sink: Sink = {
		receive: async (items) => {
			for (const { externalId } of items) attempts.push(externalId);
			if (outage-- > 0) throw new Error('the database is away');
			for (const item of items) if (!kept.has(item.externalId)) kept.set(item.externalId, item);
			changed();
		},
		cursor: { read: async () => null, write: async () => {} },
		known: async (ids) => new Set(ids.filter((id) => kept.has(id))),
		health: ({ ok }) => {
			healths.push(ok);
			changed();
		}
	};
	return {
		sink,
		kept,
		attempts,
		healths,
		fail: (times: number) => (outage = times),
		until: async (holds: () => boolean) => {
			while (!holds()) await new Promise<void>((resolve) => waiting.add(resolve));
		}
	};
}

/** The kept PDU as the delivery that the gateway reads later. */
export const deliveryOf = ({ body, headers }: Arriving): Delivery => ({
	account: 'sms-smpp',
	method: 'POST',
	url: '',
	headers,
	body,
	receivedAt: new Date().toISOString()
});

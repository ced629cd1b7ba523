import { connect } from 'node:net';
import { HOOK, signedSms } from './sms.ts';

/**
 * The load generator: a process of its own that signs all requests before it starts, keeps one request in flight
 * on each connection, and sends every request once. It parses no more of an answer than it needs, so that it
 * takes little of the processor from what is measured.
 */
export interface Order {
	port: number;
	connections: number;
	count: number;
	/** Index of the first message; ranges of different orders do not overlap. */
	first: number;
}
export interface Result {
	/** Answers by status. */
	statuses: Record<string, number>;
	/** When the first request left: milliseconds since 1970. */
	begun: number;
	/** Seconds from the first request to the last answer. */
	seconds: number;
	/** Milliseconds, ascending. */
	p50_ms: number;
	p99_ms: number;
	/** Share of one processor that the generator took. */
	busy: number;
}

const requestOf = (index: number, port: number) => {
	const { body, headers } = signedSms(index);
	const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)) });
	const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
	return Buffer.from(`POST ${HOOK} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${head}\r\n${body}`, 'latin1');
};

/** Status of a whole answer, or null while some of it is missing. */
function statusOf(answer: string): string | null {
	const end = answer.indexOf('\r\n\r\n');
	if (end < 0) return null;
	const length = Number(/\r\ncontent-length: (\d+)/i.exec(answer)?.[1] ?? 0);
	return answer.length >= end + 4 + length ? answer.slice(9, 12) : null;
}

async function run({ port, connections, count, first }: Order): Promise<Result> {
	const requests = Array.from({ length: count }, (_, at) => requestOf(first + at, port));
	const statuses: Record<string, number> = {};
	const latencies: number[] = [];
	let next = 0;
	const lane = () =>
		new Promise<void>((resolve, reject) => {
			const socket = connect({ port, host: '127.0.0.1', noDelay: true });
			let sentAt = 0;
			let answer = '';
			const send = () => {
				const request = requests[next++];
				if (!request) return void socket.end(resolve);
				sentAt = performance.now();
				socket.write(request);
			};
			socket.on('connect', send);
			socket.on('error', reject);
			socket.on('data', (chunk) => {
				answer += chunk.toString('latin1');
				const status = statusOf(answer);
				if (!status) return;
				answer = '';
				latencies.push(performance.now() - sentAt);
				statuses[status] = (statuses[status] ?? 0) + 1;
				send();
			});
		});
	const used = process.cpuUsage();
	const started = Date.now();
	const begun = performance.now();
	await Promise.all(Array.from({ length: connections }, lane));
	const seconds = (performance.now() - begun) / 1000;
	const { user, system } = process.cpuUsage(used);
	latencies.sort((one, other) => one - other);
	const at = (share: number) => latencies[Math.min(count - 1, Math.floor(count * share))] ?? NaN;
	return {
		statuses,
		begun: started,
		seconds,
		p50_ms: at(0.5),
		p99_ms: at(0.99),
		busy: (user + system) / 1e6 / seconds
	};
}

process.on('message', (order: Order) => {
	run(order).then(
		(result) => process.send!(result, () => process.disconnect()),
		(fault) => {
			console.error(fault);
			process.exit(1);
		}
	);
});

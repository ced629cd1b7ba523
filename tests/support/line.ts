import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { freePort } from './port.ts';

/** A person's line to the gateway, that can break. */
export interface Line {
	origin: string;
	/** Breaks every connection and lets none through, until `mend`. */
	cut(): void;
	mend(): void;
	close(): Promise<void>;
}

/** Opens a line to a port of this machine. `port`: where it begins. */
export async function openLine(to: () => number, port?: number): Promise<Line> {
	const open = new Set<Socket>();
	let broken = false;
	const server = createServer((near) => {
		if (broken) return void near.destroy();
		const far = connect(to(), '127.0.0.1');
		for (const [one, other] of [
			[near, far],
			[far, near]
		] as const) {
			open.add(one);
			one.pipe(other);
			one.on('error', () => other.destroy());
			one.on('close', () => {
				open.delete(one);
				other.destroy();
			});
		}
	});
	const begins = port ?? (await freePort());
	server.listen(begins, '127.0.0.1');
	await once(server, 'listening');
	const breakAll = () => {
		for (const socket of open) socket.destroy();
	};
	return {
		origin: `http://127.0.0.1:${begins}`,
		cut() {
			broken = true;
			breakAll();
		},
		mend: () => void (broken = false),
		async close() {
			breakAll();
			server.close();
			await once(server, 'close');
		}
	};
}

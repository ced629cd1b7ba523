import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A bad line to the server at `target`: breaks where told to, or goes silent with its connections open. */
export async function proxy(target: number) {
	const sockets = new Set<Socket>();
	let forbidden: string | undefined;
	let frozen = false;
	const keep = (socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => socket.destroy());
		socket.once('close', () => sockets.delete(socket));
	};
	const server = createServer((near) => {
		const far = connect(target, '127.0.0.1');
		for (const socket of [near, far]) keep(socket);
		near.once('close', () => far.destroy());
		far.once('close', () => near.destroy());
		near.on('data', (data) => frozen || far.write(data));
		far.on('data', (data) => {
			const at = forbidden === undefined ? -1 : data.indexOf(forbidden);
			if (at >= 0) near.end(data.subarray(0, at), () => near.destroy());
			else if (!frozen) near.write(data);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		connected: () => (sockets.size > 0 ? Promise.resolve() : once(server, 'connection')),
		cutAt(word: string | undefined) {
			forbidden = word;
		},
		freeze() {
			frozen = true;
		},
		thaw() {
			frozen = false;
		},
		async close() {
			server.close();
			for (const socket of sockets) socket.destroy();
			await once(server, 'close');
		}
	};
}

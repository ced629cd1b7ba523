import serve from 'hoodiecrow-imap';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import type { ImapServer } from './imap-server.ts';

/** STARTTLS is left out: its certificate is older than what today's clients accept. */
const plugins = ['ID', 'IDLE', 'LITERALPLUS', 'SASL-IR', 'UIDPLUS', 'UNSELECT', 'NAMESPACE'];

interface Inbox {
	server: ReturnType<typeof serve>;
	sockets: Set<Socket>;
	port: number;
}

/** An IMAP server without Dovecot: one port for each user, mail in memory, loopback only. */
export function hoodiecrow(options: { port: number; password: string }): ImapServer {
	const inboxes = new Map<string, Inbox>();
	const listen = async (inbox: Inbox) => {
		inbox.server.server.listen(inbox.port, '127.0.0.1');
		await once(inbox.server.server, 'listening');
		inbox.port = (inbox.server.server.address() as AddressInfo).port;
	};
	const open = async (user: string) => {
		// A new UIDVALIDITY for each life of the process: its UIDs begin at 1 again.
		const storage = { INBOX: { uidvalidity: Math.floor(Date.now() / 1000) }, '': {} };
		const server = serve({ plugins, users: { [user]: { password: options.password } }, storage });
		const inbox: Inbox = { server, sockets: new Set(), port: inboxes.size === 0 ? options.port : 0 };
		inboxes.set(user, inbox);
		server.server.on('connection', (socket: Socket) => {
			inbox.sockets.add(socket);
			socket.on('error', () => socket.destroy());
			socket.once('close', () => inbox.sockets.delete(socket));
		});
		await listen(inbox);
	};
	const stop = async () => {
		for (const { server, sockets } of inboxes.values()) {
			if (!server.server.listening) continue;
			const closed = once(server.server, 'close');
			server.server.close();
			for (const socket of sockets) socket.destroy();
			await closed;
		}
	};
	return {
		kind: 'hoodiecrow',
		port: (user) => inboxes.get(user)?.port ?? options.port,
		addUser: async (user) => {
			if (!inboxes.has(user)) await open(user);
		},
		deliver: async (user, raw) =>
			inboxes.get(user)?.server.appendMessage('INBOX', [], new Date(), raw.toString('latin1')),
		mailFolder: () => undefined,
		pid: () => undefined,
		start: async () => {
			for (const inbox of inboxes.values()) if (!inbox.server.server.listening) await listen(inbox);
		},
		stop,
		close: stop
	};
}

/** The parts of the package `smpp` that are used here; it ships no types. */
declare module 'smpp' {
	import type { EventEmitter } from 'node:events';
	import type { Server as NetServer, Socket } from 'node:net';

	export interface Pdu {
		command: string;
		command_status: number;
		sequence_number: number;
		[field: string]: unknown;
		response(fields?: Record<string, unknown>): Pdu;
		isResponse(): boolean;
	}
	export interface Session extends EventEmitter {
		socket: Socket;
		send(pdu: Pdu, answered?: (pdu: Pdu) => void): boolean;
		pause(): void;
		resume(): void;
		close(done?: () => void): void;
		destroy(done?: () => void): void;
	}
	export interface Server extends NetServer {
		sessions: Session[];
	}
	interface Smpp {
		connect(options: { host: string; port: number; tls?: boolean }): Session;
		createServer(listener: (session: Session) => void): Server;
		addTLV(tag: string, options: { id: number; type: unknown }): void;
		PDU: new (command: string, fields?: Record<string, unknown>) => Pdu;
		filters: { message: { decode(value: Buffer): unknown } };
		types: { tlv: { string: unknown } };
	}
	const smpp: Smpp;
	export default smpp;
}

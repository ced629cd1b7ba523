declare module 'hoodiecrow-imap' {
	import type { Server } from 'node:net';
	interface Options {
		plugins: string[];
		users: Record<string, { password: string }>;
		storage: Record<string, { uidvalidity?: number; messages?: unknown[] }>;
	}
	interface Hoodiecrow {
		server: Server;
		appendMessage(folder: string, flags: string[], date: Date | false, raw: string): void;
	}
	export default function hoodiecrow(options: Options): Hoodiecrow;
}

import { dovecot, hasDovecot } from './dovecot.ts';
import { hoodiecrow } from './hoodiecrow.ts';

/** A real IMAP server on this machine. */
export interface ImapServer {
	kind: 'dovecot' | 'hoodiecrow';
	/** The port where this user's mail is served. */
	port(user: string): number;
	/** Makes the inbox where it is missing. */
	addUser(user: string): Promise<void>;
	deliver(user: string, raw: Buffer): Promise<void>;
	/** Folder of the user's Maildir; undefined where mail lives in memory. */
	mailFolder(user: string): string | undefined;
	pid(): number | undefined;
	/** Stops and starts serving; the mail stays. */
	start(): Promise<void>;
	stop(): Promise<void>;
	close(): Promise<void>;
}

/** Dovecot where it is installed, else an IMAP server that keeps its mail in memory. */
export const imapServer = (options: {
	folder: string;
	port: number;
	password: string;
}): Promise<ImapServer> => (hasDovecot() ? dovecot(options) : Promise.resolve(hoodiecrow(options)));

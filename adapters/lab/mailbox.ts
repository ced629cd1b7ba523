import { createTransport } from 'nodemailer';
import { parseMail } from '../email/parse.ts';
import { imapServer, type ImapServer } from './imap-server.ts';
import { labSmtp } from './smtp.ts';

/** Mails that the lab keeps of each citizen. */
const CITIZEN_LIMIT = 500;
/** Files written at once by `bulkDeliver`. */
const WRITERS = 16;

export interface LabMail {
	direction: 'sent' | 'received';
	from: string;
	to: string;
	subject: string;
	text: string;
	/** ISO 8601. */
	at: string;
	messageId?: string;
	raw: Buffer;
}
/** A mail to be written for a citizen. */
export interface LabMessage {
	from: string;
	name?: string;
	to: string;
	subject: string;
	text: string;
	html?: string;
	inReplyTo?: string;
	attachments?: { filename: string; content: Buffer; contentType?: string }[];
}
export interface LabInbox {
	host: string;
	port: number;
	user: string;
	password: string;
}
export interface LabMailbox {
	/** The first inbox. */
	imap: LabInbox;
	inbox(address: string): LabInbox;
	smtp: { host: string; port: number };
	server: ImapServer;
	/** Puts a mail into the inbox of `to`, or of the first address of ours for a raw mail that does not say. */
	deliver(mail: Buffer | LabMessage, to?: string): Promise<void>;
	/** Writes `count` mails that `make` gives for 0 … count - 1. */
	bulkDeliver(count: number, make: (i: number) => Buffer, to?: string): Promise<void>;
	/** What this citizen sent from the lab and got from the gateway, oldest first. */
	citizenInbox(address: string): LabMail[];
	close(): Promise<void>;
}
export interface LabMailboxOptions {
	/** Where the inboxes are kept from one start to the next. */
	folder: string;
	/** 0 takes a free one. */
	imapPort: number;
	smtpPort: number;
	/** Our addresses: each has its inbox. */
	addresses: readonly [string, ...string[]];
	/** Tells of each mail that a citizen sent or got. */
	onMail?: (citizen: string, mail: LabMail) => void;
}

const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
const compose = async ({ name, from, ...rest }: LabMessage): Promise<Buffer> => {
	const { message } = await composer.sendMail({ ...rest, from: { name: name ?? '', address: from } });
	return message as Buffer;
};

const read = async (raw: Buffer, mail: Pick<LabMail, 'direction' | 'from' | 'to'>): Promise<LabMail> => {
	const { subject, text, thread } = await parseMail(raw, { ownAddresses: [] });
	return {
		...mail,
		subject: subject ?? '',
		text,
		at: new Date().toISOString(),
		...(thread?.messageId ? { messageId: thread.messageId } : {}),
		raw
	};
};

/** Citizens' mail in memory, the latest of each. */
function citizens(onMail: LabMailboxOptions['onMail']) {
	const kept = new Map<string, LabMail[]>();
	return {
		of: (address: string) => kept.get(address.toLowerCase()) ?? [],
		keep(address: string, mail: LabMail) {
			const list = [...(kept.get(address.toLowerCase()) ?? []), mail].slice(-CITIZEN_LIMIT);
			kept.set(address.toLowerCase(), list);
			onMail?.(address, mail);
		}
	};
}

/** Starts a real IMAP server with an inbox for each of our addresses, and an SMTP server that delivers to them and to citizens. */
export async function labMailbox(options: LabMailboxOptions): Promise<LabMailbox> {
	const password = 'lab';
	const [first] = options.addresses;
	const own = new Set(options.addresses);
	const server = await imapServer({ folder: options.folder, port: options.imapPort, password });
	for (const address of options.addresses) await server.addUser(address);
	const people = citizens(options.onMail);
	const smtp = await labSmtp(options.smtpPort, async ({ from, to, raw }) => {
		for (const address of to) {
			if (own.has(address)) await server.deliver(address, raw);
			else people.keep(address, await read(raw, { direction: 'received', from, to: address }));
		}
	}).catch(async (fault: Error) => {
		await server.close();
		throw fault;
	});
	const inbox = (address: string) => ({
		host: '127.0.0.1',
		port: server.port(address),
		user: address,
		password
	});
	return {
		imap: inbox(first),
		inbox,
		smtp: { host: '127.0.0.1', port: smtp.port },
		server,
		async deliver(mail, to) {
			if (Buffer.isBuffer(mail)) return server.deliver(to ?? first, mail);
			const raw = await compose(mail);
			people.keep(mail.from, await read(raw, { direction: 'sent', from: mail.from, to: mail.to }));
			await server.deliver(own.has(mail.to) ? mail.to : first, raw);
		},
		async bulkDeliver(count, make, to = first) {
			let next = 0;
			const writer = async () => {
				for (let i = next++; i < count; i = next++) await server.deliver(to, make(i));
			};
			await Promise.all(Array.from({ length: WRITERS }, writer));
		},
		citizenInbox: people.of,
		async close() {
			await smtp.close();
			await server.close();
		}
	};
}

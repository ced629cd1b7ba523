import { createHash } from 'node:crypto';
import type { Transporter } from 'nodemailer';
import { SendError, type Outgoing, type Sent } from '../outgoing.ts';
import { LOOP_HEADER } from './classify.ts';
import { loopback, type ImapConfig, type SmtpConfig } from './config.ts';

/** Time for one step of the exchange with the server, milliseconds. */
const SMTP_ANSWER_MS = 30_000;
const CONNECTIONS = 2;
/** Ids that References carries; of a longer list the first and the latest. */
const REFERENCES_SENT = 20;

/** The same for every attempt at the same notice, so that a repeated mail shows as one. Without brackets. */
export const messageIdFor = (key: string, from: string) => {
	const digest = createHash('sha256').update(`${from}\n${key}`).digest('hex').slice(0, 40);
	return `${digest}@${from.slice(from.lastIndexOf('@') + 1)}`;
};

async function connect(smtp: SmtpConfig, selfSigned: boolean): Promise<Transporter> {
	const { createTransport } = await import('nodemailer');
	const local = loopback(smtp.host);
	return createTransport({
		pool: true,
		maxConnections: smtp.connections ?? CONNECTIONS,
		host: smtp.host,
		port: smtp.port,
		secure: smtp.secure,
		...(smtp.secure ? {} : local ? { ignoreTLS: true } : { requireTLS: true }),
		...(smtp.user ? { auth: { user: smtp.user, pass: smtp.password ?? '' } } : {}),
		tls: { rejectUnauthorized: !(local && selfSigned) },
		connectionTimeout: SMTP_ANSWER_MS,
		greetingTimeout: SMTP_ANSWER_MS,
		socketTimeout: SMTP_ANSWER_MS,
		disableFileAccess: true,
		disableUrlAccess: true
	});
}

const bracketed = (id: string) => `<${id.replace(/[<>\s]/g, '')}>`;
const chain = ({ references = [], inReplyTo }: Outgoing) => {
	const ids = [...new Set([...references, ...(inReplyTo ? [inReplyTo] : [])])];
	return ids.length > REFERENCES_SENT ? [...ids.slice(0, 1), ...ids.slice(1 - REFERENCES_SENT)] : ids;
};

/** The mail as it leaves: marked as a machine's, so that no other machine answers it (RFC 3834). */
const compose = (outgoing: Outgoing, { name = '', from, returnPath }: SmtpConfig, account: string) => ({
	from: { name, address: outgoing.from ?? from },
	to: { name: '', address: outgoing.to },
	envelope: { from: returnPath === 'null' ? '' : from, to: [outgoing.to] },
	subject: outgoing.subject ?? '',
	text: outgoing.text,
	messageId: bracketed(messageIdFor(outgoing.key, from)),
	...(outgoing.inReplyTo ? { inReplyTo: bracketed(outgoing.inReplyTo) } : {}),
	references: chain(outgoing).map(bracketed),
	headers: {
		'Auto-Submitted': 'auto-replied',
		'X-Auto-Response-Suppress': 'All',
		Precedence: 'bulk',
		'Content-Language': outgoing.language,
		[LOOP_HEADER]: account
	}
});

interface SmtpFault extends Error {
	code?: string;
	responseCode?: number;
	response?: string;
}
/** 5.1.x of RFC 3463: there is no such address; 550 and its like without a word of why mean the same. */
const dead = ({ responseCode = 0, response = '' }: SmtpFault) =>
	/\b5\.1\.[1-6]\b/.test(response) ||
	([550, 551, 553].includes(responseCode) && !/\b5\.\d+\.\d+\b/.test(response));
/** Nothing was handed over: no connection, or no permission to use it. */
const unmade = new Set(['ECONNECTION', 'EDNS', 'EAUTH', 'ETLS', 'ECONNREFUSED']);
/** 5xx to the mail itself is final; a lost connection, 4xx and a refused sign-in may pass. */
function sendError(fault: SmtpFault): SendError {
	const { code = 'smtp', responseCode } = fault;
	const ours = code === 'EAUTH' || code === 'ETLS';
	const final = !ours && ((responseCode ?? 0) >= 500 || (code === 'EENVELOPE' && responseCode === undefined));
	const name = responseCode ? String(responseCode) : unmade.has(code) ? 'unreachable' : code.toLowerCase();
	return new SendError(name, !final, fault.message, { recipient: dead(fault) ? 'dead' : undefined });
}

/** Hands notices over by SMTP. Nothing is loaded and no connection made before the first. */
export function mailSender(config: Pick<ImapConfig, 'id' | 'smtp' | 'allowSelfSigned'>) {
	let transport: Promise<Transporter> | undefined;
	return {
		/** Resolves when the server has taken the mail. Rejects with `SendError`. */
		async send(outgoing: Outgoing): Promise<Sent> {
			if (!/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(outgoing.to))
				throw new SendError('address', false, 'not a mail address', { recipient: 'dead' });
			transport ??= connect(config.smtp, config.allowSelfSigned === true);
			const mail = compose(outgoing, config.smtp, config.id);
			try {
				await (await transport).sendMail(mail);
			} catch (fault) {
				throw sendError(fault as SmtpFault);
			}
			return { providerId: messageIdFor(outgoing.key, config.smtp.from), status: 'sent' };
		},
		async close(): Promise<void> {
			const open = await transport;
			transport = undefined;
			open?.close();
		}
	};
}

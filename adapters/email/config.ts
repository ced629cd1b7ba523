import { Type, type Static } from 'typebox';

const Port = Type.Integer({ minimum: 1, maximum: 65_535 });

/** Where acknowledgements are handed over. */
export const SmtpConfig = Type.Object({
	host: Type.String({ minLength: 1 }),
	port: Port,
	/** TLS from the first byte; otherwise STARTTLS is demanded, but on loopback. */
	secure: Type.Boolean(),
	user: Type.Optional(Type.String()),
	password: Type.Optional(Type.String()),
	/** Our address, which the citizen sees and answers. */
	from: Type.String({ minLength: 3 }),
	name: Type.Optional(Type.String()),
	/** `null`: bounces of what we send come to nobody. */
	returnPath: Type.Optional(Type.Union([Type.Literal('own'), Type.Literal('null')])),
	connections: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 }))
});
export type SmtpConfig = Static<typeof SmtpConfig>;

/** One inbox. */
export const ImapConfig = Type.Object({
	provider: Type.Literal('imap'),
	/** Id of the account, e.g. `email`. */
	id: Type.String({ minLength: 1 }),
	host: Type.String({ minLength: 1 }),
	port: Port,
	/** TLS from the first byte; otherwise STARTTLS is demanded, but on loopback. */
	secure: Type.Boolean(),
	user: Type.String({ minLength: 1 }),
	password: Type.String(),
	/** The first is watched live, the others at each sweep. INBOX when absent. */
	folders: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 20 })),
	/** Takes any certificate; refused for every host but this machine. */
	allowSelfSigned: Type.Optional(Type.Boolean()),
	/** Every address of ours: mail from one of them is our own come back. */
	ownAddresses: Type.Array(Type.String({ minLength: 3 })),
	/** Marks a mail as seen on the server after it is safe here. Off: the inbox is never written to. */
	seenAfterCommit: Type.Optional(Type.Boolean()),
	/** Time between two looks at the inbox however quiet the server is. */
	sweep_ms: Type.Optional(Type.Integer({ minimum: 100, default: 60_000 })),
	/** Time that the server has for an answer before the connection counts as dead. */
	answer_ms: Type.Optional(Type.Integer({ minimum: 100, default: 20_000 })),
	/** First wait before a lost connection is tried again; doubles to five minutes. */
	retry_ms: Type.Optional(Type.Integer({ minimum: 10, default: 1_000 })),
	smtp: SmtpConfig
});
export type ImapConfig = Static<typeof ImapConfig>;

/** Whether the host is this machine. */
export const loopback = (host: string) =>
	host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** Bytes of one mail that the lab's SMTP server takes. */
const SMTP_LIMIT = 64 * 1024 * 1024;

export interface LabSmtp {
	port: number;
	close(): Promise<void>;
}

const refusal = (code: number, message: string) => Object.assign(new Error(message), { responseCode: code });
/** `defer@…` is refused for now, `reject@…` for good: how a test makes the gateway meet either. */
const trouble = (address: string) => {
	if (address.startsWith('defer@')) return refusal(451, '4.7.1 try again later');
	return address.startsWith('reject@') ? refusal(550, '5.1.1 no such mailbox') : null;
};

const readAll = async (stream: SMTPServerDataStream) => {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
};

/** Takes mail on 127.0.0.1 without sign-in; answers the sender after `take` has kept the mail for every recipient. */
export async function labSmtp(
	port: number,
	take: (mail: { from: string; to: string[]; raw: Buffer }) => Promise<void>
): Promise<LabSmtp> {
	const receive = async (stream: SMTPServerDataStream, { envelope }: SMTPServerSession) => {
		const raw = await readAll(stream);
		if (stream.sizeExceeded) throw refusal(552, '5.3.4 mail too large');
		const from = envelope.mailFrom ? envelope.mailFrom.address : '';
		await take({ from, to: envelope.rcptTo.map(({ address }) => address.toLowerCase()), raw });
	};
	const server = new SMTPServer({
		disabledCommands: ['AUTH', 'STARTTLS'],
		disableReverseLookup: true,
		size: SMTP_LIMIT,
		onRcptTo: ({ address }, _session, done) => done(trouble(address.toLowerCase())),
		onData: (stream, session, done) => {
			receive(stream, session).then(
				() => done(null, 'kept'),
				(fault: Error) => done(fault)
			);
		}
	});
	server.on('error', () => undefined);
	const listener = server.listen(port, '127.0.0.1');
	await once(listener, 'listening');
	return {
		port: (listener.address() as AddressInfo).port,
		close: () => new Promise((resolve) => server.close(() => resolve()))
	};
}

import type { Pdu, Session } from 'smpp';
import { SendError } from '#adapters/outgoing.ts';
import type { SmppConfig } from './smpp.ts';
import { esme, loadSmpp, wire, type Wire } from './smpp-wire.ts';

const connect_timeout_ms = 10_000;
const response_timeout_ms = 10_000;
const unbind_timeout_ms = 2_000;
const enquireLink_default_ms = 30_000;
/** Deliveries that may wait for their commit; then the socket is not read until some are done. */
const window_size = 200;
const interfaceVersion = 0x34;

export type Role = 'transceiver' | 'transmitter';
/** Resolves with the status to answer, after commit. */
export type Receiver = (pdu: Pdu) => Promise<number>;

/** A bound session. */
export interface Link extends Wire {
	/** Takes nothing more, answers what is in flight, unbinds and closes. */
	unbind(): Promise<void>;
}

/** Rejects when the session ends or says nothing before it is connected. */
const connected = (session: Session, event: string) =>
	new Promise<void>((resolve, reject) => {
		const late = setTimeout(() => session.destroy(), connect_timeout_ms);
		session.once(event, () => (clearTimeout(late), resolve()));
		session.once(
			'close',
			() => (clearTimeout(late), reject(new SendError('connect', true, 'no connection')))
		);
	});

/** Answers what the SMSC asks, and hands over what it delivers. */
const serve = (session: Session, receiver: Receiver) => {
	const inFlight = new Set<Promise<void>>();
	let draining = false;
	const deliver = (pdu: Pdu) => {
		const done = receiver(pdu)
			.catch(() => esme.temporary)
			.then((command_status) => void session.send(pdu.response({ command_status })))
			.finally(() => {
				inFlight.delete(done);
				if (!draining && inFlight.size < window_size) session.resume();
			});
		inFlight.add(done);
		if (inFlight.size >= window_size) session.pause();
	};
	session.on('pdu', (pdu: Pdu) => {
		if (pdu.isResponse()) return;
		if (pdu.command === 'deliver_sm' || pdu.command === 'data_sm') {
			// Told to come back: what arrives while we leave must not be lost.
			if (draining) session.send(pdu.response({ command_status: esme.temporary }));
			else deliver(pdu);
			return;
		}
		session.send(pdu.response());
		if (pdu.command === 'unbind') session.close();
	});
	const drain = async () => {
		draining = true;
		while (inFlight.size > 0) await Promise.all(inFlight);
	};
	return drain;
};

/** A peer that does not answer is gone, whatever TCP believes. */
const enquire = (session: Session, link: Wire, every_ms: number) => {
	const timer = setInterval(() => void link.request('enquire_link').catch(() => session.destroy()), every_ms);
	void link.closed.then(() => clearInterval(timer));
};

const login = (config: SmppConfig) => ({
	system_id: config.systemId,
	password: config.password,
	system_type: config.systemType ?? '',
	interface_version: interfaceVersion
});

/** Connects and binds. Throws a retryable `SendError`; `signal` ends the attempt. */
export async function bind(
	config: SmppConfig,
	role: Role,
	receiver: Receiver,
	signal: AbortSignal
): Promise<Link> {
	const smpp = await loadSmpp();
	const { host, port, tls } = config;
	signal.throwIfAborted();
	const session = smpp.connect({ host, port, ...(tls ? { tls } : {}) });
	const abort = () => session.destroy();
	signal.addEventListener('abort', abort, { once: true });
	// After an unreadable PDU the package reads no further, so every error ends the connection.
	session.on('error', () => session.destroy());
	const link = wire(smpp, session, config.responseTimeout_ms ?? response_timeout_ms);
	try {
		await connected(session, tls ? 'secureConnect' : 'connect');
		const drain = serve(session, receiver);
		const answer = await link.request(`bind_${role}`, login(config));
		if (answer.command_status !== esme.ok)
			throw new SendError(`bind_${answer.command_status}`, true, 'bind refused');
		enquire(session, link, config.enquireLink_ms ?? enquireLink_default_ms);
		return { ...link, unbind: () => leave(session, link, drain) };
	} catch (fault) {
		session.destroy();
		throw fault;
	} finally {
		signal.removeEventListener('abort', abort);
	}
}

const leave = async (session: Session, link: Wire, drain: () => Promise<void>) => {
	await drain();
	const late = setTimeout(() => session.destroy(), unbind_timeout_ms);
	await link.request('unbind').catch(() => undefined);
	session.close();
	await link.closed;
	clearTimeout(late);
};

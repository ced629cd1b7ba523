import type smpp from 'smpp';
import type { Pdu, Session } from 'smpp';
import { SendError } from '#adapters/outgoing.ts';

type Smpp = typeof smpp;

let loaded: Promise<Smpp> | undefined;

/**
 * The package, loaded once. Its message filter would decode the text and drop the bytes; ours keeps them, because
 * a delivery is what came off the wire. Also names the two TLVs that India's operators ask for.
 */
export const loadSmpp = (): Promise<Smpp> =>
	(loaded ??= import('smpp').then(({ default: smpp }) => {
		smpp.filters.message.decode = (value) => value;
		smpp.addTLV('dlt_entity_id', { id: 0x1400, type: smpp.types.tlv.string });
		smpp.addTLV('dlt_template_id', { id: 0x1401, type: smpp.types.tlv.string });
		return smpp;
	}));

/** SMPP 3.4, 5.1.3. */
export const esme = {
	ok: 0x00,
	systemError: 0x08,
	bindFailed: 0x0d,
	throttled: 0x58,
	temporary: 0x64
} as const;

export interface Wire {
	/** Sends and waits for the answer with the same sequence number. Throws a retryable `SendError` if none comes. */
	request(command: string, fields?: Record<string, unknown>): Promise<Pdu>;
	/** Resolves when the connection has ended, whoever ended it. */
	closed: Promise<void>;
}

/** Requests over a session; whatever is still unanswered when the connection ends is rejected. */
export function wire(smpp: Smpp, session: Session, response_timeout_ms: number): Wire {
	const waiting = new Set<(fault: SendError) => void>();
	const closed = new Promise<void>((resolve) => session.once('close', () => resolve()));
	void closed.then(() => waiting.forEach((reject) => reject(new SendError('disconnected', true))));
	const request = (command: string, fields: Record<string, unknown> = {}) =>
		new Promise<Pdu>((resolve, reject) => {
			const fail = (fault: SendError) => {
				clearTimeout(timer);
				waiting.delete(fail);
				reject(fault);
			};
			const timer = setTimeout(
				() => fail(new SendError('timeout', true, `no answer to ${command}`)),
				response_timeout_ms
			);
			waiting.add(fail);
			const written = session.send(new smpp.PDU(command, fields), (answer) => {
				clearTimeout(timer);
				waiting.delete(fail);
				resolve(answer);
			});
			if (!written) fail(new SendError('disconnected', true));
		});
	return { request, closed };
}

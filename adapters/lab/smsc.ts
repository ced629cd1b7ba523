import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { randomBytes, randomInt } from 'node:crypto';
import type { Pdu, Server, Session } from 'smpp';
import { isGsm, splitText } from '#contracts/segments.ts';
import { decodeText, readHeader } from '../sms/smpp-text.ts';
import { esme, loadSmpp } from '../sms/smpp-wire.ts';
import { outOfOrder, type Sms } from './sms.ts';
import { smscQueue, type SmscQueue } from './smsc-queue.ts';

const retryWait_default_ms = 500;
const receiptDelay_default_ms = 300;
const submitted_limit = 1000;

export interface SmscOptions {
	/** 0 takes a free one. */
	port: number;
	systemId: string;
	password: string;
	/** Wait before an unanswered or refused deliver_sm is tried again. */
	retryWait_ms?: number;
	receiptDelay_ms?: number;
	/** Status to answer to a submit_sm for this number: `0x0000000b`; undefined takes it. */
	refusal?(number: string): string | undefined;
	/** A whole text for a handset, joined from its parts; returns what tells of its status. */
	onText?(text: { id: string; to: string; from: string; text: string }): (status: string) => void;
}

export interface Smsc {
	port: number;
	/** Sends every part until it is acknowledged; resolves with the number of attempts. */
	deliver(sms: Sms & { to: string }): Promise<number>;
	/** Sends a PDU as it is until it is acknowledged. */
	deliverPdu(fields: Record<string, unknown>): Promise<number>;
	/** Cuts every connection without a word. */
	drop(): void;
	/** Answers nothing more on the connections that are there now. */
	mute(): void;
	/** Sessions that are bound now, by what they bound as. */
	bound(): string[];
	/** The latest submit_sm PDUs in the order in which they came. */
	submitted: Pdu[];
	close(): Promise<void>;
}

const bare = (number: string) => number.replace(/^\+/, '');

/** Text of the PDUs by the package's own coder, so that ours is held against another's. */
const pdusOf = (sms: Sms & { to: string }) => {
	const texts = splitText(sms.text);
	const ref = (sms.faults?.ref ?? randomInt(0, 256)) & 0xff;
	const headed = texts.length > 1 && !sms.faults?.bareParts;
	const pdus = texts.map((message, at) => ({
		source_addr: bare(sms.from),
		source_addr_ton: 1,
		source_addr_npi: 1,
		destination_addr: bare(sms.to),
		data_coding: isGsm(sms.text) ? 0 : 8,
		esm_class: headed ? 0x40 : 0,
		short_message: headed ? { udh: Buffer.from([5, 0, 3, ref, texts.length, at + 1]), message } : message
	}));
	return outOfOrder(pdus, sms.faults ?? {});
};

const receiptText = (id: string, state: string) => {
	const date = new Date().toISOString().replace(/\D/g, '').slice(2, 12);
	return `id:${id} sub:001 dlvrd:001 submit date:${date} done date:${date} stat:${state} err:000 text:`;
};

/** Joins the parts of long texts by receiver and reference. */
const joiner = () => {
	const open = new Map<string, Map<number, string>>();
	return (pdu: Pdu): string | undefined => {
		const octets = (pdu['message_payload'] ?? pdu['short_message']) as Buffer;
		const header = Number(pdu['esm_class']) & 0x40 ? readHeader(octets) : { length: 0 };
		const { text } = decodeText(octets.subarray(header.length), Number(pdu['data_coding']), 'gsm');
		const place = 'place' in header ? header.place : undefined;
		if (!place) return text;
		const key = `${String(pdu['destination_addr'])}|${place.ref}|${place.total}`;
		const parts = (open.get(key) ?? new Map<number, string>()).set(place.part, text);
		open.set(key, parts);
		if (parts.size < place.total) return undefined;
		open.delete(key);
		return Array.from({ length: place.total }, (_, at) => parts.get(at + 1) ?? '').join('');
	};
};

interface Center {
	options: SmscOptions;
	queue: SmscQueue;
	bindings: Map<Session, string>;
	submitted: Pdu[];
	join: ReturnType<typeof joiner>;
}

const receipt = async ({ options, queue }: Center, pdu: Pdu, message_id: string, state: string) => {
	await queue.pause(options.receiptDelay_ms ?? receiptDelay_default_ms);
	await queue.deliver({
		source_addr: pdu['destination_addr'],
		destination_addr: pdu['source_addr'],
		esm_class: 0x04,
		data_coding: 0,
		short_message: receiptText(message_id, state),
		receipted_message_id: message_id,
		message_state: state === 'DELIVRD' ? 2 : 5
	});
};

const take = (center: Center, session: Session, pdu: Pdu) => {
	const { options, submitted, join } = center;
	submitted.push(pdu);
	submitted.splice(0, submitted.length - submitted_limit);
	const to = String(pdu['destination_addr']);
	const refusal = options.refusal?.(to);
	if (refusal?.startsWith('0x')) return session.send(pdu.response({ command_status: Number(refusal) }));
	const message_id = randomBytes(6).toString('hex');
	const answered = session.send(pdu.response({ message_id }));
	const text = join(pdu);
	const from = String(pdu['source_addr']);
	const tell = text === undefined ? undefined : options.onText?.({ id: message_id, to, from, text });
	if (Number(pdu['registered_delivery']) & 1)
		receipt(center, pdu, message_id, refusal ? 'UNDELIV' : 'DELIVRD').then(
			() => tell?.(refusal ? 'failed' : 'delivered'),
			() => tell?.('lost')
		);
	return answered;
};

const bind = ({ options, bindings, queue }: Center, session: Session, pdu: Pdu) => {
	const right = pdu['system_id'] === options.systemId && pdu['password'] === options.password;
	session.send(pdu.response(right ? { system_id: 'lab' } : { command_status: esme.bindFailed }));
	if (!right) return session.close();
	bindings.set(session, pdu.command.replace('bind_', ''));
	if (pdu.command !== 'bind_transmitter') queue.add(session);
};

const serve = (center: Center, session: Session, pdu: Pdu) => {
	if (pdu.isResponse()) return;
	if (pdu.command.startsWith('bind_')) return bind(center, session, pdu);
	if (pdu.command === 'submit_sm' && center.bindings.has(session)) return void take(center, session, pdu);
	session.send(pdu.response());
	if (pdu.command !== 'unbind') return;
	forget(center, session);
	session.close();
};

const forget = ({ queue, bindings }: Center, session: Session) => {
	queue.remove(session);
	bindings.delete(session);
};

const closeServer = async (server: Server, queue: SmscQueue) => {
	queue.close();
	const closed = once(server, 'close');
	server.close();
	for (const session of [...server.sessions]) session.destroy();
	await closed;
};

/** An operator's SMSC on this machine. */
export async function smsc(options: SmscOptions): Promise<Smsc> {
	const smpp = await loadSmpp();
	const queue = await smscQueue(options.retryWait_ms ?? retryWait_default_ms);
	const center: Center = { options, queue, bindings: new Map(), submitted: [], join: joiner() };
	const muted = new WeakSet<Session>();
	const server = smpp.createServer((session) => {
		session.on('error', () => session.destroy());
		session.on('close', () => forget(center, session));
		session.on('pdu', (pdu: Pdu) => {
			if (!muted.has(session)) serve(center, session, pdu);
		});
	});
	server.listen(options.port, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		deliverPdu: queue.deliver,
		deliver: async (sms) => {
			const copies = Array.from({ length: sms.faults?.repeat ?? 1 });
			const pdus = pdusOf(sms).flatMap((pdu) => copies.map(() => queue.deliver(pdu)));
			return (await Promise.all(pdus)).reduce((sum, count) => sum + count, 0);
		},
		drop: () => [...server.sessions].forEach((session) => session.destroy()),
		mute: () => server.sessions.forEach((session) => muted.add(session)),
		bound: () => [...center.bindings.values()],
		submitted: center.submitted,
		close: () => closeServer(server, queue)
	};
}

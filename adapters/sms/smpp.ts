import { Type, type Static } from 'typebox';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import { SendError, type Outgoing } from '#adapters/outgoing.ts';
import { Dlt, PerSecond, senderTraits } from './dlt.ts';
import { bind, type Link } from './smpp-link.ts';
import { read } from './smpp-kept.ts';
import { identity, parsePdu } from './smpp-pdu.ts';
import { keepBound } from './smpp-receive.ts';
import { submit } from './smpp-send.ts';
import { esme } from './smpp-wire.ts';

const Milliseconds = Type.Optional(Type.Integer({ minimum: 1 }));

/** One account at an operator's SMSC (SMPP 3.4). `number` is the short code, long code or header we send from. */
export const SmppConfig = Type.Object({
	provider: Type.Literal('smpp'),
	id: Type.String(),
	host: Type.String(),
	port: Type.Integer({ minimum: 1, maximum: 65535 }),
	tls: Type.Optional(Type.Boolean()),
	systemId: Type.String(),
	password: Type.String(),
	systemType: Type.Optional(Type.String()),
	number: Type.String(),
	/** What `data_coding` 0 means at this operator; GSM-7 unless it says otherwise. */
	defaultAlphabet: Type.Optional(Type.Union([Type.Literal('gsm'), Type.Literal('latin1')])),
	/** How a long text is sent: in parts with a header (default) or whole in the TLV `message_payload`. */
	longText: Type.Optional(Type.Union([Type.Literal('udh'), Type.Literal('payload')])),
	/** India: TLVs 0x1400 and 0x1401. */
	dlt: Type.Optional(Dlt),
	perSecond: PerSecond,
	enquireLink_ms: Milliseconds,
	responseTimeout_ms: Milliseconds,
	firstWait_ms: Milliseconds,
	longestWait_ms: Milliseconds
});
export type SmppConfig = Static<typeof SmppConfig>;

/** A process that does not hold the account's lease sends by a bind of its own, which takes no deliveries. */
const transmitterOf = (config: SmppConfig, signal: AbortSignal) => {
	let bound: Promise<Link> | undefined;
	const open = () => {
		const opening = bind(config, 'transmitter', async () => esme.temporary, signal);
		const forget = () => {
			if (bound === opening) bound = undefined;
		};
		opening.then((link) => link.closed.then(forget), forget);
		return opening;
	};
	return {
		link: () => (bound ??= open()),
		close: async () => (await bound?.catch(() => undefined))?.unbind()
	};
};

/** SMPP to an operator's SMSC, which is how a state really receives SMS in India. */
export function smppSms(config: SmppConfig): ChannelAdapter {
	const closing = new AbortController();
	const transmitter = transmitterOf(config, closing.signal);
	let transceiver: Link | undefined;
	// Without a bind nothing has been handed over, whatever went wrong.
	const linkOf = async () => {
		try {
			return transceiver ?? (await transmitter.link());
		} catch (fault) {
			throw fault instanceof SendError ? fault : new SendError('unreachable', true, String(fault));
		}
	};
	const send = async (outgoing: Outgoing) => {
		try {
			return await submit(await linkOf(), outgoing, config);
		} catch (fault) {
			throw fault instanceof SendError ? fault : new SendError('network', true, String(fault));
		}
	};
	return {
		account: config.id,
		channel: 'sms',
		provider: 'smpp',
		parse: ({ headers, body }) => {
			const externalId = headers['external-id'] ?? identity(read(body)).key;
			return [parsePdu(body, externalId, config.defaultAlphabet ?? 'gsm')];
		},
		...senderTraits(config),
		send,
		open: (sink) => keepBound(config, sink, (link) => (transceiver = link)),
		close: async () => {
			closing.abort();
			await transmitter.close();
		}
	};
}

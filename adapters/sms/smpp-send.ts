import { createHash } from 'node:crypto';
import { SendError, type Outgoing, type Sent } from '#adapters/outgoing.ts';
import { dltIds, senderOf } from './dlt.ts';
import { bareNumber } from './phone.ts';
import { PATIENCE_MS } from './reachable.ts';
import { splitText } from '#contracts/segments.ts';
import type { SmppConfig } from './smpp.ts';
import type { Wire } from './smpp-wire.ts';
import { encodeText, writeHeader } from './smpp-text.ts';
import { esme } from './smpp-wire.ts';

/** System error, queue full, submit failed, throttled, temporary application error. */
const passing = new Set([0x08, 0x14, 0x45, 0x58, 0x64]);
/** Queue full, throttled: the SMSC asks for patience. */
const throttled = new Set([0x14, 0x58]);
const invalidDestination = 0x0b;
const ton = { unknown: 0, international: 1, alphanumeric: 5 } as const;
const udhIndicator = 0x40;

/** Alphanumeric headers, full numbers and short codes are different types of number to an SMSC. */
const source = (address: string) => ({
	source_addr: bareNumber(address),
	source_addr_ton: /[a-z]/i.test(address)
		? ton.alphanumeric
		: address.startsWith('+')
			? ton.international
			: ton.unknown,
	source_addr_npi: address.startsWith('+') ? 1 : 0
});
const destination = (address: string) => ({
	destination_addr: bareNumber(address),
	dest_addr_ton: address.startsWith('+') ? ton.international : ton.unknown,
	dest_addr_npi: 1
});

/** The same notice gets the same reference, so that a handset which got half of it twice still joins it. */
const refOf = (key: string) => createHash('sha256').update(key).digest()[0]!;

const payload = (text: string, config: SmppConfig) => {
	const { octets, coding } = encodeText(text, config.defaultAlphabet ?? 'gsm');
	return [{ data_coding: coding, esm_class: 0, short_message: Buffer.alloc(0), message_payload: octets }];
};

const parts = (key: string, text: string, config: SmppConfig) => {
	const coding = encodeText(text, config.defaultAlphabet ?? 'gsm').coding;
	// A part of a Unicode text may look like GSM-7: all parts go in the alphabet of the whole.
	const octetsOf = (part: string) =>
		coding === 8
			? Buffer.from(part, 'utf16le').swap16()
			: encodeText(part, config.defaultAlphabet ?? 'gsm').octets;
	const texts = splitText(text, coding === 8 ? 'ucs2' : 'gsm7');
	if (texts.length === 1) return [{ data_coding: coding, esm_class: 0, short_message: octetsOf(text) }];
	const ref = refOf(key);
	return texts.map((part, at) => ({
		data_coding: coding,
		esm_class: udhIndicator,
		short_message: Buffer.concat([writeHeader(ref, texts.length, at + 1), octetsOf(part)])
	}));
};

/** Fields of every submit_sm that the text needs; the receipt is asked of the last, which completes the message. */
const submissions = (outgoing: Outgoing, config: SmppConfig) => {
	const { key, to, text } = outgoing;
	const dlt = dltIds(config.dlt, outgoing);
	const whole = config.longText === 'payload';
	const inParts = parts(key, text, config);
	const bodies = whole && inParts.length > 1 ? payload(text, config) : inParts;
	return bodies.map((body, at) => ({
		...source(senderOf(outgoing, config.number)),
		...destination(to),
		registered_delivery: at === bodies.length - 1 ? 1 : 0,
		...(dlt?.entity ? { dlt_entity_id: dlt.entity } : {}),
		...(dlt?.template ? { dlt_template_id: dlt.template } : {}),
		...body
	}));
};

/** Sends over a bound link; the id is the last part's, whose receipt was asked for. */
export async function submit(link: Wire, outgoing: Outgoing, config: SmppConfig): Promise<Sent> {
	let providerId = '';
	for (const fields of submissions(outgoing, config)) {
		const { command_status, message_id } = await link.request('submit_sm', fields);
		if (command_status !== esme.ok) {
			const code = `0x${command_status.toString(16).padStart(8, '0')}`;
			throw new SendError(code, passing.has(command_status), `the SMSC answered ${code}`, {
				retryAfter_ms: throttled.has(command_status) ? PATIENCE_MS : undefined,
				recipient: command_status === invalidDestination ? 'dead' : undefined
			});
		}
		providerId = String(message_id ?? '');
	}
	return { providerId, status: 'queued' };
}

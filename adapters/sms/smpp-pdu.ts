import { createHash } from 'node:crypto';
import type { DeliveryKind, Inbound } from '#adapters/inbound.ts';
import { phoneParty } from './phone.ts';
import { fillsSegment } from '#contracts/segments.ts';
import { octetsOf, read, type KeptPdu } from './smpp-kept.ts';
import { isReceipt, receiptKey, statusOf } from './smpp-receipt.ts';
import { alphabetOf, decodeText, readHeader, type DefaultAlphabet, type Place } from './smpp-text.ts';

const headerOf = (pdu: KeptPdu) =>
	pdu.esm_class & 0x40 ? readHeader(octetsOf(pdu)) : { length: 0, shifted: false };

const sound = (place: Place | undefined) =>
	place && place.total > 1 && place.part >= 1 && place.part <= place.total ? place : undefined;

const placeOf = (pdu: KeptPdu): Place | undefined => {
	const { sar_msg_ref_num: ref, sar_total_segments: total, sar_segment_seqnum: part } = pdu;
	const sar = ref !== undefined && total !== undefined && part !== undefined;
	return sound(headerOf(pdu).place) ?? sound(sar ? { ref: `sar:${ref}`, total, part } : undefined);
};

/** What the message is, without reading its text. */
export const kindOf = (pdu: KeptPdu): DeliveryKind =>
	isReceipt(pdu) ? 'status' : placeOf(pdu) ? 'part' : 'message';

/**
 * What stays the same when the SMSC delivers again, and whether it names the message for ever. deliver_sm carries
 * no message id: without a receipted id all that is left is its content, and a citizen may say the same twice.
 */
export function identity(pdu: KeptPdu): { key: string; lasting: boolean } {
	const receipt = isReceipt(pdu) ? receiptKey(pdu) : undefined;
	if (receipt !== undefined) return { key: receipt, lasting: true };
	if (pdu.receipted_message_id) return { key: `mo|${pdu.receipted_message_id}`, lasting: true };
	const said = [
		pdu.source_addr,
		pdu.destination_addr,
		pdu.esm_class,
		pdu.data_coding,
		pdu.short_message ?? '',
		pdu.message_payload ?? '',
		pdu.sar_msg_ref_num ?? '',
		pdu.sar_segment_seqnum ?? '',
		pdu.user_message_reference ?? ''
	];
	return { key: createHash('sha256').update(JSON.stringify(said)).digest('hex'), lasting: false };
}

/** Reads what a kept PDU says. Throws `Unreadable`. */
export function parsePdu(body: Buffer, externalId: string, standard: DefaultAlphabet): Inbound {
	const pdu = read(body);
	if (isReceipt(pdu)) return statusOf(pdu);
	const header = headerOf(pdu);
	const octets = octetsOf(pdu).subarray(header.length);
	const from = phoneParty(pdu.source_addr, true);
	const to = phoneParty(pdu.destination_addr, true);
	const binary = alphabetOf(pdu.data_coding, standard) === 'binary';
	const { text, guessed } = binary
		? { text: '', guessed: false }
		: decodeText(octets, pdu.data_coding, standard);
	const place = placeOf(pdu);
	if (place) return { kind: 'part', externalId, from, to, text, ...place };
	const media = binary
		? [{ content: octets, mediaType: 'application/octet-stream', size: octets.length }]
		: [];
	// An operator that drops the header leaves a full SMS behind: the gateway may join it with what follows.
	const flags = [
		...(binary ? ['binary'] : []),
		...(guessed || header.shifted ? ['charset_guessed'] : []),
		...(fillsSegment(text) ? ['maybe_part'] : [])
	];
	return { kind: 'message', externalId, from, to, text, media, flags };
}

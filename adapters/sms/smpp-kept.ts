import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Pdu } from 'smpp';
import { Unreadable } from '#adapters/inbound.ts';

const Hex = Type.String({ pattern: '^([0-9a-f]{2})*$' });
const Octet = Type.Integer({ minimum: 0, maximum: 255 });

/** A deliver_sm or data_sm as it is kept: its fields and TLVs, octets in hex. Fields that we do not know stay too. */
export const KeptPdu = Type.Object({
	command: Type.String(),
	source_addr: Type.String(),
	destination_addr: Type.String(),
	esm_class: Octet,
	data_coding: Octet,
	short_message: Type.Optional(Hex),
	message_payload: Type.Optional(Hex),
	sar_msg_ref_num: Type.Optional(Type.Integer()),
	sar_total_segments: Type.Optional(Octet),
	sar_segment_seqnum: Type.Optional(Octet),
	user_message_reference: Type.Optional(Type.Integer()),
	receipted_message_id: Type.Optional(Type.String()),
	message_state: Type.Optional(Octet),
	network_error_code: Type.Optional(Hex)
});
export type KeptPdu = Static<typeof KeptPdu>;

/** The PDU as the body of a delivery. Sequence number and length belong to the connection, not to the message. */
export function keep(pdu: Pdu): Buffer {
	const {
		command_length: _length,
		command_id: _id,
		command_status: _status,
		sequence_number: _sequence,
		...fields
	} = pdu;
	const entries = Object.entries(fields).map(([name, value]) => [
		name,
		Buffer.isBuffer(value) ? value.toString('hex') : value
	]);
	return Buffer.from(JSON.stringify(Object.fromEntries(entries)));
}

/** Throws `Unreadable`. */
export function read(body: Buffer): KeptPdu {
	let value: unknown;
	try {
		value = JSON.parse(body.toString('utf8'));
	} catch {
		throw new Unreadable('body', 'no JSON');
	}
	if (!Value.Check(KeptPdu, value)) throw new Unreadable('body', 'no kept PDU');
	return value;
}

/** The text's octets, wherever the SMSC put them. */
export const octetsOf = ({ short_message, message_payload }: KeptPdu) =>
	Buffer.from(short_message || (message_payload ?? ''), 'hex');

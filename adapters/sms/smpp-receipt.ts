import { Unreadable, type InboundStatus } from '#adapters/inbound.ts';
import type { NoticeStatus } from '#adapters/outgoing.ts';
import { octetsOf, type KeptPdu } from './smpp-kept.ts';
import { statusRank } from './status.ts';

/** SMPP 3.4, 5.2.12: receipts and intermediate notifications both tell of something that we sent. */
export const isReceipt = ({ esm_class }: KeptPdu) => [0x04, 0x20].includes(esm_class & 0x3c);

/** `id:… stat:DELIVRD err:000 done date:…`, SMPP 3.4 appendix B; the TLVs win where both are there. */
const receiptOf = (pdu: KeptPdu) => {
	const text = octetsOf(pdu).toString('latin1');
	const field = (name: string) => new RegExp(`\\b${name}:(\\S+)`, 'i').exec(text)?.[1];
	return {
		id: pdu.receipted_message_id || field('id'),
		state: field('stat')?.toUpperCase(),
		error: field('err'),
		done: field('done date')
	};
};

/** The same receipt says the same of the same message, however often it comes. Undefined without the message's id. */
export function receiptKey(pdu: KeptPdu): string | undefined {
	const { id, state, error, done } = receiptOf(pdu);
	if (!id) return undefined;
	return ['dlr', id, pdu.message_state, state, error, done].map((value) => value ?? '').join('|');
}

const states: Record<string, [NoticeStatus, number]> = {
	ENROUTE: ['sent', statusRank.sent],
	ACCEPTD: ['sent', statusRank.sent],
	UNKNOWN: ['sent', statusRank.sent],
	DELIVRD: ['delivered', statusRank.delivered],
	EXPIRED: ['failed', statusRank.failed],
	DELETED: ['failed', statusRank.failed],
	UNDELIV: ['failed', statusRank.failed],
	REJECTD: ['failed', statusRank.failed]
};
/** By the number of the TLV `message_state`. */
const stateNames = [
	'',
	'ENROUTE',
	'DELIVRD',
	'EXPIRED',
	'DELETED',
	'UNDELIV',
	'ACCEPTD',
	'UNKNOWN',
	'REJECTD'
];

/** Throws `Unreadable`. */
export const statusOf = (pdu: KeptPdu): InboundStatus => {
	const { id, state, error } = receiptOf(pdu);
	if (!id) throw new Unreadable('no_id', 'receipt without the id of a message');
	const status = states[stateNames[pdu.message_state ?? 0] || (state ?? '')];
	if (!status) throw new Unreadable('status', `state ${state} is not known`);
	const failed = error && !/^0+$/.test(error) ? { error } : {};
	// Most centres give the network's own cause (3GPP 29.002): 1 is an unknown subscriber.
	const dead = status[0] === 'failed' && Number(error) === 1 ? { recipient: 'dead' as const } : {};
	return { kind: 'status', providerId: id, status: status[0], rank: status[1], ...failed, ...dead };
};

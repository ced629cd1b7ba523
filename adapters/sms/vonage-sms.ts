import { Type, type Static } from 'typebox';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import { Unreadable, type Delivery, type DeliveryKind } from '#adapters/inbound.ts';
import type { Inbound, InboundMessage, InboundPart, Verdict } from '#adapters/inbound.ts';
import type { NoticeStatus } from '#adapters/outgoing.ts';
import { Dlt, PerSecond, senderTraits } from './dlt.ts';
import { phoneParty } from './phone.ts';
import { fillsSegment } from '#contracts/segments.ts';
import { statusRank } from './status.ts';
import { unverified } from './unverified.ts';
import { SigAlgorithm, sigHolds } from './vonage-sig.ts';
import { vonageSmsSender } from './vonage-send.ts';

/** One number of Vonage's SMS API. `apiBase` points to the lab; `dlt` are the ids that India asks for. */
export const VonageSmsConfig = Type.Object({
	provider: Type.Literal('vonage-sms'),
	id: Type.String(),
	apiKey: Type.String({ minLength: 1 }),
	apiSecret: Type.String({ minLength: 1 }),
	signatureSecrets: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 2 }),
	algorithm: SigAlgorithm,
	number: Type.String(),
	publicOrigin: Type.String(),
	perSecond: PerSecond,
	apiBase: Type.Optional(Type.String()),
	dlt: Type.Optional(Dlt)
});
export type VonageSmsConfig = Static<typeof VonageSmsConfig>;

type Fields = Record<string, string>;

const id_length = 64;
/** Refs are 8 or 16 bits wide; a total of 255 is what one octet can say. */
const parts_limit = 255;

const statuses: Record<string, [NoticeStatus, number]> = {
	accepted: ['accepted', statusRank.accepted],
	buffered: ['queued', statusRank.queued],
	unknown: ['sent', statusRank.sent],
	delivered: ['delivered', statusRank.delivered],
	expired: ['failed', statusRank.failed],
	failed: ['failed', statusRank.failed],
	rejected: ['failed', statusRank.failed],
	deleted: ['failed', statusRank.failed]
};

/** Null-prototype, so that a field called `__proto__` is a field. Null when a value is an object or a list. */
const textFields = (entries: Iterable<[string, unknown]>): Fields | null => {
	const fields: Fields = Object.create(null);
	for (const [key, value] of entries) {
		if (!['string', 'number', 'boolean'].includes(typeof value)) return null;
		fields[key] = String(value);
	}
	return fields;
};

const jsonFields = (body: Buffer): Fields | null => {
	try {
		const value: unknown = JSON.parse(body.toString('utf8'));
		return typeof value === 'object' && value !== null ? textFields(Object.entries(value)) : null;
	} catch {
		return null;
	}
};

/** The account's setting chooses between GET, a form and JSON. Null: none of the three can be read. */
const fieldsOf = (delivery: Delivery): Fields | null => {
	if (delivery.method === 'GET')
		return textFields(new URLSearchParams(delivery.url.replace(/#.*$/s, '').split('?')[1] ?? ''));
	if (/^application\/json/i.test(delivery.headers['content-type'] ?? '')) return jsonFields(delivery.body);
	return textFields(new URLSearchParams(delivery.body.toString('utf8')));
};

const idOf = (fields: Fields) => {
	const id = fields['messageId'] ?? '';
	return id !== '' && id.length <= id_length ? id : undefined;
};

const whole = (text: string | undefined) => (/^\d{1,5}$/.test(text ?? '') ? Number(text) : 0);

/** Where a part belongs; undefined when the fields are absent or contradict each other. */
const placeOf = (fields: Fields) => {
	const ref = fields['concat-ref'];
	const total = whole(fields['concat-total']);
	const part = whole(fields['concat-part']);
	const sound = fields['concat'] === 'true' && ref && part >= 1 && part <= total && total <= parts_limit;
	return sound && total > 1 ? { ref, total, part } : undefined;
};

const kindOf = (fields: Fields): DeliveryKind => {
	if (fields['status'] !== undefined && fields['text'] === undefined && fields['data'] === undefined)
		return 'status';
	return placeOf(fields) ? 'part' : 'message';
};

/** A carrier that drops the header leaves a full SMS behind: the gateway may join it with what follows. */
const flagsOf = (fields: Fields) => [
	...(kindOf(fields) === 'message' && (fields['concat'] === 'true' || fillsSegment(fields['text'] ?? ''))
		? ['maybe_part']
		: []),
	...(fields['type'] === 'binary' ? ['binary'] : [])
];

const statusId = (id: string, fields: Fields) =>
	[id, fields['status'], fields['err-code'] ?? '', fields['scts'] ?? ''].join('|');

const identify = (fields: Fields, config: VonageSmsConfig): Verdict => {
	if ((fields['api-key'] ?? config.apiKey) !== config.apiKey)
		return { ok: false, status: 403, reason: 'account' };
	const id = idOf(fields);
	if (id === undefined) return { ok: false, status: 400, reason: 'unreadable' };
	const kind = kindOf(fields);
	if (kind === 'status') return { ok: true, kind, externalId: statusId(id, fields) };
	const flags = flagsOf(fields);
	return { ok: true, kind, externalId: id, ...(flags.length > 0 ? { flags } : {}) };
};

/** No limit on the age: Vonage delivers again for 24 hours, and the replay key makes a repetition harmless. */
const verify = (delivery: Delivery, config: VonageSmsConfig): Verdict => {
	const fields = fieldsOf(delivery);
	if (!fields) return { ok: false, status: 400, reason: 'unreadable' };
	const signed = config.signatureSecrets.some((secret) => sigHolds(fields, secret, config.algorithm));
	return signed ? identify(fields, config) : { ok: false, status: 403, reason: 'signature' };
};

const assume = (delivery: Delivery, config: VonageSmsConfig): Verdict => {
	const fields = fieldsOf(delivery);
	return fields ? unverified(identify(fields, config)) : { ok: false, status: 400, reason: 'unreadable' };
};

/** `YYYY-MM-DD HH:MM:SS`, which is UTC. */
const instantOf = (text: string | undefined) => {
	const time = Date.parse(`${text?.replace(' ', 'T')}Z`);
	return Number.isNaN(time) ? {} : { sentAt: new Date(time).toISOString() };
};

const messageOf = (externalId: string, fields: Fields): InboundMessage | InboundPart => {
	const from = phoneParty(fields['msisdn'], true);
	const to = phoneParty(fields['to'], true);
	const text = fields['text'] ?? '';
	const sentAt = instantOf(fields['message-timestamp']);
	const place = placeOf(fields);
	if (place) return { kind: 'part', externalId, from, to, text, ...place, ...sentAt };
	const content = fields['type'] === 'binary' ? Buffer.from(fields['data'] ?? '', 'hex') : undefined;
	const media = content ? [{ content, mediaType: 'application/octet-stream', size: content.length }] : [];
	return { kind: 'message', externalId, from, to, text, media, ...sentAt, flags: flagsOf(fields) };
};

/** Absent for good, no such number. */
const deadCodes = new Set(['3', '9']);

const parse = (delivery: Delivery): Inbound[] => {
	const fields = fieldsOf(delivery);
	if (!fields) throw new Unreadable('body', 'neither a form nor flat JSON');
	const id = idOf(fields);
	if (id === undefined) throw new Unreadable('no_id', 'no messageId');
	if (kindOf(fields) !== 'status') return [messageOf(id, fields)];
	const status = statuses[fields['status'] ?? ''];
	if (!status) throw new Unreadable('status', `status ${fields['status']} is not known`);
	const error = fields['err-code'];
	const failed = error !== undefined && error !== '0' ? { error } : {};
	const dead = status[0] === 'failed' && deadCodes.has(error ?? '') ? { recipient: 'dead' as const } : {};
	return [{ kind: 'status', providerId: id, status: status[0], rank: status[1], ...failed, ...dead }];
};

/** Vonage's SMS API: `sig` over the fields; parts of a long text come one by one, in any order. */
export const vonageSms = (config: VonageSmsConfig): ChannelAdapter => ({
	account: config.id,
	channel: 'sms',
	provider: 'vonage-sms',
	verify: (delivery) => verify(delivery, config),
	assume: (delivery) => assume(delivery, config),
	parse,
	acknowledge: () => ({ status: 204 }),
	...senderTraits(config),
	send: vonageSmsSender(config)
});

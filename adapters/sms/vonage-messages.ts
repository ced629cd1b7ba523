import jwt from 'jsonwebtoken';
import { Type, type Static } from 'typebox';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import { Unreadable, type Delivery } from '#adapters/inbound.ts';
import type { Inbound, InboundMessage, InboundStatus, Media, Verdict } from '#adapters/inbound.ts';
import type { NoticeStatus } from '#adapters/outgoing.ts';
import { Dlt, PerSecond, senderTraits } from './dlt.ts';
import { fetchMedia } from './media.ts';
import { phoneParty } from './phone.ts';
import { statusRank } from './status.ts';
import { unverified } from './unverified.ts';
import { vonageSigned } from './vonage-signature.ts';
import { vonageMessagesSender } from './vonage-send.ts';

/** One application of Vonage's Messages API. `privateKey` is the application's, in PEM. */
export const VonageMessagesConfig = Type.Object({
	provider: Type.Literal('vonage-messages'),
	id: Type.String(),
	apiKey: Type.String({ minLength: 1 }),
	apiSecret: Type.String({ minLength: 1 }),
	applicationId: Type.String({ minLength: 1 }),
	privateKey: Type.String({ minLength: 1 }),
	signatureSecrets: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 2 }),
	number: Type.String(),
	publicOrigin: Type.String(),
	perSecond: PerSecond,
	apiBase: Type.Optional(Type.String()),
	mediaHosts: Type.Optional(Type.Array(Type.String())),
	dlt: Type.Optional(Dlt)
});
export type VonageMessagesConfig = Static<typeof VonageMessagesConfig>;

/** A webhook may be repeated for 24 hours with its first token; the replay key guards against the rest. */
const iatAge_s = 25 * 60 * 60;
/** Clocks of two machines. */
const iatAhead_s = 5 * 60;
const id_length = 64;
const mediaHosts = ['*.nexmo.com', '*.vonage.com', '*.vonage-ai.com'];
const mediaKinds = new Set(['image', 'audio', 'video', 'file', 'vcard']);

const statuses: Record<string, [NoticeStatus, number]> = {
	submitted: ['sent', statusRank.sent],
	delivered: ['delivered', statusRank.delivered],
	read: ['read', statusRank.read],
	rejected: ['failed', statusRank.failed],
	undeliverable: ['failed', statusRank.failed]
};

type Json = Record<string, unknown>;
const isJson = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const inner = (value: Json, key: string): Json => {
	const found = value[key];
	return isJson(found) ? found : {};
};
const textAt = (value: Json, key: string): string | undefined => {
	const found = value[key];
	return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : undefined;
};

const bodyOf = (delivery: Delivery): Json | undefined => {
	try {
		const value: unknown = JSON.parse(delivery.body.toString('utf8'));
		return isJson(value) ? value : undefined;
	} catch {
		return undefined;
	}
};

const idOf = (body: Json) => {
	const id = textAt(body, 'message_uuid') ?? '';
	return id !== '' && id.length <= id_length ? id : undefined;
};

/** v1 names the kind at the top, v0.1 nests it in `message`; a status has neither. */
const isStatus = (body: Json) =>
	body['status'] !== undefined && !isJson(body['message']) && !body['message_type'];

const errorOf = (body: Json) => {
	const error = inner(body, 'error');
	const type = textAt(error, 'type');
	return textAt(error, 'code') ?? textAt(error, 'title') ?? type?.split('#').at(-1) ?? type;
};

const fresh = (delivery: Delivery) => {
	const claims = jwt.decode(delivery.headers['authorization']?.replace(/^Bearer /i, '') ?? '');
	const iat = typeof claims === 'object' ? claims?.iat : undefined;
	const age_s = Date.parse(delivery.receivedAt) / 1000 - Number(iat);
	return age_s <= iatAge_s && age_s >= -iatAhead_s;
};

const identify = (delivery: Delivery): Verdict => {
	const body = bodyOf(delivery);
	const id = body && idOf(body);
	if (!body || id === undefined) return { ok: false, status: 400, reason: 'unreadable' };
	if (!isStatus(body)) return { ok: true, kind: 'message', externalId: id };
	const externalId = [id, textAt(body, 'status') ?? '', errorOf(body) ?? ''].join('|');
	return { ok: true, kind: 'status', externalId };
};

/** `jti` needs no store of its own: the token is tied to this body by its hash, and the body to its `message_uuid`. */
const verify = (delivery: Delivery, config: VonageMessagesConfig): Verdict => {
	const { apiKey, applicationId } = config;
	const verdicts = config.signatureSecrets.map((signatureSecret) =>
		vonageSigned(delivery, { signatureSecret, apiKey, applicationId })
	);
	const reasons = verdicts.map((verdict) => (verdict.ok ? undefined : verdict.reason));
	if (!reasons.includes(undefined)) {
		const reason = reasons.find((code) => code !== 'signature') ?? 'signature';
		return { ok: false, status: 403, reason };
	}
	return fresh(delivery) ? identify(delivery) : { ok: false, status: 403, reason: 'stale' };
};

/** v1 gives a bare number, v0.1 an object with it. */
const partyAt = (body: Json, key: string) =>
	phoneParty(textAt(body, key) ?? textAt(inner(body, key), 'number'), true);

const mediaOf = (content: Json, kind: string): Media[] => {
	const held = inner(content, kind);
	const url = textAt(held, 'url') ?? textAt(content, kind);
	const name = textAt(held, 'name') ?? textAt(held, 'filename');
	return mediaKinds.has(kind) && url ? [name ? { url, name } : { url }] : [];
};

const instantOf = (text: string | undefined) => {
	const time = Date.parse(text ?? '');
	return Number.isNaN(time) ? {} : { sentAt: new Date(time).toISOString() };
};

const messageOf = (externalId: string, body: Json): InboundMessage => {
	const content = isJson(body['message']) ? inner(inner(body, 'message'), 'content') : body;
	const kind = textAt(body, 'message_type') ?? textAt(content, 'type') ?? 'unknown';
	const media = mediaOf(content, kind);
	const known = kind === 'text' || media.length > 0;
	return {
		kind: 'message',
		externalId,
		from: partyAt(body, 'from'),
		to: partyAt(body, 'to'),
		text: textAt(content, 'text') ?? textAt(inner(content, kind), 'caption') ?? '',
		media,
		...instantOf(textAt(body, 'timestamp')),
		flags: known ? [] : ['unknown_type']
	};
};

const statusOf = (providerId: string, body: Json): InboundStatus => {
	const status = statuses[textAt(body, 'status') ?? ''];
	if (!status) throw new Unreadable('status', `status ${textAt(body, 'status')} is not known`);
	const error = errorOf(body);
	return { kind: 'status', providerId, status: status[0], rank: status[1], ...(error ? { error } : {}) };
};

const parse = (delivery: Delivery): Inbound[] => {
	const body = bodyOf(delivery);
	if (!body) throw new Unreadable('body', 'no JSON object');
	const id = idOf(body);
	if (id === undefined) throw new Unreadable('no_id', 'no message_uuid');
	return [isStatus(body) ? statusOf(id, body) : messageOf(id, body)];
};

/** Vonage's Messages API, v1 and v0.1: JWT over the body's hash; Vonage joins concatenated SMS itself. */
export function vonageMessages(config: VonageMessagesConfig): ChannelAdapter {
	const hosts = [...mediaHosts, ...(config.mediaHosts ?? [])];
	return {
		account: config.id,
		channel: 'sms',
		provider: 'vonage-messages',
		verify: (delivery) => verify(delivery, config),
		assume: (delivery) => unverified(identify(delivery)),
		parse,
		acknowledge: () => ({ status: 200 }),
		...senderTraits(config),
		send: vonageMessagesSender(config),
		fetchMedia: (url) => fetchMedia(url, { hosts })
	};
}

import { Type, type Static } from 'typebox';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import { Unreadable, type Delivery, type DeliveryKind } from '#adapters/inbound.ts';
import type { Inbound, InboundMessage, Media, Verdict } from '#adapters/inbound.ts';
import type { NoticeStatus } from '#adapters/outgoing.ts';
import { fetchMedia } from './media.ts';
import { PerSecond, senderTraits } from './dlt.ts';
import { phoneParty } from './phone.ts';
import { statusRank } from './status.ts';
import { twilioSigned } from './twilio-signature.ts';
import { twilioRecipient } from './twilio-client.ts';
import { twilioSender } from './twilio-send.ts';
import { unverified } from './unverified.ts';

/** One Twilio number. Two tokens during a rotation; `apiBase` and `mediaHosts` point to the lab. */
export const TwilioSmsConfig = Type.Object({
	provider: Type.Literal('twilio-sms'),
	id: Type.String(),
	accountSid: Type.String({ pattern: '^AC[0-9a-zA-Z]{32}$' }),
	authTokens: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 2 }),
	number: Type.String(),
	publicOrigin: Type.String(),
	perSecond: PerSecond,
	apiBase: Type.Optional(Type.String()),
	mediaHosts: Type.Optional(Type.Array(Type.String()))
});
export type TwilioSmsConfig = Static<typeof TwilioSmsConfig>;

const apiOrigin = 'https://api.twilio.com';
const mediaHosts = ['api.twilio.com', '*.twiliocdn.com'];
const media_limit = 10;
const sidPattern = /^[A-Z]{2}\w{1,62}$/;

const statuses: Record<string, [NoticeStatus, number]> = {
	accepted: ['accepted', statusRank.accepted],
	scheduled: ['accepted', statusRank.accepted],
	queued: ['queued', statusRank.queued],
	sending: ['queued', statusRank.sending],
	sent: ['sent', statusRank.sent],
	partially_delivered: ['sent', statusRank.partially_delivered],
	delivered: ['delivered', statusRank.delivered],
	read: ['read', statusRank.read],
	failed: ['failed', statusRank.failed],
	undelivered: ['failed', statusRank.failed],
	canceled: ['failed', statusRank.failed]
};
const optOuts: Record<string, string> = { STOP: 'opt_out', START: 'opt_in', HELP: 'help_keyword' };

const isForm = (delivery: Delivery) =>
	/^application\/x-www-form-urlencoded/i.test(delivery.headers['content-type'] ?? '');

/** A JSON body keeps only what is text; Twilio sends no other. */
const jsonFields = (body: Buffer): URLSearchParams => {
	try {
		const value: unknown = JSON.parse(body.toString('utf8'));
		const entries = Object.entries(value ?? {}).filter(([, text]) => typeof text === 'string');
		return new URLSearchParams(entries as [string, string][]);
	} catch {
		return new URLSearchParams();
	}
};

const fieldsOf = (delivery: Delivery): URLSearchParams => {
	if (delivery.method === 'GET')
		return new URLSearchParams(delivery.url.replace(/#.*$/s, '').split('?')[1] ?? '');
	return isForm(delivery) ? new URLSearchParams(delivery.body.toString('utf8')) : jsonFields(delivery.body);
};

const sidOf = (fields: URLSearchParams) => {
	const sid = fields.get('MessageSid') ?? fields.get('SmsMessageSid') ?? fields.get('SmsSid') ?? '';
	return sidPattern.test(sid) ? sid : undefined;
};

const onStatusPath = (delivery: Delivery) => /^[^?#]*\/status(?:[?#]|$)/.test(delivery.url);

const kindOf = (delivery: Delivery, fields: URLSearchParams): DeliveryKind => {
	if (onStatusPath(delivery)) return 'status';
	const reports =
		fields.has('MessageStatus') && !fields.has('Body') && fields.get('SmsStatus') !== 'received';
	return reports ? 'status' : 'message';
};

/** A status has no id of its own: the message, how far it came, and when the handset said so. */
const statusId = (sid: string, fields: URLSearchParams) =>
	[sid, ...['MessageStatus', 'ErrorCode', 'RawDlrDoneDate'].map((name) => fields.get(name) ?? '')].join('|');

const identify = (delivery: Delivery, fields: URLSearchParams, config: TwilioSmsConfig): Verdict => {
	if (fields.get('AccountSid') !== config.accountSid) return { ok: false, status: 403, reason: 'account' };
	const sid = sidOf(fields);
	if (sid === undefined) return { ok: false, status: 400, reason: 'unreadable' };
	const kind = kindOf(delivery, fields);
	return { ok: true, kind, externalId: kind === 'status' ? statusId(sid, fields) : sid };
};

const verify = (delivery: Delivery, config: TwilioSmsConfig): Verdict => {
	const { ok, params } = twilioSigned(delivery, config.authTokens);
	if (!ok) return { ok: false, status: 403, reason: 'signature' };
	const json = delivery.method === 'POST' && !isForm(delivery);
	return identify(delivery, json ? jsonFields(delivery.body) : params, config);
};

const mediaOf = (fields: URLSearchParams): Media[] => {
	const media: Media[] = [];
	for (let at = 0; at < media_limit; at++) {
		const url = fields.get(`MediaUrl${at}`);
		const mediaType = fields.get(`MediaContentType${at}`);
		if (url) media.push(mediaType ? { url, mediaType } : { url });
	}
	return media;
};

const messageOf = (externalId: string, fields: URLSearchParams): InboundMessage => {
	const media = mediaOf(fields);
	const optOut = optOuts[fields.get('OptOutType') ?? ''];
	const missing = Number(fields.get('NumMedia') ?? 0) > media.length;
	const name = fields.get('ProfileName');
	return {
		kind: 'message',
		externalId,
		from: { ...phoneParty(fields.get('From') ?? ''), ...(name ? { name } : {}) },
		to: phoneParty(fields.get('To') ?? ''),
		text: fields.get('Body') ?? '',
		media,
		flags: [...(optOut ? [optOut] : []), ...(missing ? ['media_missing'] : [])]
	};
};

const parse = (delivery: Delivery): Inbound[] => {
	const fields = fieldsOf(delivery);
	const sid = sidOf(fields);
	if (sid === undefined) throw new Unreadable('no_id', 'no MessageSid');
	if (kindOf(delivery, fields) === 'message') return [messageOf(sid, fields)];
	const status = statuses[fields.get('MessageStatus') ?? fields.get('SmsStatus') ?? ''];
	if (!status) throw new Unreadable('status', `status ${fields.get('MessageStatus')} is not known`);
	const error = fields.get('ErrorCode');
	const recipient = status[0] === 'failed' ? twilioRecipient(error) : undefined;
	const why = { ...(error ? { error } : {}), ...(recipient ? { recipient } : {}) };
	return [{ kind: 'status', providerId: sid, status: status[0], rank: status[1], ...why }];
};

/** Twilio's Programmable Messaging: signed webhooks in, REST out. It joins concatenated SMS itself. */
export function twilioSms(config: TwilioSmsConfig): ChannelAdapter {
	const origin = config.apiBase ? new URL(config.apiBase).origin : apiOrigin;
	const authorization = `Basic ${Buffer.from(`${config.accountSid}:${config.authTokens[0]}`).toString('base64')}`;
	const hosts = [...mediaHosts, ...(config.apiBase ? [origin] : []), ...(config.mediaHosts ?? [])];
	return {
		account: config.id,
		channel: 'sms',
		provider: 'twilio-sms',
		verify: (delivery) => verify(delivery, config),
		assume: (delivery) => unverified(identify(delivery, fieldsOf(delivery), config)),
		parse,
		// `<Message>` in the answer would be a charged reply: the acknowledgement goes out by the queue instead.
		acknowledge: (delivery) =>
			onStatusPath(delivery) ? { status: 204 } : { status: 200, type: 'text/xml', body: '<Response/>' },
		...senderTraits(config),
		...twilioSender(config),
		fetchMedia: (url) => fetchMedia(url, { hosts, credentials: { origin, authorization } })
	};
}

import { randomBytes } from 'node:crypto';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { segments } from '#contracts/segments.ts';
import type { TwilioSmsConfig } from '../sms/twilio-sms.ts';
import type { SmsFace } from './carrier.ts';
import type { LabAnswer, LabRequest } from './server.ts';
import type { Sms } from './sms.ts';
import { twilioRule, type Webhook } from './webhook.ts';

const statuses = ['queued', 'sending', 'sent', 'delivered'];
/** Refused at once; any other code is a failure that the status callback tells of. */
const refusals: Record<string, [number, string]> = {
	'21211': [400, "The 'To' number is not a valid phone number."],
	'21610': [400, 'Attempt to send to unsubscribed recipient'],
	'20429': [429, 'Too Many Requests'],
	'20500': [500, 'Internal Server Error']
};

const newSid = (prefix: string) => prefix + randomBytes(16).toString('hex');
const json = (status: number, body: object): LabAnswer => ({
	status,
	type: 'application/json',
	body: JSON.stringify(body)
});
const problem = (status: number, code: number, message: string): LabAnswer => ({
	...json(status, { code, message, status, more_info: `https://www.twilio.com/docs/errors/${code}` }),
	...(status === 429 ? { headers: { 'retry-after': '1' } } : {})
});

/** A message as Twilio's REST interface shows it. */
interface Kept {
	sid: string;
	account_sid: string;
	from: string;
	to: string;
	body: string;
	status: string;
	direction: string;
	num_segments: string;
	error_code: number | null;
	date_created: string;
}
interface Office {
	face: SmsFace;
	account: TwilioSmsConfig;
	messages: Map<string, Kept>;
	media: Map<string, { content: Buffer; mediaType: string }>;
}

const keep = (
	{ account, messages }: Office,
	fields: Pick<Kept, 'sid' | 'from' | 'to' | 'body' | 'direction' | 'status'>
) => {
	const kept: Kept = {
		...fields,
		account_sid: account.accountSid,
		num_segments: String(segments(fields.body).segments),
		error_code: null,
		date_created: new Date().toUTCString()
	};
	messages.set(kept.sid, kept);
	return kept;
};

/** Signs over the URL without its fragment, as Twilio does. */
const signed = (
	account: TwilioSmsConfig,
	url: string,
	fields: Record<string, string>,
	sms?: Sms
): Webhook => {
	const { signature, wrongHost } = sms?.faults ?? {};
	const bare = url.replace(/#.*$/, '');
	const over = wrongHost ? bare.replace(/^https?:\/\/[^/]+/, 'https://elsewhere.example') : bare;
	const token = signature === 'wrong' ? `not-${account.authTokens[0]}` : account.authTokens[0]!;
	const headers: Record<string, string> = {
		'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
		'user-agent': 'TwilioProxy/1.1',
		'i-twilio-idempotency-token': newSid('')
	};
	if (signature !== 'missing')
		headers['x-twilio-signature'] = webhooks.getExpectedTwilioSignature(token, over, fields);
	return { url, method: 'POST', body: new URLSearchParams(fields).toString(), headers };
};

const report = async (
	{ face, account }: Office,
	kept: Kept,
	callback: string | null,
	error: string | undefined
) => {
	kept.error_code = error ? Number(error) : null;
	face.tell({ type: 'sms:status', number: kept.to, via: 'twilio', detail: kept.status });
	if (!callback) return;
	const fields = {
		MessageSid: kept.sid,
		SmsSid: kept.sid,
		MessageStatus: kept.status,
		SmsStatus: kept.status,
		AccountSid: account.accountSid,
		From: kept.from,
		To: kept.to,
		ApiVersion: '2010-04-01',
		...(error ? { ErrorCode: error } : {})
	};
	await face.route(signed(account, callback, fields), twilioRule(callback, face.options.retryWait_ms), 0);
};

/** Shows the text on the handset and lets its statuses follow one after the other. */
const dispatch = (office: Office, kept: Kept, callback: string | null, error: string | undefined) => {
	const { handsets, later, options, tell } = office.face;
	const { sid: id, to, from: peer, body: text } = kept;
	const shown = handsets.add(to, { id, direction: 'received', peer, text, status: 'queued', via: 'twilio' });
	tell({ type: 'sms:received', number: to, via: 'twilio', detail: text });
	later(async () => {
		for (const status of error ? ['queued', 'sent', 'undelivered'] : statuses) {
			shown.status = kept.status = status;
			await report(office, kept, callback, status === 'undelivered' ? error : undefined);
		}
	}, options.statusDelay_ms);
};

const create = (office: Office, request: LabRequest): LabAnswer => {
	const fields = new URLSearchParams(request.body.toString());
	const [to, from, body] = [fields.get('To') ?? '', fields.get('From') ?? '', fields.get('Body') ?? ''];
	const code = /^\+[1-9]\d{7,14}$/.test(to) ? office.face.refusal(to) : '21211';
	const refused = refusals[code ?? ''];
	if (refused) return problem(refused[0], Number(code), refused[1]);
	if (body === '') return problem(400, 21602, 'Message body is required.');
	const kept = keep(office, {
		sid: newSid('SM'),
		from,
		to,
		body,
		direction: 'outbound-api',
		status: 'queued'
	});
	const answer = json(201, kept);
	dispatch(office, kept, fields.get('StatusCallback'), code);
	return answer;
};

const serve = (office: Office) => {
	const { face, account, messages, media } = office;
	const base = `/2010-04-01/Accounts/${account.accountSid}`;
	const password = `Basic ${Buffer.from(`${account.accountSid}:${account.authTokens[0]}`).toString('base64')}`;
	const route = (method: string, path: string, handler: (request: LabRequest) => LabAnswer) =>
		face.server.route(method, base + path, (request) =>
			request.headers['authorization'] === password ? handler(request) : problem(401, 20003, 'Authenticate')
		);
	route('POST', '/Messages.json', (request) => create(office, request));
	route('GET', '/Messages.json', ({ query }) => {
		const to = query.get('To');
		const found = [...messages.values()].filter((kept) => to === null || kept.to === to);
		return json(200, { messages: found, page: 0, page_size: found.length, next_page_uri: null });
	});
	route('GET', '/Messages/:sid.json', ({ params }) => {
		const kept = messages.get(params['sid'] ?? '');
		return kept ? json(200, kept) : problem(404, 20404, 'The requested resource was not found');
	});
	// As with Twilio the address by account asks for the password and leads on to one that does not.
	route('GET', '/Messages/:message/Media/:id', ({ params }) => ({
		status: 307,
		headers: { location: `${face.server.url}/twilio-media/${params['id']}` }
	}));
	face.server.route('GET', '/twilio-media/:id', ({ params }) => {
		const found = media.get(params['id'] ?? '');
		return found ? { status: 200, type: found.mediaType, body: found.content } : { status: 404 };
	});
};

const mediaFields = ({ face, account, media }: Office, sms: Sms, sid: string): Record<string, string> => {
	const fields: Record<string, string> = { NumMedia: String(sms.media?.length ?? 0) };
	for (const [at, item] of (sms.media ?? []).entries()) {
		const id = newSid('ME');
		media.set(id, item);
		fields[`MediaUrl${at}`] =
			`${face.server.url}/2010-04-01/Accounts/${account.accountSid}/Messages/${sid}/Media/${id}`;
		fields[`MediaContentType${at}`] = item.mediaType;
	}
	return fields;
};

const inbound = (
	office: Office,
	sms: Sms,
	{ sid, to, from, body, num_segments }: Kept
): Record<string, string> => ({
	ToCountry: 'IN',
	SmsMessageSid: sid,
	SmsSid: sid,
	MessageSid: sid,
	SmsStatus: 'received',
	Body: body,
	To: to,
	From: from,
	FromCountry: 'IN',
	NumSegments: num_segments,
	AccountSid: office.account.accountSid,
	ApiVersion: '2010-04-01',
	...mediaFields(office, sms, sid),
	...(sms.faults?.extraFields ? { MessagingServiceSid: newSid('MG'), NewField: '', Ж: 'ਪ' } : {})
});

/** Twilio's far side: REST addresses for messages and media, and signed webhooks; one per text, however long. */
export function twilioFace(face: SmsFace, account: TwilioSmsConfig) {
	const office: Office = { face, account, messages: new Map(), media: new Map() };
	serve(office);
	return (sms: Sms) => {
		const sid = sms.id ?? newSid(sms.media ? 'MM' : 'SM');
		const to = sms.to ?? account.number;
		const kept = keep(office, {
			sid,
			from: sms.from,
			to,
			body: sms.text,
			direction: 'inbound',
			status: 'received'
		});
		const url = `${account.publicOrigin}/hooks/${account.id}${face.options.twilioOverrides ?? ''}`;
		const webhook = signed(account, url, inbound(office, sms, kept), sms);
		return [{ id: sid, send: () => face.route(webhook, twilioRule(url, face.options.retryWait_ms), 1) }];
	};
}

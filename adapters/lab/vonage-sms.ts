import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { segments, splitText } from '#contracts/segments.ts';
import { vonageSig } from '../sms/vonage-sig.ts';
import type { VonageSmsConfig } from '../sms/vonage-sms.ts';
import type { SmsFace } from './carrier.ts';
import type { LabAnswer, LabRequest } from './server.ts';
import { outOfOrder, type Sms } from './sms.ts';
import { vonageRule, type Webhook } from './webhook.ts';

const newId = () => randomBytes(8).toString('hex').toUpperCase();
const bare = (number: string) => number.replace(/^\+/, '');
const stamp = () => new Date().toISOString().slice(0, 19).replace('T', ' ');
const json = (body: object): LabAnswer => ({
	status: 200,
	type: 'application/json',
	body: JSON.stringify(body)
});

/** Error statuses of the SMS API that the lab can be told to answer. */
const errorTexts: Record<string, string> = {
	'1': 'Throttled',
	'2': 'Missing to param',
	'4': 'Invalid credentials',
	'5': 'Internal Error',
	'15': 'Invalid sender address',
	'29': 'Non White-listed Destination'
};
const refused = (status: string) =>
	json({ 'message-count': '1', messages: [{ status, 'error-text': errorTexts[status] ?? 'Error' }] });

/** Adds timestamp, nonce and `sig`, and wraps the fields in what the account is set to. */
const signed = (
	account: VonageSmsConfig,
	path: string,
	fields: Record<string, string>,
	how: VonageStyle,
	sms?: Sms
) => {
	const full: Record<string, string> = {
		...fields,
		timestamp: String(Math.floor(Date.now() / 1000)),
		nonce: randomUUID()
	};
	const fault = sms?.faults?.signature;
	const secret = fault === 'wrong' ? 'not-the-secret' : account.signatureSecrets[0]!;
	const sig: Record<string, string> =
		fault === 'missing' ? {} : { sig: vonageSig(full, secret, account.algorithm) };
	const all = { ...full, ...sig };
	const url = `${account.publicOrigin}/hooks/${account.id}${path}`;
	const query = new URLSearchParams(all).toString();
	const requests: Record<VonageStyle, Webhook> = {
		get: { url: `${url}?${query}`, method: 'GET', headers: {} },
		form: {
			url,
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: query
		},
		json: { url, method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(all) }
	};
	return requests[how];
};
export type VonageStyle = 'get' | 'form' | 'json';

const mayUse = (account: VonageSmsConfig, request: LabRequest, fields: Record<string, string>) => {
	const basic = `Basic ${Buffer.from(`${account.apiKey}:${account.apiSecret}`).toString('base64')}`;
	const inBody = fields['api_key'] === account.apiKey && fields['api_secret'] === account.apiSecret;
	return request.headers['authorization'] === basic || inBody;
};

const fieldsOf = (request: LabRequest): Record<string, string> =>
	request.headers['content-type']?.startsWith('application/json')
		? (JSON.parse(request.body.toString()) as Record<string, string>)
		: Object.fromEntries(new URLSearchParams(request.body.toString()));

/** One delivery receipt per part, as Vonage sends them. */
const receipt = (account: VonageSmsConfig, id: string, fields: Record<string, string>, failed: boolean) => ({
	'api-key': account.apiKey,
	msisdn: fields['to']!,
	to: fields['from']!,
	'network-code': '40401',
	messageId: id,
	price: '0.00000000',
	status: failed ? 'failed' : 'delivered',
	scts: stamp().replace(/\D/g, '').slice(2, 12),
	'err-code': failed ? '1' : '0',
	'message-timestamp': stamp(),
	...(fields['client-ref'] ? { 'client-ref': fields['client-ref'] } : {})
});

const answerTo = (account: VonageSmsConfig, face: SmsFace) => {
	const { handsets, later, options, refusal, route, tell } = face;
	const style = options.vonageStyle ?? 'json';
	return (request: LabRequest): LabAnswer => {
		const fields = fieldsOf(request);
		const { to = '', from = '', text = '' } = fields;
		if (!mayUse(account, request, fields)) return refused('4');
		if (to === '' || text === '') return refused('2');
		const code = refusal(to);
		if (code && code in errorTexts) return refused(code);
		const ids = splitText(text, fields['type'] === 'unicode' ? 'ucs2' : undefined).map(newId);
		const shown = handsets.add(to, {
			id: ids[0]!,
			direction: 'received',
			peer: from,
			text,
			status: 'submitted',
			via: 'vonage-sms'
		});
		tell({ type: 'sms:received', number: to, via: 'vonage-sms', detail: text });
		later(async () => {
			for (const [at, id] of ids.entries()) {
				const report = receipt(account, id, fields, code !== undefined);
				shown.status = report.status;
				tell({ type: 'sms:status', number: to, via: 'vonage-sms', detail: report.status });
				await route(
					signed(account, '/status', report, style),
					vonageRule(options.attempts, options.retryWait_ms),
					at + 1
				);
			}
		}, options.statusDelay_ms);
		const messages = ids.map((id) => ({
			to,
			'message-id': id,
			status: '0',
			'remaining-balance': '9.9',
			'message-price': '0.03',
			network: '40401'
		}));
		return json({ 'message-count': String(ids.length), messages });
	};
};

const partsOf = (account: VonageSmsConfig, sms: Sms) => {
	const texts = splitText(sms.text);
	const ref = String(sms.faults?.ref ?? randomInt(1, 256));
	// The parts' ids go on from 10 in hexadecimal: no part may bear another's.
	const id = sms.id ?? `${newId().slice(0, -2)}10`;
	return texts.map((text, at): Record<string, string> => ({
		'api-key': account.apiKey,
		msisdn: bare(sms.from),
		to: bare(sms.to ?? account.number),
		messageId: at === 0 ? id : `${id.slice(0, -2)}${(at + 16).toString(16).toUpperCase()}`,
		text,
		type: segments(sms.text).encoding === 'ucs2' ? 'unicode' : 'text',
		keyword: text.split(/\s/)[0]!.toUpperCase(),
		'message-timestamp': stamp(),
		...(texts.length > 1 && !sms.faults?.bareParts
			? {
					concat: 'true',
					'concat-ref': ref,
					'concat-total': String(texts.length),
					'concat-part': String(at + 1)
				}
			: {}),
		...(sms.faults?.extraFields ? { 'new-field': 'ਨਵਾਂ & =', empty: '' } : {})
	}));
};

/** Vonage's far side of the SMS API: `/sms/json`, receipts, and inbound texts part by part. */
export function vonageSmsFace(face: SmsFace, account: VonageSmsConfig) {
	const { options, route, server } = face;
	server.route('POST', '/sms/json', answerTo(account, face));
	return (sms: Sms) => {
		const numbered = partsOf(account, sms).map((fields, at) => ({ fields, part: at + 1 }));
		return outOfOrder(numbered, sms.faults ?? {}).map(({ fields, part }) => {
			const webhook = signed(account, '', fields, options.vonageStyle ?? 'form', sms);
			const rule = vonageRule(options.attempts, options.retryWait_ms);
			return { id: fields['messageId']!, send: () => route(webhook, rule, part) };
		});
	};
}

import { describe, expect, test } from 'vitest';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import type { InboundMessage } from '#adapters/inbound.ts';
import { twilioSigned } from '#adapters/sms/twilio-signature.ts';
import { twilioSms, type TwilioSmsConfig } from '#adapters/sms/twilio-sms.ts';
import { describeAdapter } from '../contract.ts';
import { formDelivery, getDelivery, jsonDelivery } from './deliveries.ts';

const config: TwilioSmsConfig = {
	provider: 'twilio-sms',
	id: 'sms-twilio',
	accountSid: 'AC0123456789abcdef0123456789abcdef',
	authTokens: ['12345'],
	number: '+911725550100',
	publicOrigin: 'https://gw.example.gov.in'
};
const adapter = twilioSms(config);
const hook = 'https://gw.example.gov.in/hooks/twilio/sms';
const sid = 'SM0123456789abcdef0123456789abcdef';
const text = 'ਪਾਣੀ ਨਹੀਂ ਆਉਂਦਾ';
const fields = {
	ToCountry: 'IN',
	SmsMessageSid: sid,
	SmsSid: sid,
	MessageSid: sid,
	NumMedia: '0',
	SmsStatus: 'received',
	Body: text,
	To: '+911725550100',
	NumSegments: '1',
	AccountSid: config.accountSid,
	From: '+919876543210',
	ApiVersion: '2010-04-01',
	FromCountry: 'IN'
};
const signature = 'ReqkO9zdnYyufS8+aBosY+XodN4=';
const sign = (url: string, params: Record<string, string | string[]>, token = '12345') => ({
	'x-twilio-signature': webhooks.getExpectedTwilioSignature(token, url, params)
});
const signedForm = (params: Record<string, string>, url = hook) =>
	formDelivery(url, params, sign(url, params));
const inbound: Partial<InboundMessage> = {
	kind: 'message',
	externalId: sid,
	text,
	from: { address: '+919876543210' },
	to: { address: '+911725550100' },
	media: [],
	flags: []
};

describeAdapter('twilio-sms', {
	adapter,
	signed: () => formDelivery(hook, fields, { 'x-twilio-signature': signature }),
	again: () => signedForm({ ...fields, ApiVersion: '2010-04-01' }),
	extraFields: () => signedForm({ ...fields, NewField: '', Ж: 'ਪ + & =' }),
	unsigned: () => formDelivery(hook, fields),
	wrongSecret: () => formDelivery(hook, fields, sign(hook, fields, '54321')),
	tampered: () => formDelivery(hook, { ...fields, Body: `${text}.` }, { 'x-twilio-signature': signature }),
	wrongHost: () => formDelivery(hook, fields, sign('https://elsewhere.example/hooks/twilio/sms', fields)),
	expected: { externalId: sid, inbound }
});

const call = {
	CallSid: 'CA1234567890ABCDE',
	Caller: '+14158675309',
	Digits: '1234',
	From: '+14158675309',
	To: '+18005551212'
};
const address = 'mycompany.com/myapp.php?foo=1&bar=2';
const U = `https://${address}`;
const body = '{"property": "value", "boolean": true}';
const hash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
const emptyHash = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
const voice = 'https://gw.example.gov.in/hooks/twilio/voice';
const CA = `CA${'1'.repeat(32)}`;

describe("Twilio's vectors", () => {
	test.each([
		['base', U, call, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
		['signed with :443', U, call, 'kvajT1Ptam85bY51eRf/AJRuM3w='],
		['http, signed with :80', `http://${address}`, call, '0ZXoZLH/DfblKGATFgpif+LLRf4='],
		['http :1234', 'http://mycompany.com:1234/myapp.php?foo=1&bar=2', call, 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
		['user:pass@', `https://user:pass@${address}`, call, 'CukzLTc1tT5dXEDIHm/tKBanW10='],
		['user:pass@ with :443', `https://user:pass@${address}`, call, 'ZQFR1PTIZXF2MXB8ZnKCvnnA+rI='],
		['user@', `https://user@${address}`, call, '2YRLlVAflCqxaNicjMpJcSTgzSs='],
		['quote', `${U}&Body=It's+amazing`, call, 'TfZzewPq8wqrGlMfyAud8+/IvJ0='],
		[
			'array',
			U,
			{ 'MessagingBinding.Address': ['+1325xxxxxxx', '+1415xxxxxxx'] },
			'83O6e2vORAoJHUNzJjDWN1jz+BA='
		],
		[
			'array, other order',
			U,
			{ 'MessagingBinding.Address': ['+1415xxxxxxx', '+1325xxxxxxx'] },
			'83O6e2vORAoJHUNzJjDWN1jz+BA='
		],
		[
			'repeated',
			U,
			{ Sid: 'CA123', SidAccount: 'AC123', Digits: ['5678', '1234', '1234'] },
			'IK+Dwps556ElfBT0I3Rgjkr1wJU='
		],
		['Gurmukhi', hook, fields, signature],
		[
			'voice status',
			`${voice}/status`,
			{
				AccountSid: `AC${'0'.repeat(32)}`,
				ApiVersion: '2010-04-01',
				CallSid: CA,
				CallStatus: 'completed',
				CallbackSource: 'call-progress-events',
				CallDuration: '42',
				Direction: 'inbound',
				Duration: '1',
				From: '+919876543210',
				SequenceNumber: '3',
				Timestamp: 'Mon, 23 Nov 2026 11:28:31 +0000',
				To: '+911725550100'
			},
			'8HPZwJUe6yx5pW3Vo35CvinLQss='
		],
		[
			'voice gather',
			`${voice}/ivr?node=lang&t=1`,
			{ CallSid: CA, Digits: '2', From: '+919876543210', To: '+911725550100', msg: 'Gather End' },
			'RuFhi5CfrrKQXST7XQdB2WNTDIE='
		]
	])('%s', (_name, url, params: Record<string, string | string[]>, expected) => {
		const headers = { 'x-twilio-signature': expected };
		expect(twilioSigned(formDelivery(url, params, headers), ['12345']).ok).toBe(true);
		expect(twilioSigned(formDelivery(url, params, headers), ['12346']).ok).toBe(false);
		expect(twilioSigned(formDelivery(url, { ...params, More: '' }, headers), ['12345']).ok).toBe(false);
	});
	test.each([
		['bodySHA256', `${U}&bodySHA256=${hash}`, body, 'a9nBmqA0ju/hNViExpshrM61xv4='],
		['empty object', `${U}&bodySHA256=${emptyHash}`, '{}', 'Ldidvp12m26NI7eqEvxnEpkd9Hc='],
		[
			'only the hash',
			`https://mycompany.com/myapp.php?bodySHA256=${hash}`,
			body,
			'y77kIzt2vzLz71DgmJGsen2scGs='
		]
	])('%s', (_name, url, json, expected) => {
		const headers = { 'x-twilio-signature': expected };
		expect(twilioSigned(jsonDelivery(url, json, headers), ['12345']).ok).toBe(true);
		expect(twilioSigned(jsonDelivery(url, `${json} `, headers), ['12345']).ok).toBe(false);
	});
	test('GET carries its parameters in the address', () => {
		const url = `${voice}?CallSid=CA1&From=%2B919876543210`;
		const headers = { 'x-twilio-signature': 'fWS1mOWYIThXf2Rd2JRxZZs+bvk=' };
		expect(twilioSigned(getDelivery(url, headers), ['12345']).ok).toBe(true);
	});
	test('a fragment is not part of what is signed', () => {
		const delivery = formDelivery(`${hook}#rc=3`, fields, { 'x-twilio-signature': signature });
		expect(adapter.verify!(delivery)).toMatchObject({ ok: true, externalId: sid });
	});
});

test('both tokens of a rotation are accepted', () => {
	const rotating = twilioSms({ ...config, authTokens: ['new', '12345'] });
	expect(rotating.verify!(signedForm(fields)).ok).toBe(true);
	expect(rotating.verify!(formDelivery(hook, fields, sign(hook, fields, 'new'))).ok).toBe(true);
});
test('the scheme and a trailing slash are signed, the case of the host is not', () => {
	const from = (url: string) => adapter.verify!(formDelivery(hook, fields, sign(url, fields))).ok;
	expect(from('http://gw.example.gov.in/hooks/twilio/sms')).toBe(false);
	expect(from(`${hook}/`)).toBe(false);
	expect(
		adapter.verify!(formDelivery('https://GW.example.gov.in/hooks/twilio/sms', fields, sign(hook, fields))).ok
	).toBe(true);
});
test("another account's delivery is refused", () => {
	expect(adapter.verify!(signedForm({ ...fields, AccountSid: `AC${'f'.repeat(32)}` }))).toEqual({
		ok: false,
		status: 403,
		reason: 'account'
	});
});
test('a signed delivery without an id is unreadable', () => {
	expect(adapter.verify!(signedForm({ AccountSid: config.accountSid }))).toMatchObject({
		status: 400,
		reason: 'unreadable'
	});
});
test('media, opt-out and senders that are no numbers', async () => {
	const url = 'https://api.twilio.com/2010-04-01/Accounts/AC/Messages/MM/Media/ME';
	const media = {
		NumMedia: '2',
		MediaUrl0: url,
		MediaContentType0: 'image/jpeg',
		MediaUrl1: url,
		MediaContentType1: 'audio/amr'
	};
	const [message] = await adapter.parse(
		signedForm({ ...fields, ...media, OptOutType: 'STOP', From: 'VK-PUNJAB', To: '51969' })
	);
	expect(message).toMatchObject({
		from: { address: 'VK-PUNJAB' },
		to: { address: '51969' },
		media: [
			{ url, mediaType: 'image/jpeg' },
			{ url, mediaType: 'audio/amr' }
		],
		flags: ['opt_out']
	});
});
test.each(['+919876543210', '919876543210', '09876543210', '9876543210', '+91 98765 43210'])(
	'%s is one sender',
	async (From) => {
		const [message] = await adapter.parse(signedForm({ ...fields, From }));
		expect(message).toMatchObject({ from: { address: '+919876543210' } });
	}
);
describe('status callbacks', () => {
	const report = {
		MessageSid: sid,
		SmsSid: sid,
		AccountSid: config.accountSid,
		From: '+911725550100',
		To: '+919876543210'
	};
	const statusUrl = `${hook}/status`;
	const ranked = async (MessageStatus: string) => {
		const [status] = await adapter.parse(signedForm({ ...report, MessageStatus }, statusUrl));
		return status?.kind === 'status' ? status.rank : -1;
	};
	test('are told apart by path or by their fields, and by how far the message came', () => {
		const first = adapter.verify!(signedForm({ ...report, MessageStatus: 'sent' }, statusUrl));
		const second = adapter.verify!(
			signedForm({ ...report, MessageStatus: 'delivered', RawDlrDoneDate: '2611231128' })
		);
		expect(first).toEqual({ ok: true, kind: 'status', externalId: `${sid}|sent||` });
		expect(second).toEqual({ ok: true, kind: 'status', externalId: `${sid}|delivered||2611231128` });
	});
	test('rank from accepted to read, failure above all', async () => {
		const order = [
			'accepted',
			'queued',
			'sending',
			'sent',
			'partially_delivered',
			'delivered',
			'read',
			'undelivered'
		];
		const ranks = await Promise.all(order.map(ranked));
		expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b));
	});
	test('carry the error', async () => {
		const failed = signedForm({ ...report, MessageStatus: 'undelivered', ErrorCode: '30005' }, statusUrl);
		expect(await adapter.parse(failed)).toMatchObject([
			{ providerId: sid, status: 'failed', error: '30005' }
		]);
		expect(adapter.acknowledge!(failed)).toEqual({ status: 204 });
	});
	test('an unknown one is unreadable', () => {
		expect(() => adapter.parse(signedForm({ ...report, MessageStatus: 'melted' }, statusUrl))).toThrow(
			'not known'
		);
	});
});
test('the answer to a message is empty TwiML', () => {
	expect(adapter.acknowledge!(signedForm(fields))).toEqual({
		status: 200,
		type: 'text/xml',
		body: '<Response/>'
	});
});

import { createHash } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';
import { sigHolds, vonageSig, type SigAlgorithm } from '#adapters/sms/vonage-sig.ts';
import { vonageMessages, type VonageMessagesConfig } from '#adapters/sms/vonage-messages.ts';
import { vonageSms, type VonageSmsConfig } from '#adapters/sms/vonage-sms.ts';
import { describeAdapter } from '../contract.ts';
import { formDelivery, getDelivery, jsonDelivery } from './deliveries.ts';

const secret = 'my_secret_key_for_testing';
const hook = 'https://gw.example.gov.in/hooks/sms-vonage';
const smsConfig: VonageSmsConfig = {
	provider: 'vonage-sms',
	id: 'sms-vonage',
	apiKey: 'abcd1234',
	apiSecret: 'secret',
	signatureSecrets: [secret],
	algorithm: 'sha256',
	number: '+911725550100',
	publicOrigin: 'https://gw.example.gov.in'
};
const sms = vonageSms(smsConfig);
const single = {
	'message-timestamp': '2013-11-21 15:27:30',
	messageId: '020000001B0FE827',
	msisdn: '14843472194',
	text: 'Test again',
	timestamp: '1385047698',
	to: '13239877404',
	type: 'text'
};
const part = {
	'api-key': 'abcd1234',
	msisdn: '919876543210',
	to: '911725550100',
	messageId: '0A0000000123ABCD1',
	text: 'ਪਾਣੀ & ਬਿਜਲੀ = ਨਹੀਂ',
	type: 'unicode',
	keyword: 'ਪਾਣੀ',
	'message-timestamp': '2026-11-23 11:28:31',
	timestamp: '1795433311',
	nonce: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
	concat: 'true',
	'concat-ref': '7',
	'concat-total': '3',
	'concat-part': '2'
};
type Fields = Record<string, string>;
const sign = (fields: Fields, key = secret): Fields => ({ ...fields, sig: vonageSig(fields, key, 'sha256') });
const signed = (fields: Fields) => formDelivery(hook, sign(fields));

describe("Vonage's vectors for sig", () => {
	test.each<[SigAlgorithm, string]>([
		['md5hash', 'd2e7b1dc968737c5998ad624e02f90b7'],
		['md5', 'DDEBD46008C2D4E93CCE578A332A52D5'],
		['sha1', '27D0D05C2876C7CB1720DBCDBA4D492E1E55C09A'],
		['sha256', 'DDB8397C2B90AAC7F3882D306475C9A5058C92322EEF43C92B298B6E0FC0D330'],
		[
			'sha512',
			'E0D3C650F8C9D1A5C174D10DDDBFB003E561F59B265616208B0487C5D819481CD3C311D59CF6165ECD1139622D5BA3A256C0D763AC4A9AD9144B5A426B94FE82'
		]
	])('%s', (algorithm, sig) => {
		const verdict = (fields: Fields) =>
			vonageSms({ ...smsConfig, algorithm }).verify!(formDelivery(hook, fields));
		expect(verdict({ ...single, sig })).toMatchObject({ ok: true, externalId: single.messageId });
		expect(verdict({ ...single, text: 'Test again!', sig })).toMatchObject({
			ok: false,
			reason: 'signature'
		});
	});
	test('separators in a value, Unicode and concatenation', () => {
		const sha256 = 'fb259942f23484560191fe606c4694284e056d3b97f08eb3041996022e344bb1';
		expect(sigHolds({ ...part, sig: sha256 }, secret, 'sha256')).toBe(true);
		expect(sigHolds({ ...part, sig: 'fe38d4d3a9b2c96ae6c36e71617e8e12' }, secret, 'md5hash')).toBe(true);
	});
});

describeAdapter('vonage-sms', {
	adapter: sms,
	signed: () => signed(part),
	again: () => signed({ ...part, nonce: 'other', timestamp: '1795439999' }),
	extraFields: () => signed({ ...part, 'new-field': 'a&b=c', empty: '' }),
	unsigned: () => formDelivery(hook, part),
	wrongSecret: () => formDelivery(hook, sign(part, 'other')),
	tampered: () => formDelivery(hook, { ...sign(part), 'concat-part': '1' }),
	expected: {
		externalId: part.messageId,
		inbound: {
			kind: 'part',
			externalId: part.messageId,
			from: { address: '+919876543210', raw: '919876543210' },
			to: { address: '+911725550100', raw: '911725550100' },
			text: part.text,
			ref: '7',
			total: 3,
			part: 2,
			sentAt: '2026-11-23T11:28:31.000Z'
		}
	}
});

describe('Vonage SMS API', () => {
	const fields = sign(part);
	test.each([
		['GET', () => getDelivery(`${hook}?${new URLSearchParams(fields)}`)],
		['form', () => formDelivery(hook, fields)],
		['JSON', () => jsonDelivery(hook, JSON.stringify(fields))]
	])('%s is the same delivery', async (_name, make) => {
		expect(sms.verify!(make())).toEqual({ ok: true, kind: 'part', externalId: part.messageId });
		expect(await sms.parse(make())).toMatchObject([{ kind: 'part', part: 2, text: part.text }]);
	});
	test('contradicting concatenation fields leave a message that may be a part', async () => {
		const odd = signed({ ...part, 'concat-part': '4' });
		expect(sms.verify!(odd)).toMatchObject({ kind: 'message', flags: ['maybe_part'] });
		expect(await sms.parse(odd)).toMatchObject([{ kind: 'message', flags: ['maybe_part'] }]);
	});
	test.each([
		[153, ['maybe_part']],
		[160, ['maybe_part']],
		[152, []],
		[20, []]
	])('%i GSM characters without concatenation fields', async (length, flags) => {
		expect(await sms.parse(signed({ ...single, text: 'a'.repeat(length) }))).toMatchObject([{ flags }]);
	});
	test('old timestamps are accepted: Vonage delivers again for a day', () => {
		expect(sms.verify!(signed(single)).ok).toBe(true);
	});
	test("another account's delivery is refused", () => {
		expect(sms.verify!(signed({ ...part, 'api-key': 'other' }))).toMatchObject({
			ok: false,
			reason: 'account'
		});
	});
	test('binary messages keep their octets', async () => {
		const { text: _text, ...rest } = single;
		const [message] = await sms.parse(
			signed({ ...rest, type: 'binary', data: '00ff10', udh: '050003070101' })
		);
		expect(message).toMatchObject({ media: [{ content: Buffer.from('00ff10', 'hex') }], flags: ['binary'] });
	});
	test('a receipt is a status', async () => {
		const receipt = {
			messageId: 'ID1',
			msisdn: '919876543210',
			to: 'SUNWAI',
			status: 'failed',
			'err-code': '6',
			scts: '2611231128'
		};
		expect(sms.verify!(signed(receipt))).toEqual({
			ok: true,
			kind: 'status',
			externalId: 'ID1|failed|6|2611231128'
		});
		expect(await sms.parse(signed(receipt))).toMatchObject([
			{ kind: 'status', providerId: 'ID1', status: 'failed', error: '6' }
		]);
	});
});

const config: VonageMessagesConfig = {
	provider: 'vonage-messages',
	id: 'sms-vonage-messages',
	apiKey: 'a1b2c3d',
	apiSecret: 'secret',
	applicationId: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
	privateKey: 'unused here',
	signatureSecrets: [secret],
	number: '+911725550100',
	publicOrigin: 'https://gw.example.gov.in'
};
const messages = vonageMessages(config);
const iat = 1795433311;
const v1 = {
	to: '911725550100',
	from: '919876543210',
	channel: 'sms',
	message_uuid: 'cccccccc-bbbb-4ccc-8ddd-0123456789ab',
	timestamp: '2026-11-23T11:28:31Z',
	message_type: 'text',
	text: 'ਪਾਣੀ ਨਹੀਂ ਆਉਂਦਾ',
	context_status: 'none',
	sms: { num_messages: '1', count_total: '1' }
};
const sha256 = (body: string) => createHash('sha256').update(body).digest('hex');
const claimsFor = (body: string) => ({
	iat,
	jti: 'c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5',
	iss: 'Vonage',
	payload_hash: sha256(body),
	api_key: config.apiKey,
	application_id: config.applicationId
});
const delivery = (body: object, claims: object = {}, key = secret, algorithm: jwt.Algorithm = 'HS256') => {
	const text = JSON.stringify(body);
	const all = Object.fromEntries(
		Object.entries({ ...claimsFor(text), ...claims }).filter(([, value]) => value !== undefined)
	);
	const receivedAt = new Date(iat * 1000).toISOString();
	return jsonDelivery(
		hook,
		text,
		{ authorization: `Bearer ${jwt.sign(all, key, { algorithm })}` },
		receivedAt
	);
};

describeAdapter('vonage-messages', {
	adapter: messages,
	signed: () => delivery(v1),
	again: () => delivery(v1, { jti: 'another', iat: iat + 60 }),
	extraFields: () => delivery({ ...v1, new_field: { nested: [null, 1] } }),
	unsigned: () => ({ ...delivery(v1), headers: { 'content-type': 'application/json' } }),
	wrongSecret: () => delivery(v1, {}, 'another secret'),
	tampered: () => ({ ...delivery(v1), body: Buffer.from(JSON.stringify({ ...v1, text: 'other' })) }),
	expected: {
		externalId: v1.message_uuid,
		inbound: {
			kind: 'message',
			externalId: v1.message_uuid,
			from: { address: '+919876543210', raw: '919876543210' },
			text: v1.text,
			sentAt: '2026-11-23T11:28:31.000Z',
			flags: []
		}
	}
});

describe('Vonage Messages API', () => {
	test("the vector's token is verified", () => {
		const token =
			'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE1ODc0OTQ5NjIsImp0aSI6ImM1YmE4ZjI0LTFhMTQtNGMxMC1iZmRmLTNmYmU4Y2U1MTFiNSIsImlzcyI6IlZvbmFnZSIsInBheWxvYWRfaGFzaCI6IjAxNWFiZDdmNWNjNTdhMmRkOTRiNzU5MGYwNGFkODA4NDI3MzkwNWVlMzNlYzVjZWJlYWU2MjI3NmE5N2Y4NjIiLCJhcGlfa2V5IjoiYTFiMmMzZCIsImFwcGxpY2F0aW9uX2lkIjoiYWFhYWFhYWEtYmJiYi1jY2NjLWRkZGQtMDEyMzQ1Njc4OWFiIn0.AVo0j3MD0nqLt_sURLacessRpigDPeyE3on07TYXixg';
		const headers = { authorization: `Bearer ${token}` };
		const at = new Date(1587494962_000).toISOString();
		// The body of the vector has no message_uuid: verified, then unreadable.
		expect(messages.verify!(jsonDelivery(hook, '{"a":1}', headers, at))).toMatchObject({
			status: 400,
			reason: 'unreadable'
		});
		expect(messages.verify!(jsonDelivery(hook, '{"a":2}', headers, at))).toMatchObject({
			status: 403,
			reason: 'payload_hash'
		});
	});
	test.each([
		['issuer', { iss: 'Someone' }],
		['api_key', { api_key: 'other' }],
		['application_id', { application_id: 'other' }],
		['payload_hash', { payload_hash: undefined }],
		['payload_hash', { payload_hash: 'zz' }],
		['stale', { iat: iat - 26 * 3600 }],
		['stale', { iat: iat + 600 }]
	])('%s is checked', (reason, claims) => {
		expect(messages.verify!(delivery(v1, claims))).toEqual({ ok: false, status: 403, reason });
	});
	test('a repetition within the day of the retries is accepted', () => {
		expect(messages.verify!(delivery(v1, { iat: iat - 23 * 3600 })).ok).toBe(true);
	});
	test('only HS256 counts', () => {
		expect(messages.verify!(delivery(v1, {}, secret, 'HS512'))).toMatchObject({ reason: 'signature' });
		const none = jwt.sign(claimsFor(JSON.stringify(v1)), '', { algorithm: 'none' });
		const unsigned = jsonDelivery(hook, JSON.stringify(v1), { authorization: `Bearer ${none}` });
		expect(messages.verify!(unsigned)).toMatchObject({ reason: 'signature' });
	});
	test('v0.1 reads like v1', async () => {
		const old = {
			message_uuid: v1.message_uuid,
			to: { type: 'sms', number: v1.to },
			from: { type: 'sms', number: v1.from },
			timestamp: v1.timestamp,
			direction: 'inbound',
			message: { content: { type: 'text', text: v1.text }, sms: { num_messages: '1' } }
		};
		expect(messages.verify!(delivery(old))).toEqual({
			ok: true,
			kind: 'message',
			externalId: v1.message_uuid
		});
		expect(await messages.parse(delivery(old))).toEqual(await messages.parse(delivery(v1)));
	});
	test('an image keeps its caption', async () => {
		const { text: _text, ...rest } = v1;
		const image = {
			...rest,
			message_type: 'image',
			image: { url: 'https://api.nexmo.com/v3/media/1', caption: 'ਸੜਕ' }
		};
		expect(await messages.parse(delivery(image))).toMatchObject([
			{ text: 'ਸੜਕ', media: [{ url: 'https://api.nexmo.com/v3/media/1' }], flags: [] }
		]);
	});
	test.each([
		['v1', { type: 'https://developer.vonage.com/api-errors/messages#1120', title: '1120' }],
		['v0.1', { code: 1120, reason: 'Illegal sender' }]
	])('an error of a %s status is told', async (_name, error) => {
		const status = {
			message_uuid: v1.message_uuid,
			to: v1.from,
			from: v1.to,
			timestamp: v1.timestamp,
			status: 'rejected',
			error
		};
		expect(messages.verify!(delivery(status))).toEqual({
			ok: true,
			kind: 'status',
			externalId: `${v1.message_uuid}|rejected|1120`
		});
		expect(await messages.parse(delivery(status))).toMatchObject([
			{ kind: 'status', status: 'failed', error: '1120' }
		]);
	});
});

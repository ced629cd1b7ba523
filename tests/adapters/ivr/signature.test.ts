import { createHash } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';
import type { Delivery } from '#adapters/inbound.ts';
import { twilioSigned } from '#adapters/sms/twilio-signature.ts';
import { vonageSigned } from '#adapters/sms/vonage-signature.ts';

const receivedAt = '2026-11-23T11:28:31.000Z';
const form = (url: string, fields: Record<string, string>, signature: string): Delivery => ({
	account: 'ivr-twilio',
	method: 'POST',
	url,
	headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
	body: Buffer.from(new URLSearchParams(fields).toString()),
	receivedAt
});
const call = {
	CallSid: 'CA1234567890ABCDE',
	Caller: '+14158675309',
	Digits: '1234',
	From: '+14158675309',
	To: '+18005551212'
};
const sid = (prefix: string, digit: string) => prefix + digit.repeat(32);

describe('Twilio, published vectors', () => {
	test.each([
		['https://mycompany.com/myapp.php?foo=1&bar=2', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
		['https://mycompany.com/myapp.php?foo=1&bar=2', 'kvajT1Ptam85bY51eRf/AJRuM3w='],
		['http://mycompany.com/myapp.php?foo=1&bar=2', '0ZXoZLH/DfblKGATFgpif+LLRf4='],
		["https://mycompany.com/myapp.php?foo=1&bar=2&Body=It's+amazing", 'TfZzewPq8wqrGlMfyAud8+/IvJ0=']
	])('%s %s', (url, signature) => {
		expect(twilioSigned(form(url, call, signature), ['12345']).ok).toBe(true);
		expect(twilioSigned(form(url, call, signature), ['54321']).ok).toBe(false);
		expect(twilioSigned(form(url, call, signature), ['54321', '12345']).ok).toBe(true);
		expect(twilioSigned(form(url, { ...call, Digits: '1235' }, signature), ['12345']).ok).toBe(false);
	});
});

describe('Twilio, voice', () => {
	const status = 'https://gw.example.gov.in/hooks/twilio/voice/status';
	const fields = {
		AccountSid: sid('AC', '0'),
		ApiVersion: '2010-04-01',
		CallSid: sid('CA', '1'),
		CallStatus: 'completed',
		CallbackSource: 'call-progress-events',
		CallDuration: '42',
		Direction: 'inbound',
		Duration: '1',
		From: '+919876543210',
		SequenceNumber: '3',
		Timestamp: 'Mon, 23 Nov 2026 11:28:31 +0000',
		To: '+911725550100'
	};
	test('status callback', () => {
		const signature = '8HPZwJUe6yx5pW3Vo35CvinLQss=';
		expect(twilioSigned(form(status, fields, signature), ['12345']).ok).toBe(true);
		expect(twilioSigned(form(`${status}#rc=5&rp=all`, fields, signature), ['12345']).ok).toBe(true);
		expect(twilioSigned(form(status.replace('https', 'http'), fields, signature), ['12345']).ok).toBe(false);
		expect(twilioSigned(form(`${status}/`, fields, signature), ['12345']).ok).toBe(false);
	});
	test('gather', () => {
		const gathered = {
			CallSid: sid('CA', '1'),
			Digits: '2',
			From: '+919876543210',
			To: '+911725550100',
			msg: 'Gather End'
		};
		const url = 'https://gw.example.gov.in/hooks/twilio/voice/ivr?node=lang&t=1';
		expect(twilioSigned(form(url, gathered, 'RuFhi5CfrrKQXST7XQdB2WNTDIE='), ['12345']).ok).toBe(true);
	});
	test('GET signs the query in the address', () => {
		const url = 'https://gw.example.gov.in/hooks/twilio/voice?CallSid=CA1&From=%2B919876543210';
		const headers = { 'x-twilio-signature': 'fWS1mOWYIThXf2Rd2JRxZZs+bvk=' };
		const signed = twilioSigned(
			{ account: 'a', method: 'GET', url, headers, body: Buffer.alloc(0), receivedAt },
			['12345']
		);
		expect(signed.ok).toBe(true);
		expect(signed.params.get('From')).toBe('+919876543210');
	});
	test('a relative address and a missing signature are refused, not thrown', () => {
		expect(twilioSigned(form('/hooks/x', call, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='), ['12345']).ok).toBe(false);
		expect(twilioSigned(form(status, call, ''), ['12345', '']).ok).toBe(false);
	});
});

describe('Vonage', () => {
	const secrets = {
		signatureSecret: 'my_secret_key_for_testing',
		apiKey: 'a1b2c3d',
		applicationId: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab'
	};
	const vector =
		'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE1ODc0OTQ5NjIsImp0aSI6ImM1YmE4ZjI0LTFhMTQtNGMxMC1iZmRmLTNmYmU4Y2U1MTFiNSIsImlzcyI6IlZvbmFnZSIsInBheWxvYWRfaGFzaCI6IjAxNWFiZDdmNWNjNTdhMmRkOTRiNzU5MGYwNGFkODA4NDI3MzkwNWVlMzNlYzVjZWJlYWU2MjI3NmE5N2Y4NjIiLCJhcGlfa2V5IjoiYTFiMmMzZCIsImFwcGxpY2F0aW9uX2lkIjoiYWFhYWFhYWEtYmJiYi1jY2NjLWRkZGQtMDEyMzQ1Njc4OWFiIn0.AVo0j3MD0nqLt_sURLacessRpigDPeyE3on07TYXixg';
	const post = (token: string, body = '{"a":1}'): Delivery => ({
		account: 'ivr-vonage',
		method: 'POST',
		url: 'https://gw.example.gov.in/hooks/ivr-vonage/status',
		headers: { authorization: `Bearer ${token}` },
		body: Buffer.from(body),
		receivedAt
	});
	const claims = {
		iss: 'Vonage',
		jti: '1',
		api_key: 'a1b2c3d',
		application_id: secrets.applicationId,
		payload_hash: createHash('sha256').update('{"a":1}').digest('hex')
	};
	const sign = (payload: object, secret = secrets.signatureSecret) =>
		jwt.sign(payload, secret, { algorithm: 'HS256' });

	test('own vector', () => {
		expect(vonageSigned(post(vector), secrets)).toEqual({
			ok: true,
			jti: 'c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5'
		});
		expect(vonageSigned(post(vector, '{"a":2}'), secrets)).toEqual({ ok: false, reason: 'payload_hash' });
	});
	test.each([
		['signature', sign(claims, 'another-secret')],
		['signature', jwt.sign(claims, '', { algorithm: 'none' })],
		['issuer', sign({ ...claims, iss: 'Somebody' })],
		['api_key', sign({ ...claims, api_key: 'other' })],
		['application_id', sign({ ...claims, application_id: 'other' })],
		['payload_hash', sign({ ...claims, payload_hash: undefined })]
	])('refused for its %s', (reason, token) => {
		expect(vonageSigned(post(token), secrets)).toEqual({ ok: false, reason });
	});
	test('an answer request has no body and needs no hash of it', () => {
		const { payload_hash: _, ...rest } = claims;
		const get: Delivery = { ...post(sign(rest)), method: 'GET', body: Buffer.alloc(0) };
		expect(vonageSigned(get, secrets).ok).toBe(true);
		expect(vonageSigned({ ...get, headers: {} }, secrets).ok).toBe(false);
	});
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Delivery } from '#adapters/inbound.ts';
import { cti, type CtiConfig } from '#adapters/ivr/cti.ts';
import { ctiSignature } from '#adapters/ivr/cti-signature.ts';
import { describeAdapter } from '../contract.ts';

const config: CtiConfig = {
	provider: 'cti',
	id: 'ivr-pbx',
	secrets: ['the-old-shared-secret', 'the-new-shared-secret'],
	window_s: 300,
	number: '+911725550112',
	publicOrigin: 'https://sunwai.example.gov.in'
};
const adapter = cti(config);
const now_s = 1_795_000_000;
const receivedAt = new Date(now_s * 1000).toISOString();

const signed = (
	body: string,
	{ secret = config.secrets[0]!, at_s = now_s, type = 'application/x-www-form-urlencoded' } = {}
): Delivery => ({
	account: config.id,
	method: 'POST',
	url: 'https://sunwai.example.gov.in/hooks/ivr-pbx',
	headers: {
		'content-type': type,
		'x-sunwai-timestamp': String(at_s),
		'x-sunwai-signature': `v1=${ctiSignature(secret, String(at_s), Buffer.from(body))}`
	},
	body: Buffer.from(body),
	receivedAt
});
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const fields = {
	event: 'answer',
	id: 'asterisk-17.4',
	caller: '09876543210',
	called: '1100',
	extension: '204'
};

describeAdapter('ivr-pbx', {
	adapter,
	signed: () => signed(form(fields)),
	again: () => signed(form(fields), { at_s: now_s + 20, secret: config.secrets[1]! }),
	extraFields: () => signed(form({ ...fields, campaign: 'x', user: '7' })),
	unsigned: () => ({
		...signed(form(fields)),
		headers: { 'content-type': 'application/x-www-form-urlencoded' }
	}),
	wrongSecret: () => signed(form(fields), { secret: 'another-shared-secret' }),
	tampered: () => ({ ...signed(form(fields)), body: Buffer.from(form({ ...fields, extension: '205' })) }),
	expected: {
		externalId: 'asterisk-17.4|answer|204',
		inbound: {
			kind: 'call',
			event: 'progress',
			status: 'answered',
			rank: 2,
			callId: 'asterisk-17.4',
			direction: 'in',
			from: { address: '+919876543210', raw: '09876543210' },
			desk: { extension: '204' }
		}
	}
});

test('the example of the README is signed as it says', () => {
	expect(ctiSignature('a-secret-of-your-own', '1795000000', Buffer.from('event=new_call&id=17'))).toBe(
		'4dd4bd3dd894f2a19834b093d56201262c2053e2363b627383b1fff5786c35d3'
	);
});

test('within the window and not beyond it, whichever way the clock is wrong', () => {
	const at = (at_s: number) => adapter.verify!(signed(form(fields), { at_s }));
	for (const ahead of [-300, 0, 300]) expect(at(now_s + ahead)).toMatchObject({ ok: true });
	for (const ahead of [-301, 301, -100_000])
		expect(at(now_s + ahead)).toMatchObject({ ok: false, status: 403, reason: 'timestamp' });
});

test('another time under the same signature is refused', () => {
	const delivery = signed(form(fields), { at_s: now_s - 3600 });
	const headers = { ...delivery.headers, 'x-sunwai-timestamp': String(now_s) };
	expect(adapter.verify!({ ...delivery, headers })).toMatchObject({ ok: false, reason: 'signature' });
});

describe('what it reads', () => {
	const read = async (body: string, type?: string) =>
		(await adapter.parse(signed(body, type === undefined ? {} : { type })))[0];
	test.each([
		['09876543210', '+919876543210'],
		['+919876543210', '+919876543210'],
		['919876543210', '+919876543210'],
		['00919876543210', '+919876543210'],
		['9876543210', '+919876543210'],
		['98765 43210', '+919876543210'],
		['0172-2740000', '+911722740000'],
		['anonymous', null],
		['Restricted', null],
		['', null]
	])('caller %s is %s', async (from, address) => {
		expect(await read(form({ event: 'new_call', id: '1', caller: from }))).toMatchObject({
			from: { address },
			to: { address: '+911725550112' },
			event: 'progress',
			status: 'ringing',
			rank: 1
		});
	});
	test.each(['new_call', 'newCall', 'NEW-CALL', 'ringing'])('%s is a new call', async (event) => {
		expect(await read(form({ event, id: '1' }))).toMatchObject({ status: 'ringing' });
	});
	test.each([
		['normal', 'completed'],
		['NORMAL_CLEARING', 'completed'],
		['', 'completed'],
		['USER_BUSY', 'busy'],
		['noAnswer', 'unanswered'],
		['ORIGINATOR_CANCEL', 'cancelled']
	])('hung up for %s is %s', async (cause, status) => {
		expect(await read(form({ event: 'hangup', id: '1', cause, duration: '42' }))).toMatchObject({
			event: 'ended',
			status,
			rank: 9,
			duration: 42
		});
	});
	test('JSON says the same as a form, and Zammad’s names are understood', async () => {
		const json = await read(JSON.stringify(fields), 'application/json');
		expect(json).toEqual(await read(form(fields)));
		const zammad = { event: 'answer', callId: 'asterisk-17.4', from: '09876543210', to: '1100' };
		expect(await read(form({ ...zammad, answeringNumber: '204', direction: 'in' }))).toEqual(json);
	});
	test('an outbound call goes the other way', async () => {
		const out = form({
			event: 'newCall',
			id: '2',
			direction: 'outbound',
			caller: '204',
			called: '09876543210'
		});
		expect(await read(out)).toMatchObject({
			direction: 'out',
			from: { address: '204' },
			to: { address: '+919876543210' }
		});
	});
});

test('whatever the bytes, verifying never throws and unsigned bytes never get in', () => {
	fc.assert(
		fc.property(
			fc.uint8Array({ maxLength: 300 }),
			fc.constantFrom('application/json', 'application/x-www-form-urlencoded', ''),
			fc.string(),
			(bytes, type, signature) => {
				const delivery: Delivery = {
					...signed(''),
					body: Buffer.from(bytes),
					headers: {
						'content-type': type,
						'x-sunwai-timestamp': String(now_s),
						'x-sunwai-signature': signature
					}
				};
				expect(adapter.verify!(delivery).ok).toBe(false);
				expect(() => adapter.assume!(delivery)).not.toThrow();
			}
		),
		{ numRuns: 300 }
	);
});

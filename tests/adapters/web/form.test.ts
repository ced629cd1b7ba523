import { describe, expect, test } from 'vitest';
import { Unreadable, type Delivery, type InboundMessage } from '#adapters/inbound.ts';
import { emailOf, phoneOf } from '#adapters/web/contact.ts';
import { webForm } from '#adapters/web/form.ts';

const delivery = (body: unknown): Delivery => ({
	account: 'web',
	method: 'POST',
	url: 'https://sunwai.example/complain',
	headers: {},
	body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
	receivedAt: '2026-11-24T04:00:00Z'
});
const sha256 = 'ab'.repeat(32);
const fields = {
	text: 'ਗਲੀ ਵਿੱਚ ਪਾਣੀ ਨਹੀਂ',
	category: 'water-none',
	district: '36',
	tehsil: '230',
	place: 'Ward 4',
	name: 'ਹਰਪ੍ਰੀਤ ਕੌਰ',
	phone: '੯੮੭੬੫ ੪੩੨੧੦',
	email: 'H.Kaur@Example.com',
	language: 'pa'
};
const parse = (body: unknown) => webForm().parse(delivery(body)) as InboundMessage[];

describe('a form', () => {
	test('becomes one message with the words, the place and the files', () => {
		const file = { sha256, name: 'photo.jpg', mediaType: 'image/jpeg', size: 1234 };
		expect(parse({ externalId: 'k:1', fields, files: [file] })).toEqual([
			{
				kind: 'message',
				externalId: 'k:1',
				from: { address: '+919876543210', name: 'ਹਰਪ੍ਰੀਤ ਕੌਰ', raw: '੯੮੭੬੫ ੪੩੨੧੦' },
				text: 'ਗਲੀ ਵਿੱਚ ਪਾਣੀ ਨਹੀਂ',
				language: 'pa',
				media: [{ blob: sha256, name: 'photo.jpg', mediaType: 'image/jpeg', size: 1234 }],
				matter: {
					category: 'water-none',
					district: '36',
					tehsil: '230',
					address: 'Ward 4',
					phone: '+919876543210',
					email: 'h.kaur@example.com'
				},
				flags: []
			}
		]);
	});

	test('without a telephone comes from the mail address', () => {
		const [message] = parse({ externalId: 'k', fields: { ...fields, phone: '' }, files: [] });
		expect(message!.from.address).toBe('h.kaur@example.com');
		expect(message!.matter).not.toHaveProperty('phone');
	});

	test('of a program, with nothing but text, is still a message', () => {
		const [message] = parse({ externalId: 'k', fields: { text: 'buy', language: 'xx' }, files: [] });
		expect(message).toMatchObject({ text: 'buy', from: { address: null }, matter: {} });
		expect(message).not.toHaveProperty('language');
	});

	test('with NUL bytes is flagged and whole', () => {
		const [message] = parse({ externalId: 'k', fields: { ...fields, text: 'a\0b' }, files: [] });
		expect(message).toMatchObject({ text: 'a\0b', flags: ['nul_bytes'] });
	});

	test.each([
		'',
		'{',
		'[]',
		'{"externalId":"k"}',
		{ externalId: 'k', fields, files: [{ sha256: '../etc' }] }
	])('that is not what the gateway writes cannot be read: %j', (body) =>
		expect(() => parse(body)).toThrow(Unreadable)
	);
});

test.each([
	['98765 43210', '+919876543210'],
	['098765-43210', '+919876543210'],
	['९८७६५४३२१०', '+919876543210'],
	['+44 20 7946 0958', '+442079460958'],
	['12', null],
	['not a number', null]
])('%s as a telephone number is %s', (typed, expected) => expect(phoneOf(typed)).toBe(expected));

test.each([
	['A@B.in ', 'a@b.in'],
	['a@b', null],
	['a b@c.in', null],
	['a@b..in', null],
	[`${'a'.repeat(320)}@b.in`, null]
])('%s as a mail address is %s', (typed, expected) => expect(emailOf(typed)).toBe(expected));

import { describe, expect, test } from 'vitest';
import { Unreadable, type Delivery, type InboundMessage } from '#adapters/inbound.ts';
import { SendError } from '#adapters/outgoing.ts';
import { open311 } from '#adapters/web/open311.ts';

const adapter = open311({ mediaHosts: ['photos.example'] });
const delivery = (body: string, headers: Record<string, string> = { 'external-id': 'e1' }): Delivery => ({
	account: 'open311',
	method: 'POST',
	url: 'https://sunwai.example/open311/v2/requests',
	headers,
	body: Buffer.from(body),
	receivedAt: '2026-11-24T04:00:00Z'
});
const parse = (fields: Record<string, string>) =>
	adapter.parse(delivery(new URLSearchParams(fields).toString())) as InboundMessage[];

describe('a posted request', () => {
	test('becomes one message', () => {
		const fields = {
			service_code: 'street-light',
			lat: '30.901',
			long: '75.857',
			address_string: 'Ferozepur Road',
			'attribute[LANDMARK]': 'near the mill',
			'attribute[DISTRICT]': '36',
			'attribute[TEHSIL][]': '227',
			'attribute[LANGUAGE]': 'hi',
			first_name: 'Asha',
			last_name: 'Rani',
			phone: '9876543210',
			email: 'Asha@Example.com',
			description: 'Dark\nfor a week'
		};
		expect(parse(fields)).toEqual([
			{
				kind: 'message',
				externalId: 'e1',
				from: { address: '+919876543210', name: 'Asha Rani', raw: '9876543210' },
				text: 'Dark\nfor a week',
				language: 'hi',
				media: [],
				matter: {
					category: 'street-light',
					district: '36',
					tehsil: '227',
					address: 'Ferozepur Road, near the mill',
					latitude: 30.901,
					longitude: 75.857,
					phone: '+919876543210',
					email: 'asha@example.com'
				},
				flags: []
			}
		]);
	});

	test('without words still says what it is about', () => {
		expect(parse({ service_code: 'garbage', lat: '1', long: '2' })[0]).toMatchObject({
			text: 'garbage',
			from: { address: null }
		});
	});

	test('has its picture fetched from a known host, and the link of any other kept in the text', () => {
		const known = parse({
			service_code: 'x',
			description: 'd',
			media_url: 'https://photos.example/a/1.jpg'
		})[0]!;
		expect(known.media).toEqual([{ url: 'https://photos.example/a/1.jpg', name: '1.jpg' }]);
		for (const media_url of [
			'https://10.0.0.1/a',
			'http://photos.example/1.jpg',
			'file:///etc/passwd',
			'nonsense'
		]) {
			const [message] = parse({ service_code: 'x', description: 'd', media_url });
			expect(message).toMatchObject({ media: [], text: `d\n\n${media_url}` });
		}
	});

	test('without a service or identity cannot be read', () => {
		expect(() => adapter.parse(delivery('lat=1'))).toThrow(Unreadable);
		expect(() => adapter.parse(delivery('service_code=x', {}))).toThrow(Unreadable);
	});
});

test('nothing is fetched from a host that is not listed', async () => {
	await expect(adapter.fetchMedia!('https://other.example/1.jpg')).rejects.toMatchObject({
		constructor: SendError,
		retryable: false
	});
});

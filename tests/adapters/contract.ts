import { describe, expect, test } from 'vitest';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import { Unreadable, type Delivery, type Inbound } from '#adapters/inbound.ts';

export interface Fixtures {
	adapter: ChannelAdapter;
	/** A delivery that is signed rightly. */
	signed: () => Delivery;
	/** The same delivery as the vendor sends it again: new nonce or token, same message. */
	again: () => Delivery;
	/** Signed rightly, with fields that nobody documented. */
	extraFields: () => Delivery;
	unsigned: () => Delivery;
	/** Signed with another secret. */
	wrongSecret: () => Delivery;
	/** One byte of what was signed is different. */
	tampered: () => Delivery;
	/** Only where the signature covers the host. */
	wrongHost?: () => Delivery;
	expected: { externalId: string; inbound: Partial<Inbound> };
}

/** Bytes that no provider sends: bad UTF-8, bad escapes, half of JSON, NULs, nothing. */
const garbage = [
	Buffer.alloc(0),
	Buffer.from([0xff, 0xfe, 0x00, 0x80]),
	Buffer.from('%E0%A4%A&=&&=%zz&__proto__=1&constructor=2'),
	Buffer.from('{"message_uuid":'),
	Buffer.from('[]'),
	Buffer.from('null'),
	Buffer.from('{"messageId":{"a":1},"message_uuid":{},"__proto__":{"x":1}}'),
	Buffer.alloc(100_000, '&a=b')
];
const contentTypes = ['application/x-www-form-urlencoded', 'application/json', 'text/plain', ''];

/** Bodies of nonsense under the headers and the address of a real delivery. */
const nonsense = (delivery: Delivery): Delivery[] =>
	garbage.flatMap((body) =>
		contentTypes.map((type) => ({
			...delivery,
			body,
			headers: { ...delivery.headers, 'content-type': type }
		}))
	);
/** Addresses and headers of nonsense: whether they matter depends on what the vendor signs. */
const oddities = (delivery: Delivery): Delivery[] => [
	...nonsense(delivery),
	{ ...delivery, headers: {} },
	{ ...delivery, url: '/relative' },
	{ ...delivery, method: 'GET', body: Buffer.alloc(0), url: `${delivery.url}?%E0%A4%A=%zz&&=` }
];

/** The contract that every adapter of signed webhooks keeps. */
export function describeAdapter(name: string, fixtures: Fixtures): void {
	const { adapter, expected } = fixtures;
	const verdict = (delivery: Delivery) => adapter.verify!(delivery);
	describe(`${name} keeps the contract`, () => {
		test('a signed delivery is accepted and read', async () => {
			expect(verdict(fixtures.signed())).toMatchObject({ ok: true, externalId: expected.externalId });
			expect(await adapter.parse(fixtures.signed())).toMatchObject([expected.inbound]);
		});
		test('a repeated delivery has the same identity', () => {
			expect(verdict(fixtures.again())).toMatchObject({ ok: true, externalId: expected.externalId });
		});
		test('fields that nobody documented change nothing', async () => {
			expect(verdict(fixtures.extraFields())).toMatchObject({ ok: true, externalId: expected.externalId });
			expect(await adapter.parse(fixtures.extraFields())).toMatchObject([expected.inbound]);
		});
		for (const forged of ['unsigned', 'wrongSecret', 'tampered', 'wrongHost'] as const) {
			const make = fixtures[forged];
			if (make)
				test(`${forged} is refused`, () => expect(verdict(make())).toMatchObject({ ok: false, status: 403 }));
		}
		test('verify refuses nonsense and never throws', () => {
			for (const delivery of nonsense(fixtures.signed())) expect(verdict(delivery).ok).toBe(false);
			for (const delivery of oddities(fixtures.signed())) expect(() => verdict(delivery)).not.toThrow();
		});
		test('in shadow mode the unsigned is taken under the same identity, with a flag', () => {
			const verdict = adapter.assume!(fixtures.unsigned());
			expect(verdict).toMatchObject({ ok: true, externalId: expected.externalId });
			expect(verdict.ok && verdict.flags).toContain('unverified');
			for (const delivery of oddities(fixtures.unsigned()))
				expect(() => adapter.assume!(delivery)).not.toThrow();
		});
		test('parse throws nothing but Unreadable', async () => {
			for (const delivery of oddities(fixtures.signed())) {
				const fault = await Promise.try(() => adapter.parse(delivery)).then(
					() => undefined,
					(thrown: unknown) => thrown
				);
				expect(fault === undefined || fault instanceof Unreadable, String(fault)).toBe(true);
			}
		});
		test('the acknowledgement is a success', () => {
			const answer = adapter.acknowledge!(fixtures.signed());
			expect(answer.status).toBeGreaterThanOrEqual(200);
			expect(answer.status).toBeLessThan(300);
		});
	});
}

import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { isNumber } from '#contracts/number.ts';
import type { Arrival } from '#gateway/intake/receive.ts';
import { gatewayTest } from '../../support/gateway.ts';

const test = gatewayTest();

const arrival = (more: Partial<Arrival> = {}): Arrival => ({
	account: 'web',
	channel: 'web',
	provider: 'web',
	kind: 'recording',
	externalId: randomUUID(),
	body: Buffer.from('{}'),
	...more
});

test('a delivery repeated three times at once gets one number', async ({ gateway }) => {
	const text = 'The street light is out';
	const { attempts, ids } = await gateway.carrier.sendSms({
		via: 'twilio',
		from: '+919876500001',
		text,
		faults: { repeat: 3 }
	});
	expect(attempts.map(({ status }) => status)).toEqual([200, 200, 200]);
	const { number } = await gateway.arrived(text);
	expect(isNumber(number)).toBe(true);
	expect(await gateway.query('select number from delivery where external_id = $1', ids[0])).toEqual([
		{ number }
	]);
	expect(await gateway.query('select from submission where text = $1', text)).toHaveLength(1);
});

test('a repeated delivery is acknowledged with the first number', async ({ gateway }) => {
	const message = arrival({ kind: 'message', externalId: 'first-and-again' });
	const first = await gateway.services.receive(message);
	const again = await gateway.services.receive({ ...message, body: Buffer.from('other bytes') });
	expect(again).toEqual({ ...first, repeated: true });
	expect(first.repeated).toBe(false);
});

test('two gateways that get the same delivery at once give one number', async ({ gateway }) => {
	const other = await gateway.second();
	for (let round = 0; round < 20; round++) {
		const message = arrival({ kind: 'message', externalId: `both-${round}` });
		const receipts = await Promise.all(
			[gateway, other, gateway, other].map(({ services }) => services.receive(message))
		);
		expect(new Set(receipts.map(({ number }) => number)).size).toBe(1);
		expect(receipts.filter(({ repeated }) => !repeated)).toHaveLength(1);
	}
});

test('what arrives while transactions are in flight shares the next one, and one job', async ({
	gateway
}) => {
	const account = 'batch';
	const arrivals = Array.from({ length: 51 }, () => arrival({ account }));
	await Promise.all(arrivals.map((one) => gateway.services.receive(one)));
	const transactions = await gateway.query(
		'select distinct xmin::text from delivery where account = $1',
		account
	);
	// One that begins at once, at most one beside it, and one for all the others.
	expect(transactions.length).toBeLessThanOrEqual(3);
	const jobs = await gateway.query<{ keys: [string, string][] }>(
		`select data->'keys' as keys from pgboss.job where name = 'read' and data->'keys'->0->>0 = $1`,
		account
	);
	expect(jobs).toHaveLength(transactions.length);
	const named = jobs.flatMap(({ keys }) => keys.map(([, externalId]) => externalId));
	expect(named.sort()).toEqual(arrivals.map(({ externalId }) => externalId).sort());
});

test('text that PostgreSQL cannot hold is stored clean, with its batch', async ({ gateway }) => {
	const receipts = await Promise.all([
		gateway.services.receive(arrival({ account: 'poison' })),
		gateway.services.receive(
			arrival({ account: 'poison', externalId: 'nul \0 here', headers: { 'x-\ud800': 'a\0b\udc00' } })
		),
		gateway.services.receive(
			arrival({ account: 'poison', url: 'https://x/\0\ud83d', body: Buffer.from([0, 0xff, 0]) })
		)
	]);
	expect(new Set(receipts.map(({ id }) => id)).size).toBe(3);
	const [row] = await gateway.query(
		`select headers, body from delivery where external_id = $1`,
		'nul \u2400 here'
	);
	expect(row).toMatchObject({ headers: { 'x-\ufffd': 'a\u2400b\ufffd' } });
});

test('a delivery that the ledger refuses does not take its batch with it', async ({ gateway }) => {
	const refused = arrival({ account: 'refused', kind: 'nonsense' as Arrival['kind'] });
	const outcomes = await Promise.allSettled(
		[arrival({ account: 'refused' }), refused, arrival({ account: 'refused' })].map(gateway.services.receive)
	);
	expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

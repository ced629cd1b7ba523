import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

const twilio = (fields: Record<string, string>, id = `SM${randomUUID().replaceAll('-', '')}`) => ({
	account: 'sms-twilio',
	channel: 'sms' as const,
	provider: 'twilio-sms',
	kind: 'message' as const,
	externalId: id,
	headers: { 'content-type': 'application/x-www-form-urlencoded' },
	body: Buffer.from(
		new URLSearchParams({ MessageSid: id, From: '+919876500500', To: '+911725550100', ...fields }).toString()
	)
});
/** One read job: the first is taken at once, the others gather behind it and are read together. */
const together = (gateway: TestGateway, arrivals: ReturnType<typeof twilio>[]) =>
	Promise.all([twilio({ Body: 'opens the door' }), ...arrivals].map(gateway.services.receive));
const texts = async (gateway: TestGateway) => (await gateway.submissions()).map(({ text }) => text);

test('a delivery that PostgreSQL refuses is parked alone while its batch goes on', async ({ gateway }) => {
	// Longer than an index entry may be, and not to be compressed.
	const sender = Array.from({ length: 200 }, () => randomUUID()).join('');
	await together(gateway, [
		twilio({ Body: 'before' }),
		twilio({ From: sender, Body: 'poison' }),
		twilio({ Body: 'after' })
	]);
	await gateway.allRead();
	expect(await texts(gateway)).toEqual(expect.arrayContaining(['before', 'after']));
	expect(await texts(gateway)).not.toContain('poison');
	const [parked, ...more] = await gateway.query<{ reason: string; number: string; body: Buffer }>(
		`select reason, number, body from delivery where state = 'parked'`
	);
	expect(more).toEqual([]);
	expect(parked).toMatchObject({ reason: 'unreadable', number: expect.stringMatching(/^\d{10}$/) });
	expect(parked!.body.toString()).toContain(sender);
});

test('what an adapter cannot read is parked with its reason and its raw bytes', async ({ gateway }) => {
	const body = Buffer.from([0x00, 0xff, 0xfe, 0x80, 0x0a]);
	const unreadable = { ...twilio({}, 'no-sid'), body };
	await together(gateway, [twilio({ Body: 'read all the same' }), unreadable]);
	await gateway.allRead();
	await gateway.arrived('read all the same');
	const [row] = await gateway.query(
		'select reason, detail, body, state from delivery where external_id = $1',
		'no-sid'
	);
	expect(row).toEqual({ reason: 'no_id', detail: 'no MessageSid', body, state: 'parked' });
});

test('a delivery of an account that is configured no more is parked, not lost', async ({ gateway }) => {
	const { id } = await gateway.services.receive({
		...twilio({ Body: 'from of old' }),
		account: 'sms-former'
	});
	const row = await until(async () =>
		(await gateway.query(`select reason from delivery where id = $1 and state = 'parked'`, id)).at(0)
	);
	expect(row).toEqual({ reason: 'no_account' });
});

test('NUL, lone surrogates and decomposed text are stored, shown and searchable', async ({ gateway }) => {
	const cookie = await gateway.signIn('agent');
	await gateway.carrier.sendSms({
		via: 'vonage-messages',
		from: '+919876500501',
		text: 'nul \0 lone \ud800 caf\u0065\u0301'
	});
	await gateway.arrived('nul \u2400 lone \ufffd caf\u00e9');
	const { json } = await gateway.call<{ rows: { excerpt: string }[] }>(
		'GET',
		`/api/submissions?q=${encodeURIComponent('CAFE\u0301')}`,
		{ cookie }
	);
	expect(json.rows.map(({ excerpt }) => excerpt)).toEqual(['nul \u2400 lone \ufffd caf\u00e9']);
});

import { expect } from 'vitest';
import { gatewayTest } from '../../support/gateway.ts';
import { postSigned } from '../../support/twilio.ts';

const test = gatewayTest({ carrier: { attempts: 1 } });
const from = '+919876500020';

const parked = (gateway: { query: (text: string) => Promise<Record<string, unknown>[]> }) =>
	gateway.query(`select account, reason, flags, number from delivery where state = 'parked' order by id`);

test('a bad signature is answered 403 and kept aside, and never blocks the genuine one', async ({
	gateway
}) => {
	const text = 'The genuine message';
	const id = `SM${'ab'.repeat(16)}`;
	const forged = await gateway.carrier.sendSms({
		via: 'twilio',
		from,
		text: 'Forged',
		id,
		faults: { signature: 'wrong' }
	});
	const genuine = await gateway.carrier.sendSms({ via: 'twilio', from, text, id });
	expect(forged.attempts.map(({ status }) => status)).toEqual([403]);
	expect(genuine.attempts.map(({ status }) => status)).toEqual([200]);
	await gateway.arrived(text);
	expect(await parked(gateway)).toEqual([
		{ account: 'sms-twilio', reason: 'signature', flags: ['unverified'], number: null }
	]);
	expect((await gateway.submissions()).map((row) => row.text)).toEqual([text]);
});

test.for(['twilio', 'vonage-sms', 'vonage-messages'] as const)(
	'%s unsigned is refused',
	async (via, { gateway }) => {
		const { attempts } = await gateway.carrier.sendSms({
			via,
			from,
			text: `Unsigned by ${via}`,
			faults: { signature: 'missing' }
		});
		expect(attempts.every(({ status }) => status === 401 || status === 403)).toBe(true);
		const rows = await gateway.query(
			`select reason from delivery where state = 'parked' and 'unverified' = any(flags) and account = $1`,
			`sms-${via}`.replace('sms-vonage-sms', 'sms-vonage')
		);
		expect(rows.length).toBeGreaterThan(0);
	}
);

test('signed for another host is refused', async ({ gateway }) => {
	const { attempts } = await gateway.carrier.sendSms({
		via: 'twilio',
		from,
		text: 'Elsewhere',
		faults: { wrongHost: true }
	});
	expect(attempts.map(({ status }) => status)).toEqual([403]);
});

test('the Host header and the forwarded ones are nothing to the signature', async ({ gateway }) => {
	const fields = {
		MessageSid: `SM${'cd'.repeat(16)}`,
		From: from,
		To: '+911725550100',
		Body: 'Sent to a liar',
		NumMedia: '0'
	};
	const headers = {
		'x-forwarded-host': 'evil.example',
		'x-forwarded-proto': 'http',
		forwarded: 'host=evil.example'
	};
	expect(await postSigned(gateway, fields, { headers })).toEqual({ status: 200, text: '<Response/>' });
	await gateway.arrived('Sent to a liar');
	const [row] = await gateway.query(`select url from delivery where external_id = $1`, fields.MessageSid);
	expect(row).toEqual({ url: 'https://sunwai.example/hooks/sms-twilio' });
});

test('fields that nobody documented change nothing', async ({ gateway }) => {
	for (const via of ['twilio', 'vonage-sms', 'vonage-messages'] as const)
		expect(
			(
				await gateway.carrier.sendSms({
					via,
					from,
					text: `More fields by ${via}`,
					faults: { extraFields: true }
				})
			).accepted
		).toBe(true);
	await gateway.arrived('More fields by vonage-messages');
});

test('an account that does not exist is answered 404', async ({ gateway }) => {
	for (const method of ['GET', 'POST'])
		expect((await gateway.call(method, '/hooks/nobody')).status).toBe(404);
});

test('a large message is kept whole and flagged', async ({ gateway }) => {
	const text = 'ਪਾਣੀ '.repeat(30_000);
	const { accepted } = await gateway.carrier.sendSms({ via: 'twilio', from, text });
	expect(accepted).toBe(true);
	const row = await gateway.arrived(text.normalize('NFC'));
	expect(row.flags).toContain('oversized');
	const [delivery] = await gateway.query(
		'select body is null as outside, blob is not null as stored from delivery where id = $1',
		row.delivery
	);
	expect(delivery).toEqual({ outside: true, stored: true });
});

test('what is too large to be a webhook is answered 413', async ({ gateway }) => {
	const response = await fetch(`${gateway.origin}/hooks/sms-twilio`, {
		method: 'POST',
		body: Buffer.alloc(5 * 1024 * 1024)
	});
	expect(response.status).toBe(413);
});

import { expect } from 'vitest';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';
import { postSigned } from '../../support/twilio.ts';

const test = gatewayTest();

interface Parked {
	id: string;
	reason: string;
	excerpt: string;
	number: string | null;
	size: number;
}
interface Page {
	rows: Parked[];
	counts: { reason: string; count: number }[];
	deadJobs: { id: string; queue: string; error: string }[];
}
const ask = async <T = Page>(gateway: TestGateway, method: string, path: string, body?: unknown) =>
	gateway.call<T>(method, path, {
		cookie: await gateway.signIn('supervisor'),
		...(body === undefined ? {} : { body })
	});

/** A delivery whose signature does not hold. */
async function forged(gateway: TestGateway, text: string) {
	const fields = {
		MessageSid: `SM${Buffer.from(text).toString('hex')}`,
		From: '+919876501000',
		To: '+911725550100',
		Body: text,
		NumMedia: '0'
	};
	expect((await postSigned(gateway, fields, { signature: 'forged' })).status).toBe(403);
	const { json } = await ask(gateway, 'GET', '/api/parked?reason=signature');
	return json.rows.find(({ excerpt }) => excerpt.includes(fields.MessageSid))!;
}

test('what was set aside is listed with its reason, counted, and shown as it came', async ({ gateway }) => {
	const { id, number, size } = await forged(gateway, 'Listed');
	expect(number).toBe(null);
	const { json } = await ask(gateway, 'GET', '/api/parked');
	expect(json.counts).toEqual([{ reason: 'signature', count: 1 }]);
	const one = await ask<{ method: string; url: string; headers: Record<string, string>; body: string }>(
		gateway,
		'GET',
		`/api/parked/${id}`
	);
	expect(one.json).toMatchObject({ method: 'POST', url: 'https://sunwai.example/hooks/sms-twilio' });
	expect(one.json.headers['x-twilio-signature']).toBe('forged');
	expect(one.json.body).toContain('Body=Listed');
	const raw = await ask(gateway, 'GET', `/api/parked/${id}/raw`);
	expect(raw.headers.get('content-disposition')).toContain('attachment');
	expect(Buffer.byteLength(raw.text)).toBe(size);
	const actions = await gateway.query<{ action: string }>(
		'select action from audit where subject = $1 order by id',
		id
	);
	expect(actions.map(({ action }) => action)).toEqual(['parked:seen', 'parked:downloaded']);
});

test('bytes that are no text are shown all the same', async ({ gateway }) => {
	const { id } = await gateway.services.receive({
		account: 'sms-twilio',
		channel: 'sms',
		provider: 'twilio-sms',
		kind: 'message',
		externalId: 'bytes',
		body: Buffer.from([0xff, 0xfe, 0x00, 0x41]),
		park: { reason: 'bytes', detail: 'odd \0 bytes' }
	});
	const { status, json } = await ask<{ body: string; parked: { detail: string } }>(
		gateway,
		'GET',
		`/api/parked/${id}`
	);
	expect(status).toBe(200);
	expect(json.body).toContain('A');
	expect(json.parked.detail).toBe('odd \u2400 bytes');
});

test('a supervisor’s word gives an unverified one its number, and it is read', async ({ gateway }) => {
	const { id } = await forged(gateway, 'Genuine after all');
	expect((await ask(gateway, 'POST', `/api/parked/${id}/read`)).json).toEqual({ queued: true });
	const { number, flags } = await gateway.arrived('Genuine after all');
	expect(number).toMatch(/^\d{10}$/);
	expect(flags).toContain('unverified');
	expect((await ask(gateway, 'POST', `/api/parked/${id}/read`)).status).toBe(404);
});

test('what still cannot be read is parked again with the number that it had', async ({ gateway }) => {
	const { id, number } = await gateway.services.receive({
		account: 'sms-twilio',
		channel: 'sms',
		provider: 'twilio-sms',
		kind: 'message',
		externalId: 'hopeless',
		body: Buffer.from('nothing')
	});
	const attempts = async () =>
		(
			await gateway.query<{ attempts: number; number: string }>(
				`select attempts, number from delivery where id = $1 and state = 'parked'`,
				id
			)
		)[0];
	await until(async () => (await attempts())?.attempts === 1);
	await ask(gateway, 'POST', `/api/parked/${id}/read`);
	await until(async () => (await attempts())?.attempts === 2);
	expect((await attempts())!.number).toBe(number);
});

test('what no program can read, a supervisor reads: it is in the queue with its bytes, and the citizen is told', async ({
	gateway
}) => {
	const { id, number } = await gateway.services.receive({
		account: 'sms-twilio',
		channel: 'sms',
		provider: 'twilio-sms',
		kind: 'message',
		externalId: 'only-a-person',
		body: Buffer.from([0xff, 0x00, 0x41])
	});
	await until(
		async () => (await gateway.query(`select from delivery where id = $1 and state = 'parked'`, id)).length
	);
	const hand = (body: unknown) =>
		ask<{ number: string; code: string }>(gateway, 'POST', `/api/parked/${id}/hand`, body);
	expect((await hand({ text: 'ਪਾਣੀ ਨਹੀਂ ਆਉਂਦਾ', sender: 'nobody' })).json.code).toBe('invalid_sender');
	const { json } = await hand({ text: 'ਪਾਣੀ ਨਹੀਂ ਆਉਂਦਾ', sender: '98765 01020', senderName: 'Jasbir' });
	expect(json.number).toBe(number);
	const row = await gateway.arrived('ਪਾਣੀ ਨਹੀਂ ਆਉਂਦਾ');
	expect(row).toMatchObject({ number, sender: '+919876501020', flags: ['by_hand'], attachments: 1 });
	await until(
		async () =>
			(await gateway.query(`select from notice where number = $1 and state = 'delivered'`, number!)).length
	);
	expect((await hand({ text: 'Once more' })).status).toBe(404);
	const acts = await gateway.query(`select action from audit where subject = $1 and action like '%hand'`, id);
	expect(acts).toEqual([{ action: 'parked:read_by_hand' }]);
});

test('settling takes it off the list and keeps it in the ledger, with the note', async ({ gateway }) => {
	const { id } = await forged(gateway, 'To be settled');
	expect((await ask(gateway, 'POST', `/api/parked/${id}/settle`, { note: '' })).status).toBe(400);
	expect((await ask(gateway, 'POST', `/api/parked/${id}/settle`, { note: 'A forger' })).json).toEqual({
		settled: true
	});
	const { json } = await ask(gateway, 'GET', '/api/parked');
	expect(json.rows.map((row) => row.id)).not.toContain(id);
	expect(await gateway.query('select state from delivery where id = $1', id)).toEqual([{ state: 'settled' }]);
	expect(
		await gateway.query(`select detail from audit where subject = $1 and action = 'parked:settled'`, id)
	).toEqual([{ detail: { note: 'A forger' } }]);
	expect((await ask(gateway, 'POST', `/api/parked/${id}/settle`, { note: 'Again' })).status).toBe(404);
});

test('a job that failed for good is listed and can be run again', async ({ gateway }) => {
	const id = await gateway.services.boss.send('acknowledge', { ids: ['none of ours'] });
	const stateOf = async (data: string) =>
		(
			await gateway.query<{ state: string }>(
				`select state from pgboss.job where name = 'acknowledge' and data = $1::jsonb`,
				data
			)
		).at(-1)?.state;
	await until(async () => (await stateOf('{"ids":["none of ours"]}')) === 'retry');
	// Its last attempt, and now.
	await gateway.query(
		'update pgboss.job set retry_count = retry_limit, start_after = now() where id = $1',
		id!
	);
	const dead = await until(async () => (await ask(gateway, 'GET', '/api/parked')).json.deadJobs.at(0));
	expect(dead).toMatchObject({ queue: 'acknowledge', error: expect.stringContaining('none of ours') });
	// What was wrong with it is mended.
	await gateway.query(`update pgboss.job set data = '{"ids":[]}' where id = $1`, dead!.id);
	expect((await ask(gateway, 'POST', `/api/jobs/${dead!.id}/retry`)).json).toEqual({ queued: true });
	await until(async () => (await stateOf('{"ids":[]}')) === 'completed');
	expect((await ask(gateway, 'GET', '/api/parked')).json.deadJobs).toEqual([]);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect } from 'vitest';
import { labReceiver, type Receiver } from '#adapters/lab/receiver.ts';
import { retryMinutes, type Webhook, type WebhookInput, type WebhookMessage } from '#contracts/webhook.ts';
import { record } from '#db/event.ts';
import { sweep } from '#gateway/housekeeping.ts';
import { submitIn } from '../../support/access.ts';
import { act, held, registration, submit } from '../../support/desk.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';
import { startWorker } from '../../support/worker.ts';

const test = gatewayTest();

const everything: WebhookInput = {
	name: 'Local government',
	url: '',
	types: null,
	districts: null,
	departments: null,
	contactReason: null
};
let receiver: Receiver;
let asked = 0;
beforeEach<{ gateway: TestGateway }>(async ({ gateway }) => {
	receiver ??= labReceiver(gateway.sms!.server);
	receiver.fail([]);
	await gateway.query('delete from webhook_subscription');
});

const as = async <T = never>(gateway: TestGateway, method: string, url: string, body?: unknown) =>
	gateway.call<T>(method, url, {
		cookie: await gateway.signIn('admin'),
		...(body === undefined ? {} : { body })
	});
async function subscribe(gateway: TestGateway, more: Partial<WebhookInput> = {}) {
	const input = { ...everything, url: receiver.url, ...more };
	const { status, json, text } = await as<{ id: string; secret: string }>(
		gateway,
		'POST',
		'/api/webhooks',
		input
	);
	expect(status, text).toBe(200);
	receiver.trust(json.secret);
	return json;
}
const told = (number: string) => receiver.taken().filter((one) => one.number === number);
const logOf = async (gateway: TestGateway, id: string, query = '') =>
	(await as<{ rows: WebhookMessage[] }>(gateway, 'GET', `/api/webhooks/${id}/messages${query}`)).json.rows;
const stateOf = async (gateway: TestGateway, id: string) =>
	(await as<{ rows: Webhook[] }>(gateway, 'GET', '/api/webhooks')).json.rows.find((row) => row.id === id)!;
/** The time of the next try has come. */
async function later(gateway: TestGateway): Promise<void> {
	await gateway.query(
		`update webhook_message set next_at = now() - interval '1 second' where state = 'pending' and claimed_until is null`
	);
	await gateway.query('update webhook_subscription set rest_until = null');
	await sweep(gateway.services);
}
const text = () => `Webhook ${asked++}`;

test('what happens is told once, signed, in its order and without a word of the citizen', async ({
	gateway
}) => {
	const { id } = await subscribe(gateway);
	const words = text();
	const { number, sender } = await held(gateway, 'agent', words);
	const input = registration();
	expect((await act(gateway, 'agent', number, 'register', input)).status).toBe(200);
	await until(() => told(number).some(({ type }) => type === 'submission:registered'));
	const [first, ...others] = told(number);
	expect(first).toMatchObject({ type: 'submission:received', sequence: 1, data: { state: 'waiting' } });
	const order = [first!, ...others].map(({ sequence }) => sequence!);
	expect(order).toEqual(order.toSorted((a, b) => a - b));
	expect(others.find(({ type }) => type === 'submission:registered')!.data).toMatchObject({
		state: 'registered',
		channel: 'sms',
		category: input.category,
		district: input.district,
		grievance: number,
		case: { level: 1, late: false }
	});
	const wire = receiver.received.filter(({ body }) => body.includes(number));
	for (const { body, headers, verified } of wire) {
		expect(verified).toBe(true);
		expect(headers['webhook-id']).toBe((JSON.parse(body) as { id: string }).id);
		for (const secret of [words, sender!.slice(-10), input.citizen.name!, input.summary])
			expect(body).not.toContain(secret);
	}
	await until(async () => (await logOf(gateway, id, '?state=pending')).length === 0);
	expect(await logOf(gateway, id, `?number=${number}`)).toContainEqual(
		expect.objectContaining({ type: 'submission:received', state: 'delivered', status: 204, attempts: 1 })
	);
});

test('a verb that is rolled back is not told', async ({ gateway }) => {
	const { number } = await submit(gateway, text());
	await subscribe(gateway);
	const by = { id: 'demo-agent', name: 'x', role: 'agent' };
	await gateway.services
		.transaction(async (db) => {
			await record(db, by, 'submission:tried', number);
			throw new Error('on purpose');
		})
		.catch(() => undefined);
	expect(await gateway.query('select from webhook_message where number = $1', number)).toEqual([]);
});

test('a subscription is told of its types, districts and departments, and nobody of a sensitive matter', async ({
	gateway
}) => {
	const { id } = await subscribe(gateway, { types: ['submission:claimed'], districts: ['36'] });
	const [own, foreign, sensitive] = [
		await submitIn(gateway, '36', text()),
		await submitIn(gateway, '27', text()),
		await submitIn(gateway, '36', text())
	];
	await gateway.query('update submission set sensitive = true where number = $1', sensitive!.number);
	for (const { number } of [own!, foreign!, sensitive!]) await act(gateway, 'supervisor', number, 'claim');
	await until(() => told(own!.number).length > 0);
	expect((await logOf(gateway, id)).map(({ number, type }) => [number, type])).toEqual([
		[own!.number, 'submission:claimed']
	]);
});

test('who must know citizens is told of them, with the reason on record, and no answer is kept', async ({
	gateway
}) => {
	const contactReason = 'The board visits each house itself.';
	const { id } = await subscribe(gateway, { types: ['submission:registered'], contactReason });
	receiver.fail(['500']);
	const { number, sender } = await held(gateway, 'agent', text());
	await act(gateway, 'agent', number, 'register', registration());
	await until(async () => (await logOf(gateway, id))[0]?.status === 500);
	const { json } = await as<{ payload: string; attempts: object[] }>(
		gateway,
		'GET',
		`/api/webhooks/${id}/messages/${(await logOf(gateway, id))[0]!.id}`
	);
	expect(json.attempts).toMatchObject([{ status: 500, fault: 'status', answer: null }]);
	expect(json.payload).not.toContain(sender!);
	await later(gateway);
	await until(() => told(number).length > 0);
	expect(told(number)[0]!.data).toMatchObject({ contact: { name: 'Kulwinder Kaur', sender } });
	expect(
		await gateway.query(`select detail ->> 'contactReason' as reason from audit where subject = $1`, id)
	).toEqual([{ reason: contactReason }]);
});

test('what fails is told again under its id, and later events of that number wait for it; others do not', async ({
	gateway
}) => {
	const { id } = await subscribe(gateway, { types: ['submission:received', 'submission:claimed'] });
	let slow = '';
	receiver.fail(['500', 'redirect', 'garbage'], (body) => slow === '' || body.includes(slow));
	const row = await submit(gateway, text());
	slow = row.number;
	await until(async () => (await logOf(gateway, id, `?number=${slow}`))[0]?.status === 500);
	await act(gateway, 'agent', slow, 'claim');
	const other = await submit(gateway, text());
	await until(() => told(other.number).length > 0);
	for (const fault of ['redirect', 'garbage']) {
		await later(gateway);
		await until(async () => (await logOf(gateway, id, `?number=${slow}`)).at(-1)?.fault === fault);
	}
	expect(told(slow)).toEqual([]);
	await later(gateway);
	await until(() => told(slow).length === 2);
	expect(told(slow).map(({ type }) => type)).toEqual(['submission:received', 'submission:claimed']);
	const tries = receiver.received.filter(
		({ body }) => body.includes(slow) && body.includes('submission:received')
	);
	expect(tries).toHaveLength(4);
	expect(new Set(tries.map(({ headers, body }) => headers['webhook-id'] + body)).size).toBe(1);
	expect(new Set(tries.map(({ verified }) => verified))).toEqual(new Set([true]));
});

test('after the last try a message is given up, and told again when asked, alone or with a span', async ({
	gateway
}) => {
	const { id } = await subscribe(gateway, { types: ['submission:received'] });
	const from = new Date(Date.now() - 60_000).toISOString();
	const numbers = [(await submit(gateway, text())).number, (await submit(gateway, text())).number];
	await until(async () => (await logOf(gateway, id, '?state=delivered')).length === 2);
	receiver.fail(['500', '500']);
	await gateway.query(
		`update webhook_message set state = 'pending', settled_at = null, attempts = $2, next_at = now() where subscription = $1`,
		id,
		retryMinutes.length
	);
	await sweep(gateway.services);
	await until(async () => (await logOf(gateway, id, '?state=failed')).length === 2);
	expect(await stateOf(gateway, id)).toMatchObject({ state: 'active', failed: 2, pending: 0 });
	const again = (body: object) => as<{ count: number }>(gateway, 'POST', `/api/webhooks/${id}/replay`, body);
	const [message] = await logOf(gateway, id, `?number=${numbers[0]}`);
	expect((await again({ message: message!.id })).json.count).toBe(1);
	await until(async () => (await logOf(gateway, id, '?state=delivered')).length === 1);
	const to = new Date(Date.now() + 60_000).toISOString();
	expect((await again({ from, to, failedOnly: true })).json.count).toBe(1);
	await until(async () => (await logOf(gateway, id, '?state=delivered')).length === 2);
	expect((await again({ from, to, failedOnly: false })).json.count).toBe(2);
	await until(async () => (await stateOf(gateway, id)).pending === 0);
	expect(receiver.received.at(-1)).toMatchObject({ repeated: true, fault: null });
});

test('a far side that failed for three days is paused, its administrators are told, and nothing is lost', async ({
	gateway
}) => {
	const { id } = await subscribe(gateway, { types: ['submission:received', 'submission:claimed'] });
	await gateway.query(
		`update webhook_subscription set failing_since = now() - interval '73 hours' where id = $1`,
		id
	);
	receiver.fail(['500']);
	const { number } = await submit(gateway, text());
	await until(async () => (await stateOf(gateway, id)).state === 'paused');
	const { json } = await as<{ rows: object[] }>(gateway, 'GET', '/api/alerts');
	expect(json.rows).toContainEqual(
		expect.objectContaining({ kind: 'webhook', number: null, byName: everything.name })
	);
	await act(gateway, 'agent', number, 'claim');
	await later(gateway);
	expect(told(number)).toEqual([]);
	expect(await stateOf(gateway, id)).toMatchObject({ pending: 2 });
	expect((await as(gateway, 'POST', `/api/webhooks/${id}/active`, { active: true })).status).toBe(200);
	await until(() => told(number).length === 2);
	expect(told(number).map(({ type }) => type)).toEqual(['submission:received', 'submission:claimed']);
});

test('a far side that fails again and again is asked by one message at a time', async ({ gateway }) => {
	const { id } = await subscribe(gateway, { types: ['submission:received'] });
	await gateway.query('update webhook_subscription set failures = 8 where id = $1', id);
	receiver.fail(Array.from({ length: 5 }, () => '503' as const));
	for (let one = 0; one < 5; one++) await submit(gateway, text());
	await until(async () => (await stateOf(gateway, id)).pending === 5);
	await until(async () => (await logOf(gateway, id)).some(({ status }) => status === 503));
	expect((await logOf(gateway, id)).filter(({ attempts }) => attempts > 0)).toHaveLength(1);
	const [{ rests }] = (await gateway.query<{ rests: boolean }>(
		'select rest_until > now() as rests from webhook_subscription where id = $1',
		id
	)) as [{ rests: boolean }];
	expect(rests).toBe(true);
});

test('a new secret signs at once, and the former one as well for a week', async ({ gateway }) => {
	const { id, secret } = await subscribe(gateway);
	const { json } = await as<{ secret: string }>(gateway, 'POST', `/api/webhooks/${id}/secret`);
	for (const [trusted, holds] of [
		[secret, true],
		[json.secret, true]
	] as const) {
		receiver.trust(trusted);
		const message = (await as<{ id: string }>(gateway, 'POST', `/api/webhooks/${id}/try`)).json.id;
		const came = await until(() => receiver.received.find(({ body }) => body.includes(message)));
		expect(came!.verified).toBe(holds);
	}
	await gateway.query('update webhook_subscription set former_until = now()');
	receiver.trust(secret);
	const message = (await as<{ id: string }>(gateway, 'POST', `/api/webhooks/${id}/try`)).json.id;
	const came = await until(() => receiver.received.find(({ body }) => body.includes(message)));
	expect(came).toMatchObject({ verified: false });
});

test('no address within the network is taken, and none is connected to that came to lead there', async ({
	gateway
}) => {
	for (const [url, code] of [
		['http://10.0.0.1/', 'closed_address'],
		['https://localhost/', 'closed_address'],
		['ftp://department.example/', 'https'],
		['https://a:b@department.example/', 'address']
	]) {
		const { status, json } = await as<{ faults: object[] }>(gateway, 'POST', '/api/webhooks', {
			...everything,
			url
		});
		expect([status, json.faults]).toEqual([400, [{ field: 'url', code }]]);
	}
	const { id } = await subscribe(gateway, { types: ['submission:received'] });
	const before = receiver.received.length;
	gateway.services.config.webhookNetworks = [];
	await as(gateway, 'POST', `/api/webhooks/${id}/try`);
	await until(async () => (await logOf(gateway, id))[0]?.fault === 'blocked');
	gateway.services.config.webhookNetworks = ['127.0.0.0/8'];
	expect(receiver.received).toHaveLength(before);
});

test(
	'what a killed worker had in hand is told by another, under the same id',
	{ timeout: 120_000 },
	async ({ gateway }) => {
		const folder = await mkdtemp(join(tmpdir(), 'sunwai-webhook-'));
		const { id } = await subscribe(gateway, { types: ['submission:received'] });
		await gateway.query(`update webhook_subscription set state = 'paused'`);
		const { number } = await submit(gateway, text());
		await gateway.services.boss.offWork('webhook');
		const worker = await startWorker(gateway.databaseUrl, folder, {
			SUNWAI_WEBHOOK_NETWORKS: '127.0.0.0/8'
		});
		receiver.fail(['hang']);
		await as(gateway, 'POST', `/api/webhooks/${id}/active`, { active: true });
		await until(() => receiver.received.some(({ body }) => body.includes(number)));
		await worker.kill();
		expect(await logOf(gateway, id)).toMatchObject([{ state: 'pending', attempts: 1 }]);
		// Half a minute later its claim has run out.
		await gateway.query(
			`update webhook_message set claimed_until = now() - interval '1 second', next_at = now() - interval '1 second'`
		);
		const second = await gateway.second();
		await until(() => told(number).length === 1);
		const ids = receiver.received
			.filter(({ body }) => body.includes(number))
			.map(({ headers }) => headers['webhook-id']);
		expect(ids).toHaveLength(2);
		expect(new Set(ids).size).toBe(1);
		await second.stop();
		await rm(folder, { recursive: true, force: true });
	}
);

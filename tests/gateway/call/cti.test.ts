import Fastify, { type FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ctiSignature } from '#adapters/ivr/cti-signature.ts';
import { labPbxAccount } from '#adapters/lab/accounts-voice.ts';
import { pbx, type Pbx } from '#adapters/lab/pbx.ts';
import { many, sql } from '#db/sql.ts';
import { readConfig } from '#gateway/config.ts';
import { webhookRoutes } from '#gateway/intake/webhook.ts';
import type { Services } from '#gateway/services.ts';
import { startServices } from '#gateway/start-services.ts';
import { cloneDatabase, type Database } from '../../support/database.ts';

/* Calls at a PBX that a state already owns, from its webhook to the row. */

const publicOrigin = 'https://sunwai.example.gov.in';
const account = labPbxAccount({ publicOrigin });
let own: Database;
let started: Awaited<ReturnType<typeof startServices>>;
let services: Services;
let app: FastifyInstance;
let gatewayUrl: string;
let switchboard: Pbx;

beforeAll(async () => {
	own = await cloneDatabase();
	const config = readConfig({ SUNWAI_PUBLIC_ORIGIN: publicOrigin, SUNWAI_LOG: 'silent' });
	started = await startServices(config, own.url, [account], 'x'.repeat(40));
	services = started.services;
	app = Fastify();
	webhookRoutes(app, services);
	await app.listen({ port: 0, host: '127.0.0.1' });
	gatewayUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
	switchboard = pbx(account, gatewayUrl);
}, 60_000);
afterAll(async () => {
	await app.close();
	await started.stop();
	await own.drop();
}, 30_000);

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
	Type.Union([schema, Type.Null()]);
const Row = Type.Object({
	from: Nullable(Type.String()),
	to: Nullable(Type.String()),
	state: Type.String(),
	rank: Type.Integer()
});
const rows = (id: string) =>
	many(
		services.pool,
		Row,
		sql`select from_address as "from", to_address as "to", state, rank from call where external_id = ${id}`
	);
const parked = () =>
	many(
		services.pool,
		Type.Object({ reason: Type.String() }),
		sql`select reason from delivery where account = ${account.id} and state = 'parked'`
	);
const post = async (
	body: string,
	{ at_s = Math.floor(Date.now() / 1000), secret = account.secrets[0]! } = {}
) => {
	const response = await fetch(`${gatewayUrl}/hooks/${account.id}`, {
		method: 'POST',
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			'x-sunwai-timestamp': String(at_s),
			'x-sunwai-signature': ctiSignature(secret, String(at_s), Buffer.from(body))
		},
		body
	});
	return response.status;
};

test.each(['form', 'json'] as const)(
	'a call told of by %s is there, with its number in E.164',
	async (style) => {
		const call = switchboard.ring({ from: '09876543210', queue: 'punjabi', style });
		await call.rung;
		expect(await rows(call.id)).toEqual([
			{ from: '+919876543210', to: '+911725550113', state: 'ringing', rank: 1 }
		]);
		await call.answer('204');
		expect(await rows(call.id)).toMatchObject([{ state: 'answered', rank: 2 }]);
		await call.hangUp();
		expect(await rows(call.id)).toMatchObject([{ state: 'completed', rank: 9 }]);
		expect(call.answers).toEqual([204, 204, 204]);
	}
);

test('either secret of a rotation is taken', async () => {
	for (const [at, secret] of account.secrets.entries())
		expect(await post(`event=new_call&id=rotation-${at}&caller=9876543210`, { secret })).toBe(204);
});

test('repeated and in the wrong order it is the same call', async () => {
	const call = switchboard.ring({ from: 'anonymous', faults: { repeat: 3, reorder: true } });
	await call.answer('204');
	await call.hangUp();
	expect(call.answers).toEqual(Array.from({ length: 9 }, () => 204));
	expect(await rows(call.id)).toEqual([{ from: null, to: '+911725550113', state: 'completed', rank: 9 }]);
});

test('any order and any number of copies of a call’s events end in the same row', async () => {
	let calls = 0;
	const events = ['event=new_call', 'event=answer&extension=204', 'event=hang_up&cause=normal'];
	await fc.assert(
		fc.asyncProperty(
			fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
			fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 4 }),
			async (order, copies) => {
				const id = `any-order-${(calls += 1)}`;
				for (const at of [...order, ...copies])
					expect(await post(`${events[at]}&id=${id}&caller=09876543210`)).toBe(204);
				expect(await rows(id)).toEqual([
					{ from: '+919876543210', to: '+911725550113', state: 'completed', rank: 9 }
				]);
			}
		),
		{ numRuns: 40 }
	);
});

test('a forged, an old and an unreadable event change nothing, and are kept', async () => {
	const before = (await parked()).length;
	const body = 'event=new_call&id=forged&caller=9876543210';
	const now_s = Math.floor(Date.now() / 1000);
	expect(await post(body, { secret: 'a-guess-that-is-long-enough' })).toBe(403);
	expect(await post(`${body}&again=1`, { at_s: now_s - 301 })).toBe(403);
	expect(await post('event=gossip&id=forged')).toBe(400);
	const unsigned = switchboard.ring({ from: '9876543210', faults: { unsigned: true } });
	await unsigned.rung;
	expect(unsigned.answers).toEqual([403]);
	expect(await rows('forged')).toEqual([]);
	expect(await rows(unsigned.id)).toEqual([]);
	const reasons = (await parked()).slice(before).map(({ reason }) => reason);
	expect(reasons.toSorted()).toEqual(['signature', 'signature', 'timestamp', 'unreadable']);
});

test('a copy of a genuine event that comes later is the same event', async () => {
	const body = 'event=new_call&id=copied&caller=09876543210';
	const at_s = Math.floor(Date.now() / 1000) - 200;
	expect(await post(body, { at_s })).toBe(204);
	expect(await post(body, { at_s })).toBe(204);
	expect(await post('event=hang_up&id=copied', { at_s })).toBe(204);
	expect(await post(body, { at_s })).toBe(204);
	expect(await rows('copied')).toMatchObject([{ state: 'completed', rank: 9 }]);
});

import { Type } from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Delivery } from '#adapters/inbound.ts';
import type { LiveCall } from '#adapters/lab/telephone.ts';
import { toneWav } from '#adapters/lab/tone.ts';
import { isNumber } from '#contracts/number.ts';
import { readBlob, storeBlob } from '#db/blob.ts';
import { lockCall } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { attachRecordings, keepRecording, recordingStored } from '#db/recording.ts';
import { many, one, run, sql } from '#db/sql.ts';
import { leave } from '#gateway/call/leave.ts';
import { fetchRecordingJob, recordingReady } from '#gateway/call/recording.ts';
import { step } from '#gateway/call/step.ts';
import { openExchange, publicOrigin, type Exchange } from '../../support/exchange.ts';

/** A telephone that has never called: one that has is greeted in its language and offered its case. */
const another = () => `+9198765${String((telephones += 1)).padStart(5, '0')}`;
let telephones = 0;
let from = '';
beforeEach(() => void (from = another()));
let house: Exchange;
let services: Exchange['services'];
let exchange: Exchange['exchange'];

beforeAll(async () => {
	house = await openExchange();
	({ services, exchange } = house);
}, 60_000);
afterAll(() => house.close(), 30_000);

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
	Type.Union([schema, Type.Null()]);
const toRecord = ['press 2', 'press 1', 'press 2', 'press 12'] as const;
const numbersHeard = (call: LiveCall) =>
	call.heard
		.map((url) => /digit-(\d)\.mp3$/.exec(url)?.[1] ?? '')
		.join('')
		.match(/\d{10}/g) ?? [];
const callRow = (call: LiveCall) =>
	one(
		services.pool,
		Type.Object({
			number: Nullable(Type.String()),
			node: Type.String(),
			turn: Type.Integer(),
			state: Type.String(),
			rank: Type.Integer(),
			outcome: Nullable(Type.String()),
			duration: Nullable(Type.Integer())
		}),
		sql`select number, node, turn, state, rank, outcome, duration_s as duration from call where external_id = ${call.id}`
	);
const submissions = (call: LiveCall) =>
	many(
		services.pool,
		Type.Object({
			number: Type.String(),
			sender: Nullable(Type.String()),
			language: Nullable(Type.String()),
			matter: Type.Unsafe<Record<string, string>>({}),
			attachments: Type.Integer()
		}),
		sql`select s.number, s.sender, s.language, s.matter, s.attachments from submission s
			join call c on c.number = s.number where c.external_id = ${call.id}`
	);
const attachments = (call: LiveCall) =>
	many(
		services.pool,
		Type.Object({
			name: Type.String(),
			state: Type.String(),
			mediaType: Type.String(),
			blob: Nullable(Type.String()),
			duration: Nullable(Type.Number())
		}),
		sql`select a.name, a.state, a.media_type as "mediaType", a.blob, a.duration_s as duration from attachment a
			join submission s on s.id = a.submission join call c on c.number = s.number
			where c.external_id = ${call.id} order by a.position`
	);
const stored = (call: LiveCall, count = 1) =>
	vi.waitFor(
		async () => {
			const files = await attachments(call);
			expect(files.map(({ state }) => state)).toEqual(Array.from({ length: count }, () => 'stored'));
			return files;
		},
		{ timeout: 15_000, interval: 50 }
	);
const submitted = (call: LiveCall) =>
	vi.waitFor(
		async () => {
			const [row, ...more] = await submissions(call);
			expect(more).toHaveLength(0);
			if (!row) throw new Error('no submission yet');
			return row;
		},
		{ timeout: 15_000, interval: 50 }
	);

describe.each(['twilio', 'vonage'])('a call through %s', (via) => {
	test('becomes a submission with its recording, under the number that the caller heard', async () => {
		const call = await exchange.scriptedCall({ via, from }, [...toRecord, 'record 2', 'press 1']);
		expect(call.ending).toBe('helpline');
		const [first, second, ...more] = numbersHeard(call);
		expect(more).toHaveLength(0);
		expect(second).toBe(first);
		expect(isNumber(first ?? '')).toBe(true);
		expect(await submitted(call)).toMatchObject({
			number: first,
			sender: from,
			language: 'hi',
			matter: { department: '403', district: '36' }
		});
		const [file] = await stored(call);
		expect(file).toMatchObject({
			name: 'recording-1',
			mediaType: expect.stringMatching(/^audio\//),
			duration: 2
		});
		expect((await readBlob(services.pool, file?.blob ?? ''))?.equals(toneWav(2))).toBe(true);
		expect((await submitted(call)).attachments).toBe(1);
		expect(await callRow(call)).toMatchObject({ node: 'done', state: 'completed', rank: 9, outcome: 'left' });
	});

	test('is heard back by its caller, who may record it again', async () => {
		const call = await exchange.scriptedCall({ via, from }, [...toRecord, 'record 1']);
		const heard = (word: string) => call.heard.filter((url) => url.includes(word)).length;
		const review = async (times: number) => {
			// Where the carrier tells of it later, the caller waits for it a step of a second at a time.
			for (let polls = 0; heard('/review.mp3') < times && polls < 8; polls++) {
				await stored(call, times);
				await call.press('');
			}
			expect(heard('/review.mp3')).toBe(times);
		};
		await review(1);
		await call.press('2');
		await call.record(2);
		await review(2);
		const own = call.heard.filter((url) => url.includes('/recordings/'));
		for (const url of own) {
			const answer = await house.app.inject({ url: new URL(url).pathname });
			expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'audio/wav']);
			const other = new URL(url).pathname.replace(/[0-9a-f]{64}/, '0'.repeat(64));
			expect((await house.app.inject({ url: other })).statusCode).toBe(404);
		}
		expect(own).toHaveLength(via === 'vonage' ? 2 : 0);
		await call.press('1');
		expect(call.ending).toBe('helpline');
		expect(numbersHeard(call)).toHaveLength(2);
		// A call that is over plays nothing to anybody.
		for (const url of own)
			expect((await house.app.inject({ url: new URL(url).pathname })).statusCode).toBe(404);
	});

	test('every request sent three times at once gets the same answer, and nothing happens twice', async () => {
		const faults = { repeat: 3, recording: 'repeated' as const, status: 'repeated' as const };
		const call = await exchange.scriptedCall({ via, from, faults }, [...toRecord, 'record 1', 'press 1']);
		expect(call.ending).toBe('helpline');
		for (const { url, answers } of call.exchanges) {
			expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size, url).toBe(1);
			for (const { status } of answers) expect(status).toBeLessThan(300);
		}
		expect(new Set(numbersHeard(call)).size).toBe(1);
		await submitted(call);
		await stored(call);
		expect(await callRow(call)).toMatchObject({ node: 'done' });
	});

	test('an old input repeats what the caller hears now', async () => {
		const call = await exchange.scriptedCall({ via, from }, ['press 3', 'press 1']);
		const before = await callRow(call);
		const old = exchange.placeCall({ via, from });
		await old.settled();
		expect(before).toMatchObject({ node: 'department', turn: 3 });
		const [, pressed] = call.exchanges.filter(({ url }) => url.includes('/step?'));
		await replay(call, '9');
		expect(await callRow(call)).toMatchObject({ node: 'department', turn: 3 });
		const last = call.exchanges.filter(({ url }) => url.includes('/step?')).at(-1);
		expect(last?.answers[0]?.body).toBe(pressed?.answers[0]?.body);
		await call.hangUp();
		await old.hangUp();
	});

	test('hanging up while speaking leaves a submission with what was said', async () => {
		const call = await exchange.scriptedCall({ via, from }, [...toRecord, 'hang up']);
		expect(call.ending).toBe('caller');
		expect(await submitted(call)).toMatchObject({ sender: from });
		await stored(call);
		expect(await callRow(call)).toMatchObject({ outcome: 'left', rank: 9 });
	});

	test('hanging up before leaves none', async () => {
		const call = await exchange.scriptedCall({ via, from }, ['press 2', 'press 1', 'hang up']);
		expect(await callRow(call)).toMatchObject({ number: null, outcome: 'abandoned', state: 'completed' });
		expect(await submissions(call)).toHaveLength(0);
	});

	test('states that come in the wrong order do not take the call back', async () => {
		const faults = { status: 'reversed' as const };
		const call = await exchange.scriptedCall({ via, from, faults }, ['press 3', 'hang up']);
		expect(await callRow(call)).toMatchObject({ state: 'completed', rank: 9 });
	});

	test('a recording that comes before its step is attached once', async () => {
		const faults = { recording: 'before' as const };
		const call = await exchange.scriptedCall({ via, from, faults }, [...toRecord, 'record 1', 'press 1']);
		await submitted(call);
		await stored(call);
	});

	test('a recording that is not ready yet is tried again', async () => {
		const faults = { notReady: 1 };
		const call = await exchange.scriptedCall({ via, from, faults }, [...toRecord, 'record 1', 'hang up']);
		await submitted(call);
		const recording = () =>
			one(
				services.pool,
				Type.Object({ id: Type.String(), attempts: Type.Integer() }),
				sql`select r.id::text, r.attempts from recording r join call c on c.id = r.call
					where c.external_id = ${call.id}`
			);
		await vi.waitFor(async () => expect((await recording()).attempts).toBeGreaterThan(0));
		expect(await attachments(call)).toMatchObject([{ name: 'recording-1', state: 'pending', blob: null }]);
		const { id } = await recording();
		await vi.waitFor(() => fetchRecordingJob(services, id));
		await stored(call);
	});

	test('a withheld caller is a submission without a sender', async () => {
		const call = await exchange.scriptedCall({ via, from: 'anonymous' }, [
			...toRecord,
			'record 1',
			'press 1'
		]);
		expect(await submitted(call)).toMatchObject({ sender: null });
	});

	test('the status of a number is heard', async () => {
		const left = await exchange.scriptedCall({ via, from }, [...toRecord, 'record 1', 'press 1']);
		const { number } = await submitted(left);
		const heard = async (digits: string) => {
			const call = await exchange.scriptedCall({ via, from: another() }, [
				'press 3',
				'press 2',
				`press ${digits}#`,
				'hang up'
			]);
			return call.heard
				.map((url) => /status-(\w+)\.mp3$/.exec(url)?.[1])
				.filter((word) => word && word !== 'ask');
		};
		expect(await heard(number)).toEqual(['waiting']);
		await run(
			services.pool,
			sql`update submission set state = 'dismissed', reason = 'test' where number = ${number}`
		);
		expect(await heard(number)).toEqual(['settled']);
		const wrong = number.slice(0, 9) + ((Number(number[9]) + 1) % 10);
		expect(await heard(wrong)).toEqual(['mismatch']);
	});

	test('every prompt that was played is served', async () => {
		const call = await exchange.scriptedCall({ via, from }, [...toRecord, 'record 1', 'press 1']);
		const paths = new Set(
			call.heard.filter((url) => url.includes('/prompts/')).map((url) => new URL(url).pathname)
		);
		expect(paths.size).toBeGreaterThan(10);
		for (const url of paths) {
			const answer = await house.app.inject({ url });
			expect(answer.statusCode, url).toBe(200);
			expect(answer.headers['content-type']).toBe('audio/mpeg');
		}
		expect((await house.app.inject({ url: '/prompts/pa/nothing.mp3' })).statusCode).toBe(404);
	});

	test('an unsigned step is refused and kept', async () => {
		const call = await exchange.scriptedCall({ via, from, faults: { unsigned: true } }, ['press 1']);
		expect(call.ending).toBe('answer 403');
		const { count } = await one(
			services.pool,
			Type.Object({ count: Type.Integer() }),
			sql`select count(*)::int as count from delivery where state = 'parked' and account = ${`ivr-${via}`}`
		);
		expect(count).toBeGreaterThan(0);
	});
});

/** Sends a step of the call again with other keys, under the turn of its first one. */
const replay = (call: LiveCall, digits: string) => call.pressLate(digits, 1);

test('a recording that is stored before its submission is read is attached by the reading', async () => {
	const sound = toneWav(1);
	const adapter = services.adapters.get('ivr-twilio');
	if (!adapter) throw new Error('no account');
	const number = await services.transaction(async (db) => {
		const key = { account: adapter.account, externalId: 'CAearly' };
		const call = await lockCall(db, { ...key, from, to: null });
		const given = await leave(services, db, adapter, call, { language: 'pa' });
		const { id } = await keepRecording(db, {
			account: key.account,
			call: call.id,
			externalId: 'REearly',
			url: 'x'
		});
		const blob = await storeBlob(db, sound);
		await recordingStored(db, id, { blob, size: sound.length, mediaType: 'audio/wav' });
		await attachRecordings(db, given);
		return given;
	});
	await vi.waitFor(
		async () =>
			expect(
				await many(
					services.pool,
					Type.Object({ size: Type.Integer() }),
					sql`select a.size from attachment a join submission s on s.id = a.submission where s.number = ${number}`
				)
			).toEqual([{ size: sound.length }]),
		{ timeout: 10_000 }
	);
});

test('a recording of a call that nobody knows gets a number and is kept', async () => {
	const sound = { externalId: 'lost', url: 'https://elsewhere.example/x' };
	await services.transaction((db) =>
		recordingReady(services, db, 'ivr-twilio', { kind: 'recording', callId: 'CAlost', recording: sound })
	);
	const { id, number } = await one(
		services.pool,
		Type.Object({ id: Type.String(), number: Type.String() }),
		sql`select r.id::text, c.number from recording r join call c on c.id = r.call where r.external_id = 'lost'`
	);
	expect(isNumber(number)).toBe(true);
	await fetchRecordingJob(services, id);
	const failed = await one(
		services.pool,
		Type.Object({ state: Type.String(), reason: Type.String() }),
		sql`select state, reason from recording where id = ${id}::bigint`
	);
	expect(failed).toEqual({ state: 'failed', reason: 'host' });
});

test('calls at the same time each get a number and a recording of their own', async () => {
	const calls = await Promise.all(
		Array.from({ length: 16 }, (_, at) =>
			exchange.scriptedCall({ via: at % 2 ? 'twilio' : 'vonage', from: another() }, [
				...toRecord,
				'record 1',
				'press 1'
			])
		)
	);
	const numbers = await Promise.all(calls.map(async (call) => (await submitted(call)).number));
	expect(new Set(numbers).size).toBe(calls.length);
	expect(calls.map((call) => numbersHeard(call)[0])).toEqual(numbers);
	await Promise.all(calls.map((call) => stored(call)));
});

test('the first final state of a call stays, a later one adds its length', async () => {
	const state = await services.transaction(async (db) => {
		const { id } = await lockCall(db, { account: 'ivr-vonage', externalId: 'busy', from, to: null });
		for (const event of [
			{ status: 'busy', rank: 9 },
			{ status: 'ringing', rank: 1 },
			{ status: 'completed', rank: 9, duration: 4 }
		])
			await tellCall(db, { call: id, kind: 'provider', ...event });
		return one(
			db,
			Type.Object({ state: Type.String(), duration: Type.Integer(), ended: Type.Boolean() }),
			sql`select state, duration_s as duration, ended_at is not null as ended from call where id = ${id}::bigint`
		);
	});
	expect(state).toEqual({ state: 'busy', duration: 4, ended: true });
});

describe('a step that cannot be answered', () => {
	const delivery = (path: string, fields: Record<string, string>): Delivery => ({
		account: 'ivr-twilio',
		method: 'POST',
		url: `${publicOrigin}/hooks/ivr-twilio${path}`,
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: Buffer.from(new URLSearchParams(fields).toString()),
		receivedAt: new Date().toISOString()
	});
	const twilio = () => {
		const adapter = services.adapters.get('ivr-twilio');
		if (!adapter) throw new Error('no account');
		return adapter;
	};

	test('is apologised for in three languages when the database is away', async () => {
		const away = { ...services, transaction: () => Promise.reject(new Error('connection refused')) };
		const request = delivery('', { CallSid: 'CAaway', From: from });
		const answer = await step(away, request, twilio(), {
			ok: true,
			kind: 'call',
			externalId: 'CAaway|start'
		});
		expect(answer.status).toBe(200);
		for (const language of ['pa', 'hi', 'en'])
			expect(answer.body).toContain(`${publicOrigin}/prompts/${language}/sorry.mp3`);
		expect(answer.body).toContain('<Hangup/>');
	});
	test('is answered when the second try succeeds', async () => {
		let tries = 0;
		const shaky: Exchange['services'] = {
			...services,
			transaction: (work) => (++tries === 1 ? Promise.reject(new Error('lost')) : services.transaction(work))
		};
		const request = delivery('', { CallSid: 'CAshaky', From: from });
		const answer = await step(shaky, request, twilio(), {
			ok: true,
			kind: 'call',
			externalId: 'CAshaky|start'
		});
		expect(answer.body).toContain('/prompts/pa/greeting.mp3');
		expect(tries).toBe(2);
	});
	test('is parked with its bytes when it cannot be read', async () => {
		const request = delivery('/step?t=1', { Nothing: 'known' });
		const externalId = 'CAunreadable|step';
		const answer = await step(services, request, twilio(), { ok: true, kind: 'call', externalId });
		expect(answer.body).toContain('/prompts/pa/sorry.mp3');
		expect(
			await one(
				services.pool,
				Type.Object({ state: Type.String(), reason: Type.String() }),
				sql`select state, reason from delivery where external_id = ${externalId}`
			)
		).toEqual({ state: 'parked', reason: 'unreadable' });
	});
});

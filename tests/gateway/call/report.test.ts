import { expect } from 'vitest';
import type { CallFigures, ReportBy } from '#contracts/call-report.ts';
import { lockCall } from '#db/call.ts';
import { tellCalls, type CallEvent } from '#db/call-event.ts';
import { dispose } from '#db/disposition.ts';
import { gatewayTest, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();
const [A, B] = ['demo-agent', 'demo-agent-2'];

/** An instant of India's clock on 10 March 2026, or so many days later. */
const at = (time: string, day = 10) =>
	new Date(`2026-03-${String(day).padStart(2, '0')}T${time}+05:30`).toISOString();
const secondsAfter = (time: string, seconds: number) =>
	new Date(Date.parse(at(time)) + seconds * 1000).toISOString();

let calls = 0;
interface Story {
	queued: string;
	account?: string;
	language?: 'pa' | 'hi' | 'en';
	agent?: string;
	events: [seconds: number, kind: CallEvent['kind'] | 'over', person?: string][];
	/** What it was, said so many seconds after the queue. */
	disposed?: [seconds: number, disposition: string];
}

/** Tells a call as the product does, with the times of the story. */
async function ring(gateway: TestGateway, story: Story) {
	const { queued, account = 'ivr-twilio', language = 'pa', agent, events, disposed } = story;
	const { transaction } = gateway.services;
	const from = null;
	return transaction(async (db) => {
		const { id } = await lockCall(db, { account, externalId: `report-${calls++}`, from, to: null });
		const told = events.map(([seconds, kind, person], place): CallEvent => {
			const base = {
				call: id,
				at: secondsAfter(queued, seconds),
				key: `${kind}|${place}`,
				...(person && { person })
			};
			return kind === 'over'
				? { ...base, kind: 'provider', status: 'completed', rank: 9 }
				: ({ ...base, kind } as CallEvent);
		});
		await tellCalls(db, [{ call: id, kind: 'queued', at: at(queued) }, ...told]);
		const values = [id, language, agent ?? null];
		await db.query({ text: 'update call set language = $2, agent = $3 where id = $1', values });
		if (disposed) {
			await dispose(db, id, agent!, disposed[1]);
			const said = [id, secondsAfter(queued, disposed[0])];
			await db.query({ text: 'update call set disposed_at = $2 where id = $1', values: said });
			// Corrected long after: the wrap-up stays as long as it was.
			await dispose(db, id, agent!, disposed[1]);
		}
		return id;
	});
}

async function offer(gateway: TestGateway, call: string, person: string, time: string, state: string) {
	await gateway.query(
		`insert into offer (call, person, state, offered_at, expires_at, ended_at)
			values ($1, $2, $3, $4, $4::timestamptz + interval '20 seconds', $4::timestamptz + interval '5 seconds')`,
		...[call, person, state, at(time)]
	);
}

/** What an agent did at the telephone, one state after the other. */
async function spend(
	gateway: TestGateway,
	person: string,
	states: [time: string, state: string, day?: number][]
) {
	for (const [time, state, day] of states)
		await gateway.query(
			'insert into agent_time (person, state, at) values ($1, $2, $3)',
			...[person, state, at(time, day)]
		);
}

async function callBack(gateway: TestGateway, call: string, person: string, attempts: [string, string][]) {
	const [{ id }] = (await gateway.query<{ id: string }>(
		`insert into callback (phone, reason, call, language, queued_at, due_at)
			select '+9198765' || lpad(id::text, 5, '0'), 'asked', id, language, queued_at, queued_at from call where id = $1
			returning id::text`,
		call
	)) as [{ id: string }];
	for (const [time, outcome] of attempts)
		await gateway.query(
			'insert into callback_attempt (callback, at, person, outcome) values ($1, $2, $3, $4)',
			...[id, at(time), person, outcome]
		);
}

/** The 10th of March at the helpline, and what lies about it. */
async function aDay(gateway: TestGateway) {
	// The last second of the 9th and the first of the 10th, in India.
	await ring(gateway, {
		queued: '00:00:00',
		events: [
			[-1, 'queued'],
			[4, 'over']
		]
	});
	await ring(gateway, { queued: '00:00:00', events: [[30, 'over']] });
	// Answered after 10 s; 100 s with 30 s of hold in between; 20 s of wrap-up.
	const held = await ring(gateway, {
		queued: '10:05:00',
		agent: A,
		events: [
			[10, 'connected', A],
			[40, 'held', A],
			[70, 'resumed', A],
			[110, 'over']
		],
		disposed: [130, 'registered']
	});
	// Answered after 25 s by one who passes it on after 35 s: 40 s on the way, 60 s with the other, said during the call.
	const passed = await ring(gateway, {
		queued: '10:20:00',
		language: 'hi',
		account: 'ivr-vonage',
		agent: B,
		events: [
			[25, 'connected', A],
			[60, 'transferring', A],
			[98, 'accepted', B],
			[100, 'connected', B],
			[160, 'over']
		],
		disposed: [150, 'status_given']
	});
	// Comes at 10:29:50, is answered at 10:30:10 and ends at 10:31:10: queued in one half-hour, handled in the next.
	await ring(gateway, {
		queued: '10:29:50',
		agent: A,
		events: [
			[20, 'connected', A],
			[80, 'over']
		]
	});
	// Gave up after 10 s, after 11 s; asked to be called after 60 s.
	await ring(gateway, { queued: '10:40:00', events: [[10, 'over']] });
	await ring(gateway, { queued: '10:40:00', language: 'hi', events: [[11, 'over']] });
	const asked = await ring(gateway, {
		queued: '10:45:00',
		events: [
			[60, 'callback'],
			[62, 'over']
		]
	});
	// The last second of the 10th, answered on the 11th.
	await ring(gateway, {
		queued: '23:59:59',
		agent: B,
		events: [
			[5, 'connected', B],
			[65, 'over']
		]
	});

	await offer(gateway, held, A, '10:05:01', 'accepted');
	await offer(gateway, passed, B, '10:20:01', 'expired');
	await offer(gateway, passed, A, '10:20:21', 'accepted');
	await callBack(gateway, asked, B, [
		['11:00:00', 'no_answer'],
		['11:20:00', 'reached']
	]);
	// There since the day before; 20 min of them in the half-hour of 10:00 at work, 10 of pause across its end.
	await spend(gateway, A, [
		['23:00:00', 'available', 9],
		['10:05:00', 'on_call'],
		['10:20:00', 'hold'],
		['10:25:00', 'paused'],
		['10:35:00', 'available'],
		['10:45:00', 'wrap_up'],
		['11:00:00', 'offline']
	]);
	await spend(gateway, B, [
		['10:30:00', 'available'],
		['10:45:00', 'on_call'],
		['11:00:00', 'offline']
	]);
}

const ask = async (gateway: TestGateway, query: string, person: Person = 'supervisor') =>
	gateway.call<{ rows: CallFigures[]; total: CallFigures }>('GET', `/api/reports/calls?${query}`, {
		cookie: await gateway.signIn(person)
	});
const by = async (gateway: TestGateway, key: ReportBy, more = '') => {
	const { json } = await ask(gateway, `by=${key}&from=2026-03-10${more}`);
	return { ...json, of: (name: string) => json.rows.find((row) => row.key === name)! };
};

test('every figure of a day is what it is by hand, from midnight to midnight in India', async ({
	gateway
}) => {
	await aDay(gateway);
	const half = await by(gateway, 'interval');
	expect(half.rows).toHaveLength(48);
	expect(half.rows.map(({ key }) => key).slice(0, 3)).toEqual(['00:00', '00:30', '01:00']);
	// The call of 23:59:59 on the 9th is not among them.
	expect(half.of('00:00')).toMatchObject({ queued: 1, abandoned: 1, answered: 0, longestWait_s: 30 });
	expect(half.of('10:00')).toEqual({
		key: '10:00',
		name: null,
		...{ queued: 3, answered: 3, abandoned: 0, abandonedShort: 0, callbacksAsked: 0 },
		// 10 s and 20 s of 10, 25 and 20.
		serviceLevel: 2 / 3,
		answer_s: (10 + 25 + 20) / 3,
		longestWait_s: 25,
		handled: 2,
		// (100 − 30) and (135 − 38).
		talk_s: (70 + 97) / 2,
		hold_s: (30 + 38) / 2,
		wrapUp_s: 10,
		handle_s: (120 + 135) / 2,
		// A: 25 min there, 20 of them at work.
		occupancy: 20 / 25,
		offers: 3,
		notAnswered: 1,
		...{ callbacksMade: 0, callbacksReached: 0 },
		dispositions: [
			{ code: 'registered', count: 1 },
			{ code: 'status_given', count: 1 }
		]
	});
	expect(half.of('10:30')).toMatchObject({
		queued: 3,
		answered: 0,
		abandoned: 1,
		abandonedShort: 1,
		callbacksAsked: 1,
		serviceLevel: 0,
		handled: 1,
		handle_s: 60,
		wrapUp_s: 0,
		// A: 25 min there after the pause, 15 at work; B: 30 and 15.
		occupancy: (15 + 15) / (25 + 30)
	});
	expect(half.of('11:00')).toMatchObject({ callbacksMade: 2, callbacksReached: 1, occupancy: null });
	expect(half.of('23:30')).toMatchObject({ queued: 1, answered: 1, handled: 0, answer_s: 5 });
	expect(half.total).toMatchObject({
		queued: 8,
		answered: 4,
		abandoned: 2,
		abandonedShort: 1,
		callbacksAsked: 1,
		serviceLevel: 3 / (8 - 1 - 1),
		answer_s: (10 + 25 + 20 + 5) / 4,
		longestWait_s: 62,
		handled: 3,
		handle_s: (120 + 135 + 60) / 3,
		// A: there from midnight to 11:00 but for ten minutes, 35 min at work; B as above.
		occupancy: (35 + 15) / (650 + 30),
		offers: 3,
		notAnswered: 1,
		callbacksMade: 2,
		callbacksReached: 1
	});
});

test('days, languages, accounts and agents each add up to the same total', async ({ gateway }) => {
	const whole = (await by(gateway, 'interval')).total;
	const day = await by(gateway, 'day', '&to=2026-03-11');
	expect(day.rows.map(({ key }) => key)).toEqual(['2026-03-10', '2026-03-11']);
	expect(day.of('2026-03-10')).toEqual({ ...whole, key: '2026-03-10' });
	expect(day.of('2026-03-11')).toMatchObject({ queued: 0, handled: 1, handle_s: 60 });
	const before = await ask(gateway, 'by=day&from=2026-03-09');
	expect(before.json.total).toMatchObject({ queued: 1, abandonedShort: 1 });

	const language = await by(gateway, 'language');
	expect(language.of('hi')).toMatchObject({ queued: 2, answered: 1, abandoned: 1, handle_s: 135, offers: 2 });
	expect(language.of('pa')).toMatchObject({
		queued: 6,
		callbacksMade: 2,
		callbacksReached: 1,
		occupancy: null
	});
	expect(language.total).toEqual({ ...whole, occupancy: null });
	const account = await by(gateway, 'account');
	expect(account.of('ivr-vonage')).toMatchObject({ queued: 1, answered: 1, hold_s: 38, talk_s: 97 });

	const agent = await by(gateway, 'agent');
	expect(agent.of(A)).toMatchObject({
		name: 'Harpreet Kaur',
		...{ answered: 2, handled: 2, handle_s: (120 + 60) / 2, offers: 2, notAnswered: 0 },
		occupancy: 35 / 650,
		dispositions: [{ code: 'registered', count: 1 }]
	});
	expect(agent.of(B)).toMatchObject({ answered: 2, handled: 1, offers: 1, notAnswered: 1, callbacksMade: 2 });
	expect(agent.of(B).occupancy).toBeCloseTo(15 / 30);
	expect(agent.total).toEqual(whole);
	const own = await by(gateway, 'interval', `&agent=${A}`);
	expect(own.total).toMatchObject({ answered: 2, offers: 2, occupancy: 35 / 650, callbacksMade: 0 });
	const narrowed = await by(gateway, 'interval', '&language=hi&account=ivr-vonage');
	expect(narrowed.total).toMatchObject({ queued: 1, handled: 1, occupancy: null, callbacksMade: 0 });
});

test('a report that nobody could read is refused', async ({ gateway }) => {
	const fault = async (query: string) => (await ask(gateway, query)).status;
	expect(await fault('by=day&from=2026-02-30')).toBe(400);
	expect(await fault('by=day&from=2026-03-10&to=2026-03-09')).toBe(400);
	expect(await fault('by=interval&from=2026-03-10&to=2026-03-11')).toBe(400);
	expect(await fault('by=day&from=2026-01-01&to=2026-04-03')).toBe(400);
	expect(await fault('by=day&from=2026-01-01&to=2026-04-02')).toBe(200);
	expect((await ask(gateway, 'by=day&from=2026-03-10', 'agent')).status).toBe(403);
});

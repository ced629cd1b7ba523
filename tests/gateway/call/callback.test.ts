import fc from 'fast-check';
import { expect } from 'vitest';
import type { Callback } from '#contracts/callback.ts';
import { lockCallById } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { askCallback } from '#gateway/call/callback.ts';
import { connected } from '#gateway/call/connected.ts';
import { hangUp, newCaller, post, waitingCall } from '../../support/floor.ts';
import { gatewayTest, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

interface Row {
	id: string;
	reason: string;
	state: string;
	attempts: number;
	outcome: string | null;
	queued_at: string;
	call: string;
}
const rows = (gateway: TestGateway, phone: string) =>
	gateway.query<Row>(
		`select id::text, reason, state, attempts, outcome, queued_at, call::text from callback where phone = $1 order by id`,
		phone
	);
/** Someone who asked to be called. */
async function asked(gateway: TestGateway, from = newCaller()) {
	const call = await waitingCall(gateway.services, { from });
	await gateway.services.transaction((db) => askCallback(db, { id: call }, 'asked'));
	await hangUp(gateway.services, call);
	const row = (await rows(gateway, from)).find(({ state }) => state === 'open');
	return { from, call, id: row!.id };
}
const list = async (gateway: TestGateway, person: Person = 'agent') =>
	(
		await gateway.call<{ rows: Callback[] }>('GET', '/api/callbacks', {
			cookie: await gateway.signIn(person)
		})
	).json.rows;
const act = (gateway: TestGateway, person: Person, id: string, verb: string, body: object = {}) =>
	post<Callback & { code: string }>(gateway, person, `/api/callbacks/${id}/${verb}`, body);
/** Makes it due now, whatever the hour in India is. */
const due = (gateway: TestGateway, id: string) =>
	gateway.query('update callback set due_at = now() where id = $1', id);

test('who asked is on the list once, at the place in the queue', async ({ gateway }) => {
	const { from, call } = await asked(gateway);
	await asked(gateway, from);
	const [row, ...more] = await rows(gateway, from);
	expect(more).toHaveLength(0);
	const [first] = await gateway.query<{ queued_at: string; ending: string }>(
		'select queued_at, ending from call where id = $1',
		call
	);
	expect(first!.ending).toBe('callback_requested');
	expect(row!.queued_at).toBe(first!.queued_at);
	expect(row).toMatchObject({ reason: 'asked', call, state: 'open' });
	expect((await list(gateway)).filter(({ phone }) => phone === from)).toHaveLength(1);
});

test.for([
	[9, 0],
	[11, 1]
] as const)(
	'who gave up after %i seconds of waiting is on it %i times',
	async ([since_seconds, times], { gateway }) => {
		const from = newCaller();
		const call = await waitingCall(gateway.services, { from, since_seconds });
		await hangUp(gateway.services, call);
		expect((await rows(gateway, from)).map(({ reason }) => reason)).toEqual(Array(times).fill('abandoned'));
	}
);

test('who left a message is on it; who withheld the number cannot be', async ({ gateway }) => {
	const from = newCaller();
	const voicemail = async (caller: string | null) => {
		const call = await waitingCall(gateway.services, { from: caller });
		await gateway.services.transaction((db) => tellCall(db, { call, kind: 'voicemail' }));
		await hangUp(gateway.services, call);
	};
	await voicemail(from);
	expect(await rows(gateway, from)).toMatchObject([{ reason: 'voicemail' }]);
	const [{ count }] = (await gateway.query<{ count: number }>(
		'select count(*)::int as count from callback'
	)) as [{ count: number }];
	await voicemail(null);
	expect(await gateway.query('select count(*)::int as count from callback')).toEqual([{ count }]);
});

test('one person has it in hand, for a while', async ({ gateway }) => {
	const { id } = await asked(gateway);
	const takes = await Promise.all(
		Array.from({ length: 10 }, (_, at) => act(gateway, at % 2 ? 'agent' : 'agent2', id, 'take'))
	);
	expect(takes.filter(({ status }) => status === 200)).toHaveLength(5);
	const holder = takes[0]!.status === 200 ? 'agent2' : 'agent';
	const other = holder === 'agent' ? 'agent2' : 'agent';
	expect((await act(gateway, other, id, 'take')).json.code).toBe('taken');
	expect((await act(gateway, other, id, 'close', { outcome: 'reached' })).json.code).toBe('not_taken');
	await gateway.query(`update callback set taken_until = now() where id = $1`, id);
	expect((await act(gateway, other, id, 'take')).status).toBe(200);
	expect((await act(gateway, holder, id, 'release')).json.code).toBe('not_taken');
	expect((await act(gateway, other, id, 'release')).json.takenBy).toBeNull();
	await act(gateway, holder, id, 'take');
	expect((await act(gateway, holder, id, 'close', { outcome: 'reached' })).json).toMatchObject({
		state: 'done',
		outcome: 'reached',
		attempts: 1
	});
	expect((await act(gateway, holder, id, 'take')).json.code).toBe('done');
});

test('who is not reached is tried four times, each attempt kept', async ({ gateway }) => {
	const { id, from } = await asked(gateway);
	for (const [at, outcome] of ['no_answer', 'busy', 'no_answer'].entries()) {
		await due(gateway, id);
		await act(gateway, 'agent', id, 'take');
		const { json } = await act(gateway, 'agent', id, 'close', { outcome });
		expect(json).toMatchObject({ state: 'open', attempts: at + 1, takenBy: null });
		const [expected] = await gateway.query<{ same: boolean }>(
			'select due_at = next_attempt($2, (select max(at) from callback_attempt where callback = $1)) as same from callback where id = $1',
			id,
			at + 1
		);
		expect(expected!.same).toBe(true);
	}
	await act(gateway, 'agent2', id, 'take');
	await act(gateway, 'agent2', id, 'close', { outcome: 'busy' });
	expect(await rows(gateway, from)).toMatchObject([{ state: 'done', outcome: 'unreached', attempts: 4 }]);
	expect(
		await gateway.query('select person, outcome from callback_attempt where callback = $1 order by id', id)
	).toEqual([
		{ person: 'demo-agent', outcome: 'no_answer' },
		{ person: 'demo-agent', outcome: 'busy' },
		{ person: 'demo-agent', outcome: 'no_answer' },
		{ person: 'demo-agent-2', outcome: 'busy' }
	]);
});

test('nobody calls back whom somebody talks to anyway', async ({ gateway }) => {
	const { from } = await asked(gateway);
	const call = await waitingCall(gateway.services, { from });
	await gateway.services.transaction(async (db) =>
		connected(db, (await lockCallById(db, call))!, 'demo-agent')
	);
	expect(await rows(gateway, from)).toMatchObject([{ state: 'done', outcome: 'called_again' }]);
	await hangUp(gateway.services, call);
});

test('the list goes by place once due, and shows each language to who speaks it', async ({ gateway }) => {
	await gateway.query(
		`update callback set state = 'done', outcome = 'reached', closed_at = now() where state = 'open'`
	);
	const [one, two, three] = [await asked(gateway), await asked(gateway), await asked(gateway)];
	for (const { id } of [one, two, three]) await due(gateway, id);
	await gateway.query(`update callback set due_at = now() + interval '1 hour' where id = $1`, one.id);
	await gateway.query(`update callback set queued_at = now() - interval '1 hour' where id = $1`, three.id);
	expect((await list(gateway)).map(({ id }) => id)).toEqual([three.id, two.id, one.id]);
	await gateway.query(`update callback set language = 'en' where id = $1`, two.id);
	await gateway.query(`update access.staff set languages = '{pa}' where id = 'demo-agent-2'`);
	expect((await list(gateway, 'agent2')).map(({ id }) => id)).toEqual([three.id, one.id]);
	await gateway.query(`update access.staff set languages = null where id = 'demo-agent-2'`);
});

test('a call that broke off is gone on with by whoever calls back', async ({ gateway }) => {
	const from = newCaller();
	const call = await waitingCall(gateway.services, { from });
	await gateway.query('update call set agent = $2 where id = $1', call, 'demo-agent');
	const subject = `/api/drafts/call:${call}`;
	const draftOf = async (person: Person) =>
		(
			await gateway.call<{ draft: { body: object } | null }>('GET', subject, {
				cookie: await gateway.signIn(person)
			})
		).json.draft;
	await gateway.call('PUT', subject, {
		cookie: await gateway.signIn('agent'),
		body: { body: { summary: 'The drain of our lane' }, after: 0 }
	});
	await hangUp(gateway.services, call);
	const { json } = await post<{ callback: boolean }>(gateway, 'agent', `/api/calls/${call}/wrap-up`, {
		disposition: 'broken_off'
	});
	expect(json.callback).toBe(true);
	const [row] = await rows(gateway, from);
	expect(row).toMatchObject({ reason: 'broken_off', call, state: 'open' });
	expect(await draftOf('agent2')).toBeNull();
	await act(gateway, 'agent2', row!.id, 'take');
	expect((await draftOf('agent2'))?.body).toEqual({ summary: 'The drain of our lane' });
	expect(await draftOf('agent')).toBeNull();
});

test('every time to call lies between nine and six in India, and never before what was asked', async ({
	gateway
}) => {
	const instant = fc.date({
		min: new Date('2026-01-01T00:00:00Z'),
		max: new Date('2027-12-31T00:00:00Z'),
		noInvalidDate: true
	});
	await fc.assert(
		fc.asyncProperty(fc.array(instant, { minLength: 1, maxLength: 50 }), async (dates) => {
			const [{ outside, early, late }] = (await gateway.query<{
				outside: number;
				early: number;
				late: number;
			}>(
				`with tried as (
					select at, n, case n when 0 then calling_time(at) else next_attempt(n, at) end as due,
						(array['0 min', '15 min', '2 hours', '1 min'])[n + 1]::interval as least
					from unnest($1::timestamptz[]) at cross join generate_series(0, 3) n
				), local as (select *, due at time zone 'Asia/Kolkata' as there from tried)
				select count(*) filter (where not (extract(hour from there) >= 9 and extract(hour from there) < 18))::int as outside,
					count(*) filter (where due < at + least)::int as early,
					count(*) filter (where due > at + interval '33 hours')::int as late from local`,
				dates.map((date) => date.toISOString())
			)) as [{ outside: number; early: number; late: number }];
			expect({ outside, early, late }).toEqual({ outside: 0, early: 0, late: 0 });
		}),
		{ numRuns: 40 }
	);
});

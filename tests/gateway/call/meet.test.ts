import Fastify, { type FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { labVoiceAccounts } from '#adapters/lab/accounts-voice.ts';
import { labServer, type LabServer } from '#adapters/lab/server.ts';
import { telephone, type LiveCall, type PhoneHabit, type Telephone } from '#adapters/lab/telephone.ts';
import { noLimit } from '#contracts/access.ts';
import type { Part } from '#contracts/supervise.ts';
import { wishState } from '#db/agent-state.ts';
import { readDraft, saveDraft } from '#db/draft.ts';
import { keepScreens } from '#db/presence.ts';
import { ensureStaff } from '#db/staff.ts';
import { asActor, type Actor } from '#gateway/access/actor.ts';
import { accept } from '#gateway/call/accept.ts';
import { callOut } from '#gateway/call/call-out.ts';
import { take } from '#gateway/call/callback.ts';
import { block, unblock } from '#gateway/call/block.ts';
import { dispatch } from '#gateway/call/dispatch.ts';
import { hold, mute } from '#gateway/call/hold.ts';
import { showTelephone } from '#gateway/call/presence.ts';
import { leave, supervise } from '#gateway/call/supervise.ts';
import { sweepCalls } from '#gateway/call/sweep.ts';
import { colleagues, transfer } from '#gateway/call/transfer.ts';
import { wrapUp } from '#gateway/call/wrap-up.ts';
import { readConfig } from '#gateway/config.ts';
import { webhookRoutes } from '#gateway/intake/webhook.ts';
import { startWorkers } from '#gateway/jobs.ts';
import type { Services } from '#gateway/services.ts';
import { startServices } from '#gateway/start-services.ts';
import { cloneDatabase, type Database } from '../../support/database.ts';
import { newCaller } from '../../support/floor.ts';

const publicOrigin = 'https://sunwai.example.gov.in';
let own: Database;
let started: Awaited<ReturnType<typeof startServices>>;
let services: Services;
let server: LabServer;
let app: FastifyInstance;
let exchange: Telephone;

beforeAll(async () => {
	own = await cloneDatabase();
	server = await labServer(0);
	const accounts = labVoiceAccounts({ labUrl: server.url, publicOrigin });
	const config = readConfig({ SUNWAI_PUBLIC_ORIGIN: publicOrigin, SUNWAI_LOG: 'silent' });
	started = await startServices(config, own.url, accounts, 'x'.repeat(40));
	services = started.services;
	started.onCommitted(await startWorkers(services));
	app = Fastify();
	webhookRoutes(app, services);
	await app.listen({ port: 0, host: '127.0.0.1' });
	const gatewayUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
	exchange = telephone({ server, accounts, gatewayUrl });
}, 60_000);
afterAll(async () => {
	await exchange.close();
	await app.close();
	await started.stop();
	await server.close();
	await own.drop();
}, 30_000);

const query = async <T = Record<string, unknown>>(text: string, ...values: unknown[]) =>
	(await services.pool.query({ text, values })).rows as T[];
const soon = <T>(work: () => T | Promise<T>) => vi.waitFor(work, { timeout: 15_000, interval: 30 });

let people = 0;
/** An agent with a telephone on the desk that behaves like this, or without one of ours; everybody else goes home. */
async function agent(habit: PhoneHabit | 'by hand' | null): Promise<{ actor: Actor; phone: string }> {
	const id = `agent-${people++}`;
	const phone = `+9172255501${String(10 + people)}`;
	const person = { id, name: id, email: `${id}@x.example`, role: 'agent' as const, language: 'pa' as const };
	await ensureStaff(services.pool, { ...person, scope: noLimit }, 'x');
	await keepScreens(services.pool, [{ screen: id, person: id, number: null, doing: 'looking' }]);
	await query(`update presence set at = now() + interval '1 hour'`);
	await query(`update agent_state set state = 'offline', call = null, reason = null`);
	exchange.phones.set(phone, habit === 'by hand' ? null : habit);
	await wishState(services.pool, id, {
		state: 'available',
		reason: null,
		endpoint: habit ? 'phone' : 'none',
		address: habit ? phone : null
	});
	return { actor: asActor({ ...person, scope: noLimit }, 'session'), phone };
}
/** A supervisor with a telephone that is answered. */
async function supervisor(): Promise<{ actor: Actor; phone: string }> {
	const id = `boss-${people++}`;
	const phone = `+9172255502${String(10 + people)}`;
	const person = {
		id,
		name: id,
		email: `${id}@x.example`,
		role: 'supervisor' as const,
		language: 'pa' as const
	};
	await ensureStaff(services.pool, { ...person, scope: noLimit }, 'x');
	exchange.phones.set(phone, answers);
	const paused = { state: 'paused', reason: 'meeting', endpoint: 'phone', address: phone } as const;
	await wishState(services.pool, id, paused);
	return { actor: asActor({ ...person, scope: noLimit }, 'session'), phone };
}
const answers: PhoneHabit = { does: 'answer', after_s: 0, then: ['press 1'] };
const stateOf = async ({ id }: Actor) =>
	(await query<{ state: string }>('select state from agent_state where person = $1', id))[0]!.state;
const callOf = async (call: LiveCall) =>
	(
		await query<{
			id: string;
			stage: string;
			ending: string | null;
			agent: string | null;
			queued_at: string;
		}>('select id::text, stage, ending, agent, queued_at from call where external_id = $1', call.id)
	)[0]!;
const entryOf = async (call: LiveCall) =>
	(
		await query<{ state: string; queued_at: string }>(
			'select q.state, q.queued_at from queue_entry q join call c on c.id = q.call where c.external_id = $1',
			call.id
		)
	)[0]!;
/** A caller whom keys alone did not help, who may be recorded, in the queue; held out to the agent, who takes the call. */
async function accepted(via: string, actor: Actor) {
	const call = await exchange.scriptedCall({ via, from: newCaller() }, [
		'press 2',
		'press 7',
		'press 7',
		'press 7',
		'wait'
	]);
	expect(await callOf(call)).toMatchObject({ stage: 'queued' });
	await dispatch(services);
	const [offer] = await query<{ id: string }>(
		`select id::text from offer where person = $1 and state = 'pending'`,
		actor.id
	);
	await accept(services, actor, offer!.id);
	return call;
}
/** The telephone rings. */
const ringing = (phone: string) =>
	soon(() => {
		const [line] = exchange.calls(phone);
		expect(line?.state).toBe('ringing');
		return line!;
	});
const inCall = (actor: Actor) => soon(async () => expect(await stateOf(actor)).toBe('on_call'));

describe.each(['twilio', 'vonage'])('caller and agent through %s', (via) => {
	test('hear each other once the telephone was taken by a key, and part when the caller hangs up', async () => {
		const { actor, phone } = await agent(answers);
		const call = await accepted(via, actor);
		await inCall(actor);
		const [line] = exchange.calls(phone);
		await soon(() => {
			expect(exchange.hears(call.id, line!.id)).toBe(true);
			expect(exchange.hears(line!.id, call.id)).toBe(true);
		});
		expect(await callOf(call)).toMatchObject({ stage: 'connected', agent: actor.id });
		await call.hangUp();
		expect(await callOf(call)).toMatchObject({ stage: 'ended', ending: 'completed' });
		expect(await stateOf(actor)).toBe('wrap_up');
		await soon(() => expect(line!.state).toBe('ended'));
		await soon(async () =>
			expect(await query('select from call_leg where person = $1 and rank < 9', actor.id)).toHaveLength(0)
		);
	});

	test('part when the agent hangs up', async () => {
		const { actor, phone } = await agent(answers);
		const call = await accepted(via, actor);
		await inCall(actor);
		const [line] = exchange.calls(phone);
		await line!.hangUp();
		await soon(async () => expect(await callOf(call)).toMatchObject({ stage: 'ended', ending: 'completed' }));
		expect(await stateOf(actor)).toBe('wrap_up');
		await soon(() => expect(call.state).toBe('ended'));
	});

	test.for(['unanswered', 'busy', 'rejected'] as const)(
		'do not meet when the telephone is %s; the caller waits on at the old place',
		async (outcome) => {
			const { actor, phone } = await agent('by hand');
			const call = await accepted(via, actor);
			const before = await entryOf(call);
			const line = await ringing(phone);
			await line.decline(outcome);
			await soon(async () => expect(await stateOf(actor)).toBe('not_responding'));
			expect(await entryOf(call)).toEqual({ state: 'waiting', queued_at: before.queued_at });
			// The waiting goes on where it was: the key for a call back still works.
			await call.press('1');
			await soon(async () => expect(await callOf(call)).toMatchObject({ ending: 'callback_requested' }));
		}
	);

	test('do not meet when a machine picks up, for it presses nothing', async () => {
		const { actor } = await agent({ does: 'answer', after_s: 0, then: ['wait'] });
		const call = await accepted(via, actor);
		await soon(async () => expect(await stateOf(actor)).toBe('not_responding'));
		expect(await entryOf(call)).toMatchObject({ state: 'waiting' });
		await call.hangUp();
	});

	test('a caller who hangs up while the telephone rings leaves the agent free', async () => {
		const { actor, phone } = await agent('by hand');
		const call = await accepted(via, actor);
		const line = await ringing(phone);
		await call.hangUp();
		expect(await callOf(call)).toMatchObject({ ending: 'abandoned_ringing' });
		expect(await stateOf(actor)).toBe('available');
		await soon(() => expect(line.state).toBe('ended'));
	});

	test('on hold neither hears the other; muted, the agent hears and is not heard', async () => {
		const { actor, phone } = await agent(answers);
		const call = await accepted(via, actor);
		await inCall(actor);
		const [line] = exchange.calls(phone);
		const { id } = await callOf(call);
		const hearing = () => [exchange.hears(call.id, line!.id), exchange.hears(line!.id, call.id)];
		// The exchange does what it was asked a moment after it answered.
		const nowHearing = (both: boolean[]) => soon(() => expect(hearing()).toEqual(both));
		await nowHearing([true, true]);
		const other = { ...actor, id: 'somebody else' };
		await expect(hold(services, other, id, true)).rejects.toMatchObject({ code: 'not_yours' });
		await hold(services, actor, id, true);
		await nowHearing([false, false]);
		expect(await stateOf(actor)).toBe('hold');
		expect((await showTelephone(services, actor)).call).toMatchObject({ held: true, muted: false });
		await hold(services, actor, id, false);
		await nowHearing([true, true]);
		await mute(services, actor, id, true);
		await nowHearing([false, true]);
		expect((await showTelephone(services, actor)).call).toMatchObject({ held: false, muted: true });
		await mute(services, actor, id, false);
		await nowHearing([true, true]);
		await call.hangUp();
		expect((await showTelephone(services, actor)).call).toMatchObject({ stage: 'ended', verbs: [] });
		await expect(hold(services, actor, id, true)).rejects.toMatchObject({ code: 'not_now' });
	});

	test('a call is passed on with its form and its place, and its first agent is free', async () => {
		const first = await agent(answers);
		const call = await accepted(via, first.actor);
		await inCall(first.actor);
		const { id, queued_at } = await callOf(call);
		await saveDraft(services.pool, first.actor.id, `call:${id}`, { text: 'half a sentence' }, 0);
		const second = await agent(answers);
		// Making the second sent the first home.
		await query(`update agent_state set state = 'on_call', call = $2 where person = $1`, first.actor.id, id);
		expect((await colleagues(services, first.actor)).rows.map((one) => one.id)).toContain(second.actor.id);
		await hold(services, first.actor, id, true);
		await transfer(services, first.actor, id, { person: second.actor.id });
		expect(await stateOf(first.actor)).toBe('available');
		await soon(() => expect(call.room).toBeFalsy());
		const offer = await soon(async () => {
			// A call that something else has in hand just now is passed over.
			await dispatch(services);
			const [made] = await query<{ id: string; person: string }>(
				`select id::text, person from offer where call = $1 and state = 'pending'`,
				id
			);
			expect(made).toMatchObject({ person: second.actor.id });
			return made!;
		});
		await accept(services, second.actor, offer.id);
		await inCall(second.actor);
		const [line] = exchange.calls(second.phone);
		await soon(() => {
			expect(exchange.hears(call.id, line!.id)).toBe(true);
			expect(exchange.hears(line!.id, call.id)).toBe(true);
		});
		await soon(() => expect(exchange.calls(first.phone)).toEqual([]));
		expect(await callOf(call)).toMatchObject({ stage: 'connected', agent: second.actor.id, queued_at });
		expect((await readDraft(services.pool, second.actor.id, `call:${id}`))?.body).toEqual({
			text: 'half a sentence'
		});
		await call.hangUp();
		expect([await stateOf(first.actor), await stateOf(second.actor)]).toEqual(['available', 'wrap_up']);
	});

	test('a supervisor listens, whispers, joins and leaves, each with a reason that is kept', async () => {
		const { actor, phone } = await agent(answers);
		const call = await accepted(via, actor);
		await inCall(actor);
		const { id } = await callOf(call);
		const boss = await supervisor();
		const go = (part: Part) => supervise(services, boss.actor, id, { part, reason: `to ${part}` });
		await go('listen');
		const [line] = exchange.calls(phone);
		const [third] = await soon(() => {
			const lines = exchange.calls(boss.phone);
			expect(lines[0]?.room).toBeTruthy();
			return lines;
		});
		const { hears } = exchange;
		/** Who hears the supervisor: the caller, the agent. */
		const heardBy = (wanted: boolean[]) =>
			soon(() => expect([hears(call.id, third!.id), hears(line!.id, third!.id)]).toEqual(wanted));
		await heardBy([false, false]);
		await soon(() => {
			expect(hears(third!.id, call.id)).toBe(true);
			expect(hears(third!.id, line!.id)).toBe(true);
		});
		const shown = async () => (await showTelephone(services, boss.actor)).supervising;
		await soon(async () => expect(await shown()).toMatchObject({ call: id, part: 'listen', there: true }));
		await go('whisper');
		await heardBy([false, true]);
		await go('join');
		await heardBy([true, true]);
		await go('listen');
		await heardBy([false, false]);
		await leave(services, boss.actor, id);
		await soon(() => expect(exchange.calls(boss.phone)).toEqual([]));
		expect(hears(call.id, line!.id)).toBe(true);
		await soon(async () => expect(await shown()).toBeNull());
		const said = await query<{ detail: { part: string; reason: string } }>(
			`select detail from audit where action = 'call:supervised' and subject = $1 order by id`,
			id
		);
		expect(said.map(({ detail }) => detail.reason)).toEqual([
			'to listen',
			'to whisper',
			'to join',
			'to listen'
		]);
		await call.hangUp();
		await expect(go('listen')).rejects.toMatchObject({ code: 'not_now' });
	});

	test('a supervisor who asks to join at once is heard by both as soon as they have picked up', async () => {
		const { actor, phone } = await agent(answers);
		const call = await accepted(via, actor);
		await inCall(actor);
		const boss = await supervisor();
		const { id } = await callOf(call);
		await supervise(services, boss.actor, id, { part: 'join', reason: 'An angry caller' });
		await soon(() => {
			const [[line], [third]] = [exchange.calls(phone), exchange.calls(boss.phone)];
			expect(exchange.hears(call.id, third!.id)).toBe(true);
			expect(exchange.hears(line!.id, third!.id)).toBe(true);
		});
		await call.hangUp();
		await soon(() => expect(exchange.calls(boss.phone)).toEqual([]));
	});

	test('a number that is kept out hears so, and reaches the queue before all others in an emergency', async () => {
		const { actor } = await agent(answers);
		const from = newCaller();
		const boss = await supervisor();
		await expect(
			block(services, boss.actor, { phone: '12', reason: 'Abusive', days: 1 })
		).rejects.toMatchObject({ code: 'invalid' });
		const { id } = await block(services, boss.actor, { phone: from, reason: 'Abusive', days: 1 });
		await expect(
			block(services, boss.actor, { phone: from, reason: 'Abusive', days: 1 })
		).rejects.toMatchObject({ code: 'blocked' });
		const ring = (keys: string[]) => exchange.scriptedCall({ via, from }, keys as 'hang up'[]);
		const out = await ring(['press 5']);
		expect(out.heard.some((address) => address.includes('/pa/kept-out'))).toBe(true);
		await soon(async () => expect(await callOf(out)).toMatchObject({ stage: 'ended', ending: 'rejected' }));
		const need = await ring(['press 1']);
		expect(
			await query(
				'select priority from queue_entry q join call c on c.id = q.call where external_id = $1',
				need.id
			)
		).toEqual([{ priority: 9 }]);
		await dispatch(services);
		await soon(async () => {
			const shown = await showTelephone(services, actor);
			expect(shown.call).toMatchObject({ emergency: true });
		});
		await need.hangUp();
		await soon(async () => expect(await stateOf(actor)).toBe('available'));
		await unblock(services, boss.actor, id);
		const again = await ring(['press 2']);
		expect(again.heard.some((address) => address.includes('kept-out'))).toBe(false);
		await again.hangUp();
	});

	test('an agent calls back: first their own telephone, then the one who waits, and what it came to is noted', async () => {
		const { actor, phone } = await agent(answers);
		const citizen = newCaller();
		const waiting = async () => {
			const [row] = await query<{ id: string }>(
				`insert into callback (phone, reason, language, queued_at, due_at) values ($1, 'asked', 'pa', now(), now())
					returning id::text`,
				citizen
			);
			await take(services, actor, row!.id);
			return row!.id;
		};
		const state = async (id: string) =>
			(await query('select state, outcome, attempts from callback where id = $1', id))[0];
		const reached = await waiting();
		await expect(callOut(services, (await supervisor()).actor, reached)).rejects.toMatchObject({
			code: 'not_taken'
		});
		exchange.phones.set(citizen, { does: 'answer', after_s: 0, then: ['wait'] });
		const { call } = await callOut(services, actor, reached);
		await expect(callOut(services, actor, reached)).rejects.toMatchObject({ code: 'busy' });
		await inCall(actor);
		const [[line], [theirs]] = [exchange.calls(phone), exchange.calls(citizen)];
		await soon(() => {
			expect(exchange.hears(theirs!.id, line!.id)).toBe(true);
			expect(exchange.hears(line!.id, theirs!.id)).toBe(true);
		});
		expect((await showTelephone(services, actor)).call).toMatchObject({
			id: call,
			direction: 'out',
			caller: { phone: citizen }
		});
		await theirs!.hangUp();
		await soon(async () => expect(await stateOf(actor)).toBe('wrap_up'));
		await wrapUp(services, actor, call, 'information_given');
		expect(await state(reached)).toEqual({ state: 'done', outcome: 'reached', attempts: 1 });
		expect(await stateOf(actor)).toBe('available');

		for (const [does, outcome] of [
			['busy', 'busy'],
			['fail', 'no_answer']
		] as const) {
			const missed = await waiting();
			exchange.phones.set(citizen, { does, after_s: 0 });
			await callOut(services, actor, missed);
			await soon(async () => expect(await state(missed)).toEqual({ state: 'open', outcome, attempts: 1 }));
			await soon(async () => expect(await stateOf(actor)).toBe('available'));
			await soon(() => expect(exchange.calls(phone)).toEqual([]));
			await query(`update callback set state = 'done', closed_at = now() where id = $1`, missed);
		}

		const silent = await waiting();
		exchange.phones.set(phone, { does: 'reject', after_s: 0 });
		await callOut(services, actor, silent);
		await soon(async () => expect(await stateOf(actor)).toBe('available'));
		expect(exchange.calls(citizen)).toEqual([]);
	});

	test('what was said is kept with the call, and nothing of it goes to the queue', async () => {
		const { actor } = await agent(answers);
		const call = await accepted(via, actor);
		await inCall(actor);
		const { id } = await callOf(call);
		await call.hangUp();
		await soon(async () =>
			expect(await query('select state from recording where call = $1', id)).toEqual([{ state: 'stored' }])
		);
		expect(await query('select number from call where id = $1', id)).toEqual([{ number: null }]);
	});

	test('an agent without a telephone of ours has the call once the caller is in its room', async () => {
		const { actor } = await agent(null);
		const call = await accepted(via, actor);
		await inCall(actor);
		await soon(() => expect(call.room).toBeTruthy());
		await call.hangUp();
		expect(await stateOf(actor)).toBe('wrap_up');
	});

	test('a call whose end nobody told is asked for, and ends as it was; one that goes on goes on', async () => {
		const { actor } = await agent(answers);
		const over = await exchange.scriptedCall({ via, from: newCaller() }, ['press 2']);
		const on = await exchange.scriptedCall({ via, from: newCaller() }, ['press 2']);
		exchange.faults.setFaults(`ivr-${via}`, { drop: 1 });
		await over.hangUp();
		exchange.faults.setFaults(`ivr-${via}`, {});
		expect(await callOf(over)).toMatchObject({ stage: 'ivr' });
		const fallSilent = (call: LiveCall) =>
			query(
				`update call set heard_at = now() - interval '61 seconds', asked_at = null where external_id = $1`,
				call.id
			);
		await sweepCalls(services);
		expect(await callOf(over)).toMatchObject({ stage: 'ivr' });
		for (const call of [over, on]) await fallSilent(call);
		await sweepCalls(services);
		expect(await callOf(over)).toMatchObject({ stage: 'ended', ending: 'abandoned_ivr' });
		expect(await callOf(on)).toMatchObject({ stage: 'ivr' });
		await on.hangUp();
		expect(await stateOf(actor)).toBe('available');
	});
});

test('a call that its provider knows nothing of is left alone, and given up after hours', async () => {
	const [{ id }] = (await query<{ id: string }>(
		`insert into call (account, external_id, from_address, heard_at)
			values ('ivr-twilio', 'CA${'0'.repeat(32)}', '+919814099999', now() - interval '2 minutes') returning id::text`
	)) as [{ id: string }];
	const stage = async () =>
		(await query<{ stage: string }>('select stage from call where id = $1', id))[0]!.stage;
	await sweepCalls(services);
	expect(await stage()).toBe('new');
	await query(
		`update call set heard_at = now() - interval '6 hours 1 minute', asked_at = null where id = $1`,
		id
	);
	await sweepCalls(services);
	expect(await query('select stage, state, ending from call where id = $1', id)).toEqual([
		{ stage: 'ended', state: 'lost', ending: 'abandoned_ivr' }
	]);
});

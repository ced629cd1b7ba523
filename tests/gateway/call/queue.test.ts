import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { noLimit, type Scope } from '#contracts/access.ts';
import { keepScreens } from '#db/presence.ts';
import { readPlace } from '#db/call-queue.ts';
import { wishState } from '#db/agent-state.ts';
import { ensureStaff } from '#db/staff.ts';
import { accept, decline } from '#gateway/call/accept.ts';
import { offerCalls } from '#gateway/call/dispatch.ts';
import { expireOffers, expireRinging } from '#gateway/call/expire.ts';
import { readConfig } from '#gateway/config.ts';
import { asActor, type Actor } from '#gateway/access/actor.ts';
import { startServices } from '#gateway/start-services.ts';
import type { Services } from '#gateway/services.ts';
import { cloneDatabase, type Database } from '../../support/database.ts';
import { hangUp, waitingCall } from '../../support/floor.ts';

let own: Database;
let started: Awaited<ReturnType<typeof startServices>>;
let services: Services;
beforeAll(async () => {
	own = await cloneDatabase();
	const config = readConfig({ SUNWAI_PUBLIC_ORIGIN: 'https://sunwai.example', SUNWAI_LOG: 'silent' });
	started = await startServices(config, own.url, [], 'x'.repeat(40));
	services = started.services;
}, 60_000);
afterAll(async () => {
	await started.stop();
	await own.drop();
}, 30_000);

const query = async <T = Record<string, unknown>>(text: string, ...values: unknown[]) =>
	(await services.pool.query({ text, values })).rows as T[];
let people = 0;
/** Somebody at the telephone, with a screen of theirs connected. */
async function agent(scope: Partial<Scope> = {}, role: 'agent' | 'viewer' = 'agent'): Promise<Actor> {
	const id = `agent-${people++}`;
	const person = {
		id,
		name: id,
		email: `${id}@x.example`,
		role,
		language: 'pa' as const,
		scope: { ...noLimit, ...scope }
	};
	await ensureStaff(services.pool, person, 'x');
	await keepScreens(services.pool, [{ screen: id, person: id, number: null, doing: 'looking' }]);
	// Nobody keeps it alive here, and a slow machine is no absence.
	await query(`update presence set at = now() + interval '1 hour' where person = $1`, id);
	await free(id);
	return asActor(person, 'session');
}
const free = (person: string) =>
	wishState(services.pool, person, { state: 'available', reason: null, address: null });
const stateOf = async (person: Actor) =>
	(
		await query<{ state: string; call: string | null }>(
			'select state, call::text from agent_state where person = $1',
			person.id
		)
	)[0]!;
const offers = () =>
	query<{ id: string; call: string; person: string }>(
		`select id::text, call::text, person from offer where state = 'pending' order by id`
	);
const offerOf = async (person: Actor) => (await offers()).find((offer) => offer.person === person.id);
const entryOf = async (call: string) =>
	(
		await query<{ state: string; queued_at: string }>(
			'select state, queued_at from queue_entry where call = $1',
			call
		)
	)[0]!;
/** Lets time pass: what was written lies so much further back. */
const lapse = (seconds: number) =>
	query(
		`with o as (update offer set offered_at = offered_at - make_interval(secs => $1),
				expires_at = expires_at - make_interval(secs => $1), ended_at = ended_at - make_interval(secs => $1))
			update agent_state set since = since - make_interval(secs => $1)`,
		seconds
	);

beforeEach(async () => {
	const live = await query<{ id: string }>(`select id::text from call where stage <> 'ended'`);
	for (const { id } of live) await hangUp(services, id);
	await query(`update agent_state set state = 'offline', call = null, reason = null`);
});

describe('who gets which call', () => {
	test('the longest waiting caller goes to the agent who rests longest', async () => {
		const [first, second] = [await agent(), await agent()];
		const [older, newer] = [await waitingCall(services), await waitingCall(services)];
		expect(await offerCalls(services)).toBe(2);
		expect(await offers()).toMatchObject([
			{ call: older, person: first.id },
			{ call: newer, person: second.id }
		]);
		expect(await stateOf(first)).toEqual({ state: 'reserved', call: older });
	});

	test('a call goes only to somebody who speaks its language', async () => {
		const [hindi, english] = [await agent({ languages: ['hi'] }), await agent({ languages: ['en', 'pa'] })];
		const call = await waitingCall(services, { language: 'en' });
		await offerCalls(services);
		expect(await offers()).toMatchObject([{ call, person: english.id }]);
		await waitingCall(services, { language: 'en' });
		expect(await offerCalls(services)).toBe(0);
		expect((await stateOf(hindi)).state).toBe('available');
	});

	test('nobody whose skills leave out the telephone, whose role may not, or who is gone is asked', async () => {
		await agent({ channels: ['email'] });
		await agent({}, 'viewer');
		const away = await agent();
		const paused = await agent();
		await wishState(services.pool, paused.id, { state: 'paused', reason: 'meal', address: null });
		await query('delete from presence where person = $1', away.id);
		const closed = await agent();
		await query('update access.staff set active = false where id = $1', closed.id);
		await waitingCall(services);
		expect(await offerCalls(services)).toBe(0);
	});

	test('a department has its own agents first, and after a while anybody of the language', async () => {
		const water = await agent({ departments: ['403'] });
		const power = await agent({ departments: ['411'] });
		await query(`update agent_state set idle_since = now() - interval '1 hour' where person = $1`, power.id);
		const call = await waitingCall(services, { department: '403' });
		await offerCalls(services);
		expect(await offers()).toMatchObject([{ call, person: water.id }]);
		const next = await waitingCall(services, { department: '403' });
		expect(await offerCalls(services)).toBe(0);
		await query(`update queue_entry set queued_at = queued_at - interval '31 seconds' where call = $1`, next);
		await offerCalls(services);
		expect((await offerOf(power))?.call).toBe(next);
	});

	test('priority goes first, and is overtaken by who has waited long enough', async () => {
		const plain = await waitingCall(services);
		const urgent = await waitingCall(services, { priority: 2 });
		await agent();
		await offerCalls(services);
		expect(await offers()).toMatchObject([{ call: urgent }]);
		await hangUp(services, urgent);
		const again = await waitingCall(services, { priority: 2 });
		await query(
			`update queue_entry set queued_at = queued_at - interval '241 seconds' where call = $1`,
			plain
		);
		await offerCalls(services);
		expect(await offers()).toMatchObject([{ call: plain }]);
		expect((await entryOf(again)).state).toBe('waiting');
	});

	test('many gateways at once give each call to one agent and each agent one call', async () => {
		const agents = await Promise.all(Array.from({ length: 12 }, () => agent()));
		const calls = await Promise.all(Array.from({ length: 20 }, () => waitingCall(services)));
		await Promise.all(Array.from({ length: 8 }, () => offerCalls(services)));
		// Rounds pass over what another has in hand; the next one takes it.
		await offerCalls(services);
		const made = await offers();
		expect(new Set(made.map(({ call }) => call)).size).toBe(12);
		expect(new Set(made.map(({ person }) => person))).toEqual(new Set(agents.map(({ id }) => id)));
		expect(made.every(({ call }) => calls.includes(call))).toBe(true);
	});
});

describe('an offer', () => {
	test('is accepted exactly once, however many say so at the same time', async () => {
		const person = await agent();
		const call = await waitingCall(services);
		await offerCalls(services);
		const { id } = (await offerOf(person))!;
		const other = await agent();
		const answers = await Promise.allSettled([
			...Array.from({ length: 15 }, () => accept(services, person, id)),
			...Array.from({ length: 15 }, () => accept(services, other, id))
		]);
		expect(answers.slice(0, 15).every(({ status }) => status === 'fulfilled')).toBe(true);
		expect(answers.slice(15).every(({ status }) => status === 'rejected')).toBe(true);
		expect(await query(`select from call_event where call = $1 and kind = 'accepted'`, call)).toHaveLength(1);
		expect(
			await query(`select from pgboss.job where name = 'telephone' and data->>'call' = $1`, call)
		).toHaveLength(1);
		expect(await query('select stage, agent from call where id = $1', call)).toEqual([
			{ stage: 'ringing_agent', agent: person.id }
		]);
		expect((await stateOf(person)).state).toBe('ringing');
		expect((await entryOf(call)).state).toBe('taken');
	});

	test('and its lapse exclude each other', async () => {
		for (let round = 0; round < 10; round++) {
			const person = await agent();
			const call = await waitingCall(services);
			await offerCalls(services);
			const { id } = (await offerOf(person))!;
			// On the edge: whichever comes first decides.
			await query(
				`update offer set expires_at = clock_timestamp() + interval '3 milliseconds' where id = $1`,
				id
			);
			const [accepted] = await Promise.allSettled([
				accept(services, person, id),
				...Array.from({ length: 6 }, () => expireOffers(services))
			]);
			await expireOffers(services);
			await vi.waitFor(async () => {
				await expireOffers(services);
				const [offer] = await query<{ state: string }>('select state from offer where id = $1', id);
				expect(offer!.state).not.toBe('pending');
			});
			const taken = accepted.status === 'fulfilled';
			expect((await entryOf(call)).state).toBe(taken ? 'taken' : 'waiting');
			expect((await stateOf(person)).state).toBe(taken ? 'ringing' : 'not_responding');
			await hangUp(services, call);
			await wishState(services.pool, person.id, { state: 'offline', reason: null, address: null });
		}
	});

	test('that nobody answers sets the agent aside, and the caller keeps the place', async () => {
		const person = await agent();
		const call = await waitingCall(services);
		const later = await waitingCall(services);
		const before = await entryOf(call);
		await offerCalls(services);
		const { id } = (await offerOf(person))!;
		await expireOffers(services);
		expect((await stateOf(person)).state).toBe('reserved');
		await lapse(20);
		await expireOffers(services);
		expect(await stateOf(person)).toEqual({ state: 'not_responding', call: null });
		expect(await entryOf(call)).toEqual({ ...before, state: 'waiting' });
		await expect(accept(services, person, id)).rejects.toMatchObject({ code: 'gone' });
		expect(await offerCalls(services)).toBe(0);
		const next = await agent();
		await offerCalls(services);
		expect((await offerOf(next))?.call).toBe(call);
		expect((await entryOf(later)).state).toBe('waiting');
		await free(person.id);
		await offerCalls(services);
		expect((await offerOf(person))?.call).toBe(later);
	});

	test('that is declined goes to another, and the agent stays free for other calls', async () => {
		const person = await agent();
		const call = await waitingCall(services);
		await offerCalls(services);
		const { id } = (await offerOf(person))!;
		await decline(services, person, id);
		expect((await stateOf(person)).state).toBe('available');
		expect(await offerCalls(services)).toBe(0);
		const other = await waitingCall(services);
		await offerCalls(services);
		expect((await offerOf(person))?.call).toBe(other);
		expect((await entryOf(call)).state).toBe('waiting');
		await expect(decline(services, person, id)).rejects.toMatchObject({ code: 'gone' });
	});

	test('ends with the caller: the agent is free and keeps their turn', async () => {
		const person = await agent();
		const [{ idle_since: before }] = (await query<{ idle_since: string }>(
			'select idle_since from agent_state where person = $1',
			person.id
		)) as [{ idle_since: string }];
		const call = await waitingCall(services);
		await offerCalls(services);
		const { id } = (await offerOf(person))!;
		await hangUp(services, call);
		expect(await stateOf(person)).toEqual({ state: 'available', call: null });
		expect(await query('select idle_since from agent_state where person = $1', person.id)).toEqual([
			{ idle_since: before }
		]);
		await expect(accept(services, person, id)).rejects.toMatchObject({ code: 'gone' });
		expect(await query('select ending from call where id = $1', call)).toEqual([
			{ ending: 'abandoned_ringing' }
		]);
	});

	test('that was accepted by a process which died is given back', async () => {
		const person = await agent();
		const call = await waitingCall(services);
		const before = await entryOf(call);
		await offerCalls(services);
		await accept(services, person, (await offerOf(person))!.id);
		await expireRinging(services);
		expect((await entryOf(call)).state).toBe('taken');
		await lapse(46);
		await expireRinging(services);
		expect(await entryOf(call)).toEqual({ ...before, state: 'waiting' });
		expect((await stateOf(person)).state).toBe('not_responding');
		expect(await query('select agent from call where id = $1', call)).toEqual([{ agent: null }]);
	});
});

test('the place counts those of the same language before one, and the wait is shared by who is there', async () => {
	const [first, , third] = [
		await waitingCall(services),
		await waitingCall(services, { language: 'hi' }),
		await waitingCall(services)
	];
	const place = (call: string) => readPlace(services.pool, call, ['agent'], 45);
	expect(await place(first)).toMatchObject({ position: 1, wait: 240, due: true });
	expect(await place(third)).toMatchObject({ position: 2, wait: 480 });
	const [busy] = [await agent(), await agent({ languages: ['hi'] })];
	await agent();
	expect(await place(third)).toMatchObject({ position: 2, wait: 240 });
	await wishState(services.pool, busy.id, { state: 'paused', reason: 'meal', address: null });
	expect(await place(third)).toMatchObject({ wait: 480 });
	const urgent = await waitingCall(services, { priority: 1 });
	expect(await place(urgent)).toMatchObject({ position: 1 });
	expect(await place(first)).toMatchObject({ position: 2 });
});

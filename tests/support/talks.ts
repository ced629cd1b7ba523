import { expect, vi } from 'vitest';
import type { LiveCall, PhoneHabit } from '#adapters/lab/telephone.ts';
import { noLimit } from '#contracts/access.ts';
import { wishState } from '#db/agent-state.ts';
import { keepScreens } from '#db/presence.ts';
import { ensureStaff } from '#db/staff.ts';
import { asActor, type Actor } from '#gateway/access/actor.ts';
import { accept } from '#gateway/call/accept.ts';
import { dispatch } from '#gateway/call/dispatch.ts';
import { openExchange } from './exchange.ts';
import { newCaller } from './floor.ts';

/** Picks up and takes the call by its key. */
export const answers: PhoneHabit = { does: 'answer', after_s: 0, then: ['press 1'] };

/** Till it holds: what a carrier was told to do it does a moment later. */
export const soon = <T>(work: () => T | Promise<T>) => vi.waitFor(work, { timeout: 15_000, interval: 30 });

/** Somebody at a telephone on the desk. */
export interface Seat {
	actor: Actor;
	phone: string;
}

/** An exchange with agents at telephones, and callers whom they talk to. */
export async function openTalks() {
	const house = await openExchange();
	const { services, query, exchange } = house;
	let people = 0;
	const seat = async (role: 'agent' | 'supervisor', habit: PhoneHabit | 'by hand' | null) => {
		const id = `${role}-${people++}`;
		const phone = `+9172255501${String(10 + people)}`;
		const person = { id, name: id, email: `${id}@x.example`, role, language: 'pa' as const };
		await ensureStaff(services.pool, { ...person, scope: noLimit }, 'x');
		await keepScreens(services.pool, [{ screen: id, person: id, number: null, doing: 'looking' }]);
		await query(`update presence set at = now() + interval '1 hour' where person = $1`, id);
		exchange.phones.set(phone, habit === 'by hand' ? null : habit);
		const there = { endpoint: habit ? 'phone' : 'none', address: habit ? phone : null } as const;
		const wish =
			role === 'agent'
				? ({ state: 'available', reason: null } as const)
				: ({ state: 'paused', reason: 'meeting' } as const);
		await wishState(services.pool, id, { ...wish, ...there });
		return { actor: asActor({ ...person, scope: noLimit }, 'session'), phone };
	};
	/** Another agent with a telephone that behaves like this, or without one of ours. */
	const colleague = (habit: PhoneHabit | 'by hand' | null): Promise<Seat> => seat('agent', habit);
	/** The same; everybody else goes home. */
	const agent = async (habit: PhoneHabit | 'by hand' | null): Promise<Seat> => {
		await query(`update agent_state set state = 'offline', call = null, reason = null`);
		return colleague(habit);
	};
	/** A supervisor with a telephone that is answered. */
	const supervisor = (): Promise<Seat> => seat('supervisor', answers);
	const stateOf = async ({ id }: Actor) =>
		(await query<{ state: string }>('select state from agent_state where person = $1', id))[0]!.state;
	const callOf = async (call: LiveCall) =>
		(
			await query<{
				id: string;
				stage: string;
				ending: string | null;
				agent: string | null;
				held: boolean;
				queued_at: string;
			}>('select id::text, stage, ending, agent, held, queued_at from call where external_id = $1', call.id)
		)[0]!;
	const entryOf = async (call: LiveCall) =>
		(
			await query<{ state: string; queued_at: string }>(
				'select q.state, q.queued_at from queue_entry q join call c on c.id = q.call where c.external_id = $1',
				call.id
			)
		)[0]!;
	/** Somebody free takes the call that is held out to them. */
	const take = async (actor: Actor) => {
		const offer = await soon(async () => {
			// A call that something else has in hand just now is passed over.
			await dispatch(services);
			const [made] = await query<{ id: string }>(
				`select id::text from offer where person = $1 and state = 'pending'`,
				actor.id
			);
			return made ?? expect.fail('nothing is held out');
		});
		await accept(services, actor, offer.id);
	};
	/** A caller whom keys alone did not help, who may be recorded, in the queue; held out to the agent, who takes the call. */
	const accepted = async (via: string, actor: Actor) => {
		const call = await exchange.scriptedCall({ via, from: newCaller() }, [
			'press 2',
			'press 7',
			'press 7',
			'press 7',
			'wait'
		]);
		expect(await callOf(call)).toMatchObject({ stage: 'queued' });
		await take(actor);
		return call;
	};
	const inCall = (actor: Actor) => soon(async () => expect(await stateOf(actor)).toBe('on_call'));
	/** Who hears whom by now, in pairs of ear and mouth. */
	const hearing = (pairs: [LiveCall, LiveCall, boolean][]) =>
		soon(() =>
			expect(pairs.map(([ear, mouth]) => exchange.hears(ear.id, mouth.id))).toEqual(
				pairs.map(([, , wanted]) => wanted)
			)
		);
	/** The telephone rings, or somebody is at it. */
	const lineOf = (phone: string) => soon(() => exchange.calls(phone)[0] ?? expect.fail('it does not ring'));
	/** A caller and an agent who talk to each other, and the agent's line. */
	const talk = async (via: string, { actor, phone }: Seat) => {
		const call = await accepted(via, actor);
		await inCall(actor);
		const line = await lineOf(phone);
		await hearing([
			[call, line, true],
			[line, call, true]
		]);
		return { call, line, id: (await callOf(call)).id };
	};
	/** The telephone rings. */
	const ringing = (phone: string) =>
		soon(() => {
			const [line] = exchange.calls(phone);
			expect(line?.state).toBe('ringing');
			return line!;
		});
	return {
		...{ ...house, agent, colleague, supervisor, stateOf, callOf, entryOf, take, accepted, inCall },
		...{ hearing, lineOf, talk, ringing }
	};
}
export type Talks = Awaited<ReturnType<typeof openTalks>>;

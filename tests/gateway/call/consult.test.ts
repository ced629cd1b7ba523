import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCallWall } from '#db/call-wall.ts';
import { readDraft, saveDraft } from '#db/draft.ts';
import { consult, turnConsult } from '#gateway/call/consult.ts';
import { dispatch } from '#gateway/call/dispatch.ts';
import { endOwn } from '#gateway/call/end-own.ts';
import { hold, mute } from '#gateway/call/hold.ts';
import { doAtTelephone } from '#gateway/call/job.ts';
import { showTelephone } from '#gateway/call/presence.ts';
import { wrapUp } from '#gateway/call/wrap-up.ts';
import { answers, openTalks, soon, type Seat, type Talks } from '../../support/talks.ts';

let house: Talks;
beforeAll(async () => {
	house = await openTalks();
}, 60_000);
afterAll(() => house.close(), 30_000);

const callShown = async ({ actor }: Seat) => (await showTelephone(house.services, actor)).call;
const turn = ({ actor }: Seat, id: string, to: Parameters<typeof turnConsult>[3]) =>
	turnConsult(house.services, actor, id, to);
const is = ({ actor }: Seat, state: string) =>
	soon(async () => expect(await house.stateOf(actor)).toBe(state));
const endings = (id: string) =>
	house.query<{ state: string }>('select state from consult where call = $1 order by id', id);

describe.each(['twilio', 'vonage'])('asking a colleague through %s', (via) => {
	/** A caller with an agent, who asks a colleague whose telephone behaves like this. */
	async function asking(habit: Parameters<Talks['colleague']>[0]) {
		const first = await house.agent(answers);
		const { call, line, id } = await house.talk(via, first);
		const second = await house.colleague(habit);
		await consult(house.services, first.actor, id, second.actor.id);
		return { first, second, call, line, id };
	}
	/** The same till the two agents talk, and the caller hears music. */
	async function talking() {
		const all = await asking(answers);
		const { call, line } = all;
		await is(all.second, 'on_call');
		const other = await house.lineOf(all.second.phone);
		await house.hearing([
			[line, other, true],
			[other, line, true],
			[call, line, false],
			[call, other, false],
			[line, call, false],
			[other, call, false]
		]);
		return { ...all, other };
	}
	type Together = Awaited<ReturnType<typeof talking>>;
	const backWithFirst = async ({ first, call, line, id }: Omit<Together, 'other'>) => {
		await house.hearing([
			[call, line, true],
			[line, call, true]
		]);
		await is(first, 'on_call');
		expect(await house.callOf(call)).toMatchObject({
			stage: 'connected',
			agent: first.actor.id,
			held: false
		});
		expect(await callShown(first)).toMatchObject({ id, hands: 'own', consult: null });
	};
	const withSecond = async ({ second, call, other }: Together) => {
		await house.hearing([
			[call, other, true],
			[other, call, true]
		]);
		await soon(async () =>
			expect(await house.callOf(call)).toMatchObject({ agent: second.actor.id, held: false })
		);
		expect(await house.stateOf(second.actor)).toBe('on_call');
	};

	test('gives them the call with its form; the first agent says what it was for them, and is free', async () => {
		const all = await talking();
		const { first, second, call, id } = all;
		expect((await callShown(first))?.verbs).toEqual(['mute', 'complete', 'join', 'cancel']);
		expect(await callShown(second)).toMatchObject({
			hands: 'asked',
			consult: { state: 'talking', name: first.actor.id },
			verbs: ['mute', 'leave']
		});
		const { agents } = await readCallWall(house.services.pool);
		expect([first, second].map(({ actor }) => agents.find((one) => one.id === actor.id)?.consult)).toEqual([
			{ part: 'asks', name: second.actor.id },
			{ part: 'asked', name: first.actor.id }
		]);
		await expect(endOwn(house.services, first.actor, id)).rejects.toMatchObject({ code: 'not_now' });
		await expect(turn(second, id, 'complete')).rejects.toMatchObject({ code: 'not_now' });
		await saveDraft(house.services.pool, first.actor.id, `call:${id}`, { text: 'half a sentence' }, 0);
		await turn(first, id, 'complete');
		await withSecond(all);
		await soon(() => expect(house.exchange.calls(first.phone)).toEqual([]));
		expect((await readDraft(house.services.pool, second.actor.id, `call:${id}`))?.body).toEqual({
			text: 'half a sentence'
		});
		expect(await house.stateOf(first.actor)).toBe('wrap_up');
		expect(await callShown(first)).toMatchObject({ id, hands: 'passed', disposition: null, verbs: [] });
		expect(await callShown(second)).toMatchObject({ hands: 'own', consult: null });
		await wrapUp(house.services, first.actor, id, 'passed_on');
		expect(await house.stateOf(first.actor)).toBe('available');
		expect(await house.stateOf(second.actor)).toBe('on_call');
		await call.hangUp();
		expect(await house.callOf(call)).toMatchObject({ stage: 'ended', ending: 'completed' });
		expect(await callShown(second)).toMatchObject({ hands: 'own', disposition: null });
		await wrapUp(house.services, second.actor, id, 'status_given');
		expect(
			await house.query(
				'select c.disposition, s.person, s.passed_to, s.disposition as first from call c join call_share s on s.call = c.id where c.id = $1',
				id
			)
		).toEqual([
			{
				disposition: 'status_given',
				person: first.actor.id,
				passed_to: second.actor.id,
				first: 'passed_on'
			}
		]);
	});

	test('all three talk, and the caller stays with the agent who stays', async () => {
		const all = await talking();
		const { first, call, line, other, id } = all;
		await turn(first, id, 'join');
		const everybody = [
			[call, line],
			[call, other],
			[line, call],
			[line, other],
			[other, call],
			[other, line]
		] as const;
		await house.hearing(everybody.map(([ear, mouth]) => [ear, mouth, true]));
		await mute(house.services, all.second.actor, id, true);
		await house.hearing(everybody.map(([ear, mouth]) => [ear, mouth, mouth !== other]));
		await mute(house.services, all.second.actor, id, false);
		// Whoever hangs up their telephone has left.
		await other.hangUp();
		await is(all.second, 'available');
		await backWithFirst(all);

		await consult(house.services, first.actor, id, all.second.actor.id);
		await is(all.second, 'on_call');
		const again = { ...all, other: await house.lineOf(all.second.phone) };
		await turn(first, id, 'join');
		await house.hearing([
			[call, line, true],
			[call, again.other, true]
		]);
		await line.hangUp();
		await withSecond(again);
		await is(first, 'wrap_up');
		expect(await endings(id)).toEqual([{ state: 'left' }, { state: 'passed' }]);
		await again.other.hangUp();
		await soon(async () => expect(await house.callOf(call)).toMatchObject({ ending: 'completed' }));
		await is(all.second, 'wrap_up');
	});

	test('leads back to the caller when it is given up, or the colleague leaves', async () => {
		const all = await talking();
		const { first, second, id } = all;
		await turn(first, id, 'cancel');
		await is(second, 'available');
		await backWithFirst(all);
		await soon(() => expect(house.exchange.calls(second.phone)).toEqual([]));
		await expect(turn(first, id, 'complete')).rejects.toMatchObject({ code: 'not_now' });

		await consult(house.services, first.actor, id, second.actor.id);
		await is(second, 'on_call');
		await turn(second, id, 'leave');
		await backWithFirst(all);
		expect(await house.stateOf(second.actor)).toBe('available');
		await all.call.hangUp();
	});

	test.for(['unanswered', 'busy', 'rejected'] as const)(
		'leads back to the caller when the telephone is %s',
		async (outcome) => {
			const all = await asking('by hand');
			await expect(
				consult(house.services, all.first.actor, all.id, all.second.actor.id)
			).rejects.toMatchObject({ code: 'not_now' });
			const rings = await house.ringing(all.second.phone);
			expect(await house.stateOf(all.second.actor)).toBe('ringing');
			expect(await callShown(all.second)).toMatchObject({ hands: 'asked', verbs: ['leave'] });
			await rings.decline(outcome);
			await is(all.second, 'not_responding');
			await backWithFirst(all);
			await all.call.hangUp();
		}
	);

	test('leads back when the colleague says on the screen that they will not, or lets it ring', async () => {
		const all = await asking('by hand');
		const { second, first, id } = all;
		await house.ringing(second.phone);
		await turn(second, id, 'leave');
		await backWithFirst(all);
		expect(await house.stateOf(second.actor)).toBe('available');
		await soon(() => expect(house.exchange.calls(second.phone)).toEqual([]));
		await consult(house.services, first.actor, id, second.actor.id);
		await house.ringing(second.phone);
		await soon(async () => {
			// Once more when it was dialled only now, and so rings anew.
			await house.query(`update consult set expires_at = now() where call = $1 and ended_at is null`, id);
			await dispatch(house.services);
			expect(await house.stateOf(second.actor)).toBe('not_responding');
		});
		await backWithFirst(all);
		expect(await endings(id)).toEqual([{ state: 'declined' }, { state: 'unanswered' }]);
		await all.call.hangUp();
	});

	test('ends with the call when the caller hangs up', async () => {
		const all = await talking();
		const { first, second, call, id } = all;
		await call.hangUp();
		expect(await house.callOf(call)).toMatchObject({ stage: 'ended', ending: 'completed' });
		expect([await house.stateOf(first.actor), await house.stateOf(second.actor)]).toEqual([
			'wrap_up',
			'available'
		]);
		expect(await endings(id)).toEqual([{ state: 'over' }]);
		await soon(() =>
			expect([...house.exchange.calls(first.phone), ...house.exchange.calls(second.phone)]).toEqual([])
		);
	});

	test('leaves the caller with the colleague when the first agent hangs up', async () => {
		const all = await talking();
		await all.line.hangUp();
		await withSecond(all);
		await is(all.first, 'wrap_up');
		await all.call.hangUp();
		await is(all.second, 'wrap_up');
	});

	test('leaves the caller in the queue, for the colleague first, when nobody has picked up yet', async () => {
		const all = await asking('by hand');
		const { first, second, call, line } = all;
		const { queued_at } = await house.callOf(call);
		await house.ringing(second.phone);
		await line.hangUp();
		await is(first, 'wrap_up');
		await is(second, 'available');
		expect(await house.callOf(call)).toMatchObject({ agent: null, queued_at });
		await soon(() => expect(call.room).toBeFalsy());
		house.exchange.phones.set(second.phone, answers);
		await house.take(second.actor);
		await house.inCall(second.actor);
		const other = await house.lineOf(second.phone);
		await withSecond({ ...all, other });
		await call.hangUp();
	});

	test('rings once and sets the caller apart once, however often the job is done', async () => {
		const all = await asking('by hand');
		const [{ id }] = (await house.query<{ id: string }>(
			'select id::text from consult where call = $1',
			all.id
		)) as [{ id: string }];
		await house.ringing(all.second.phone);
		for (const _ of [1, 2]) await doAtTelephone(house.services, { do: 'ask', consult: id });
		expect(house.exchange.calls(all.second.phone)).toHaveLength(1);
		expect(
			await house.query(`select from call_event where call = $1 and kind = 'held'`, all.id)
		).toHaveLength(1);
		// What is held by hand stays apart while a colleague is asked, and is brought back by the same job.
		await turn(all.first, all.id, 'cancel');
		await backWithFirst(all);
		await hold(house.services, all.first.actor, all.id, true);
		await consult(house.services, all.first.actor, all.id, all.second.actor.id);
		await house.ringing(all.second.phone);
		await doAtTelephone(house.services, { do: 'resume', call: all.id });
		expect(await house.callOf(all.call)).toMatchObject({ held: true });
		await turn(all.first, all.id, 'cancel');
		await backWithFirst(all);
		await all.call.hangUp();
	});
});

test('only who is free, at a screen and at a telephone that the carrier can ring is asked', async () => {
	const first = await house.agent(answers);
	const { call, id } = await house.talk('twilio', first);
	const mute = await house.colleague(null);
	const busy = await house.colleague(answers);
	await house.query(
		`update agent_state set state = 'paused', reason = 'break' where person = $1`,
		busy.actor.id
	);
	for (const { actor } of [mute, busy, first])
		await expect(consult(house.services, first.actor, id, actor.id)).rejects.toMatchObject({ code: 'gone' });
	expect(await house.callOf(call)).toMatchObject({ held: false });
	await call.hangUp();
});

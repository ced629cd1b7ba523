import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endOwn } from '#gateway/call/end-own.ts';
import { answers, openTalks, soon, type Talks } from '../../support/talks.ts';

let house: Talks;
beforeAll(async () => {
	house = await openTalks();
}, 60_000);
afterAll(() => house.close(), 30_000);

describe.each(['twilio', 'vonage'])('caller and agent through %s', (via) => {
	test('hear each other once the telephone was taken by a key, and part when the caller hangs up', async () => {
		const { actor, phone } = await house.agent(answers);
		const call = await house.accepted(via, actor);
		await house.inCall(actor);
		const [line] = house.exchange.calls(phone);
		await soon(() => {
			expect(house.exchange.hears(call.id, line!.id)).toBe(true);
			expect(house.exchange.hears(line!.id, call.id)).toBe(true);
		});
		expect(await house.callOf(call)).toMatchObject({ stage: 'connected', agent: actor.id });
		await call.hangUp();
		expect(await house.callOf(call)).toMatchObject({ stage: 'ended', ending: 'completed' });
		expect(await house.stateOf(actor)).toBe('wrap_up');
		await soon(() => expect(line!.state).toBe('ended'));
		await soon(async () =>
			expect(await house.query('select from call_leg where person = $1 and rank < 9', actor.id)).toHaveLength(
				0
			)
		);
	});

	test('part when the agent hangs up', async () => {
		const { actor, phone } = await house.agent(answers);
		const call = await house.accepted(via, actor);
		await house.inCall(actor);
		const [line] = house.exchange.calls(phone);
		await line!.hangUp();
		await soon(async () =>
			expect(await house.callOf(call)).toMatchObject({ stage: 'ended', ending: 'completed' })
		);
		expect(await house.stateOf(actor)).toBe('wrap_up');
		await soon(() => expect(call.state).toBe('ended'));
	});

	test.for(['unanswered', 'busy', 'rejected'] as const)(
		'do not meet when the telephone is %s; the caller waits on at the old place',
		async (outcome) => {
			const { actor, phone } = await house.agent('by hand');
			const call = await house.accepted(via, actor);
			const before = await house.entryOf(call);
			const line = await house.ringing(phone);
			await line.decline(outcome);
			await soon(async () => expect(await house.stateOf(actor)).toBe('not_responding'));
			expect(await house.entryOf(call)).toEqual({ state: 'waiting', queued_at: before.queued_at });
			// The waiting goes on where it was: the key for a call back still works.
			await call.press('1');
			await soon(async () =>
				expect(await house.callOf(call)).toMatchObject({ ending: 'callback_requested' })
			);
		}
	);

	test('do not meet when a machine picks up, for it presses nothing', async () => {
		const { actor } = await house.agent({ does: 'answer', after_s: 0, then: ['wait'] });
		const call = await house.accepted(via, actor);
		await soon(async () => expect(await house.stateOf(actor)).toBe('not_responding'));
		expect(await house.entryOf(call)).toMatchObject({ state: 'waiting' });
		await call.hangUp();
	});

	test('a caller who hangs up while the telephone rings leaves the agent free', async () => {
		const { actor, phone } = await house.agent('by hand');
		const call = await house.accepted(via, actor);
		const line = await house.ringing(phone);
		await call.hangUp();
		expect(await house.callOf(call)).toMatchObject({ ending: 'abandoned_ringing' });
		expect(await house.stateOf(actor)).toBe('available');
		await soon(() => expect(line.state).toBe('ended'));
	});

	test('what was said is kept with the call, and nothing of it goes to the queue', async () => {
		const { actor } = await house.agent(answers);
		const call = await house.accepted(via, actor);
		await house.inCall(actor);
		const { id } = await house.callOf(call);
		await call.hangUp();
		await soon(async () =>
			expect(await house.query('select state from recording where call = $1', id)).toEqual([
				{ state: 'stored' }
			])
		);
		expect(await house.query('select number from call where id = $1', id)).toEqual([{ number: null }]);
	});

	test('an agent without a telephone of ours has the call once the caller is in its room', async () => {
		const { actor } = await house.agent(null);
		const call = await house.accepted(via, actor);
		await house.inCall(actor);
		await soon(() => expect(call.room).toBeTruthy());
		await call.hangUp();
		expect(await house.stateOf(actor)).toBe('wrap_up');
	});

	test('part at once when the agent ends it on the screen, though the word of the end is lost', async () => {
		const seat = await house.agent(answers);
		const { call, id } = await house.talk(via, seat);
		house.exchange.faults.setFaults(`ivr-${via}`, { drop: 1 });
		await endOwn(house.services, seat.actor, id);
		await soon(async () => expect(await house.stateOf(seat.actor)).toBe('wrap_up'));
		house.exchange.faults.setFaults(`ivr-${via}`, {});
		expect(await house.callOf(call)).toMatchObject({ stage: 'ended', ending: 'completed' });
		expect(call.state).toBe('ended');
		await soon(async () =>
			expect(
				await house.query('select from call_leg where person = $1 and rank < 9', seat.actor.id)
			).toHaveLength(0)
		);
	});
});

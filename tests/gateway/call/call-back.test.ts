import { afterAll, beforeAll, expect, test } from 'vitest';
import { callOut } from '#gateway/call/call-out.ts';
import { take } from '#gateway/call/callback.ts';
import { showTelephone } from '#gateway/call/presence.ts';
import { wrapUp } from '#gateway/call/wrap-up.ts';
import { newCaller } from '../../support/floor.ts';
import { answers, openTalks, soon, type Talks } from '../../support/talks.ts';

let house: Talks;
beforeAll(async () => {
	house = await openTalks();
}, 60_000);
afterAll(() => house.close(), 30_000);

test('an agent calls back: first their own telephone, then the one who waits, and what it came to is noted', async () => {
	const { actor, phone } = await house.agent(answers);
	const citizen = newCaller();
	const waiting = async () => {
		const [row] = await house.query<{ id: string }>(
			`insert into callback (phone, reason, language, queued_at, due_at) values ($1, 'asked', 'pa', now(), now())
					returning id::text`,
			citizen
		);
		await take(house.services, actor, row!.id);
		return row!.id;
	};
	const state = async (id: string) =>
		(await house.query('select state, outcome, attempts from callback where id = $1', id))[0];
	const reached = await waiting();
	await expect(callOut(house.services, (await house.supervisor()).actor, reached)).rejects.toMatchObject({
		code: 'not_taken'
	});
	house.exchange.phones.set(citizen, { does: 'answer', after_s: 0, then: ['wait'] });
	const { call } = await callOut(house.services, actor, reached);
	await expect(callOut(house.services, actor, reached)).rejects.toMatchObject({ code: 'busy' });
	await house.inCall(actor);
	const [[line], [theirs]] = [house.exchange.calls(phone), house.exchange.calls(citizen)];
	await soon(() => {
		expect(house.exchange.hears(theirs!.id, line!.id)).toBe(true);
		expect(house.exchange.hears(line!.id, theirs!.id)).toBe(true);
	});
	expect((await showTelephone(house.services, actor)).call).toMatchObject({
		id: call,
		direction: 'out',
		verbs: ['hold', 'mute', 'consult', 'end'],
		caller: { phone: citizen }
	});
	await theirs!.hangUp();
	await soon(async () => expect(await house.stateOf(actor)).toBe('wrap_up'));
	await wrapUp(house.services, actor, call, 'information_given');
	expect(await state(reached)).toEqual({ state: 'done', outcome: 'reached', attempts: 1 });
	expect(await house.stateOf(actor)).toBe('available');

	for (const [does, outcome] of [
		['busy', 'busy'],
		['fail', 'no_answer']
	] as const) {
		const missed = await waiting();
		house.exchange.phones.set(citizen, { does, after_s: 0 });
		await callOut(house.services, actor, missed);
		await soon(async () => expect(await state(missed)).toEqual({ state: 'open', outcome, attempts: 1 }));
		await soon(async () => expect(await house.stateOf(actor)).toBe('available'));
		await soon(() => expect(house.exchange.calls(phone)).toEqual([]));
		await house.query(`update callback set state = 'done', closed_at = now() where id = $1`, missed);
	}

	const silent = await waiting();
	house.exchange.phones.set(phone, { does: 'reject', after_s: 0 });
	await callOut(house.services, actor, silent);
	await soon(async () => expect(await house.stateOf(actor)).toBe('available'));
	expect(house.exchange.calls(citizen)).toEqual([]);
});

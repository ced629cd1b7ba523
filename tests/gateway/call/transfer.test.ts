import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDraft, saveDraft } from '#db/draft.ts';
import { hold } from '#gateway/call/hold.ts';
import { showTelephone } from '#gateway/call/presence.ts';
import { colleagues, transfer } from '#gateway/call/transfer.ts';
import { wrapUp } from '#gateway/call/wrap-up.ts';
import { answers, openTalks, soon, type Talks } from '../../support/talks.ts';

let house: Talks;
beforeAll(async () => {
	house = await openTalks();
}, 60_000);
afterAll(() => house.close(), 30_000);

describe.each(['twilio', 'vonage'])('passing on through %s', (via) => {
	test('takes form and place along; the first agent winds their part up and is free', async () => {
		const first = await house.agent(answers);
		const { call, id } = await house.talk(via, first);
		const { queued_at } = await house.callOf(call);
		await saveDraft(house.services.pool, first.actor.id, `call:${id}`, { text: 'half a sentence' }, 0);
		const second = await house.colleague(answers);
		const third = await house.colleague(null);
		const { rows } = await colleagues(house.services, first.actor);
		expect(rows.filter(({ id: one }) => one === second.actor.id || one === third.actor.id)).toMatchObject([
			{ id: second.actor.id, canBeAsked: true },
			{ id: third.actor.id, canBeAsked: false }
		]);
		await hold(house.services, first.actor, id, true);
		await transfer(house.services, first.actor, id, { person: second.actor.id });
		expect(await house.stateOf(first.actor)).toBe('wrap_up');
		await soon(() => expect(call.room).toBeFalsy());
		await house.take(second.actor);
		await house.inCall(second.actor);
		const line = await house.lineOf(second.phone);
		await house.hearing([
			[call, line, true],
			[line, call, true]
		]);
		await soon(() => expect(house.exchange.calls(first.phone)).toEqual([]));
		expect(await house.callOf(call)).toMatchObject({
			stage: 'connected',
			agent: second.actor.id,
			held: false,
			queued_at
		});
		expect((await readDraft(house.services.pool, second.actor.id, `call:${id}`))?.body).toEqual({
			text: 'half a sentence'
		});
		expect((await showTelephone(house.services, first.actor)).call).toMatchObject({ id, hands: 'passed' });
		await expect(wrapUp(house.services, third.actor, id, 'passed_on')).rejects.toMatchObject({
			code: 'not_yours'
		});
		await expect(wrapUp(house.services, first.actor, id, 'no such word')).rejects.toMatchObject({
			code: 'invalid'
		});
		await call.hangUp();
		expect([await house.stateOf(first.actor), await house.stateOf(second.actor)]).toEqual([
			'wrap_up',
			'wrap_up'
		]);
		await wrapUp(house.services, first.actor, id, 'passed_on');
		expect([await house.stateOf(first.actor), await house.stateOf(second.actor)]).toEqual([
			'available',
			'wrap_up'
		]);
		expect(await house.query('select disposition from call where id = $1', id)).toEqual([
			{ disposition: null }
		]);
	});
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hold, mute } from '#gateway/call/hold.ts';
import { showTelephone } from '#gateway/call/presence.ts';
import { answers, openTalks, soon, type Talks } from '../../support/talks.ts';

let house: Talks;
beforeAll(async () => {
	house = await openTalks();
}, 60_000);
afterAll(() => house.close(), 30_000);

describe.each(['twilio', 'vonage'])('holding and muting through %s', (via) => {
	test('on hold neither hears the other; muted, the agent hears and is not heard', async () => {
		const { actor, phone } = await house.agent(answers);
		const call = await house.accepted(via, actor);
		await house.inCall(actor);
		const [line] = house.exchange.calls(phone);
		const { id } = await house.callOf(call);
		const hearing = () => [house.exchange.hears(call.id, line!.id), house.exchange.hears(line!.id, call.id)];
		// The exchange does what it was asked a moment after it answered.
		const nowHearing = (both: boolean[]) => soon(() => expect(hearing()).toEqual(both));
		await nowHearing([true, true]);
		const other = { ...actor, id: 'somebody else' };
		await expect(hold(house.services, other, id, true)).rejects.toMatchObject({ code: 'not_yours' });
		await hold(house.services, actor, id, true);
		await nowHearing([false, false]);
		expect(await house.stateOf(actor)).toBe('hold');
		expect((await showTelephone(house.services, actor)).call).toMatchObject({ held: true, muted: false });
		await hold(house.services, actor, id, false);
		await nowHearing([true, true]);
		await mute(house.services, actor, id, true);
		await nowHearing([false, true]);
		expect((await showTelephone(house.services, actor)).call).toMatchObject({ held: false, muted: true });
		await mute(house.services, actor, id, false);
		await nowHearing([true, true]);
		await call.hangUp();
		expect((await showTelephone(house.services, actor)).call).toMatchObject({ stage: 'ended', verbs: [] });
		await expect(hold(house.services, actor, id, true)).rejects.toMatchObject({ code: 'not_now' });
	});
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Part } from '#contracts/supervise.ts';
import { showTelephone } from '#gateway/call/presence.ts';
import { leave, supervise } from '#gateway/call/supervise.ts';
import { answers, openTalks, soon, type Talks } from '../../support/talks.ts';

let house: Talks;
beforeAll(async () => {
	house = await openTalks();
}, 60_000);
afterAll(() => house.close(), 30_000);

describe.each(['twilio', 'vonage'])('supervising through %s', (via) => {
	test('a supervisor listens, whispers, joins and leaves, each with a reason that is kept', async () => {
		const { actor, phone } = await house.agent(answers);
		const call = await house.accepted(via, actor);
		await house.inCall(actor);
		const { id } = await house.callOf(call);
		const boss = await house.supervisor();
		const go = (part: Part) => supervise(house.services, boss.actor, id, { part, reason: `to ${part}` });
		await go('listen');
		const [line] = house.exchange.calls(phone);
		const [third] = await soon(() => {
			const lines = house.exchange.calls(boss.phone);
			expect(lines[0]?.room).toBeTruthy();
			return lines;
		});
		const { hears } = house.exchange;
		/** Who hears the supervisor: the caller, the agent. */
		const heardBy = (wanted: boolean[]) =>
			soon(() => expect([hears(call.id, third!.id), hears(line!.id, third!.id)]).toEqual(wanted));
		await heardBy([false, false]);
		await soon(() => {
			expect(hears(third!.id, call.id)).toBe(true);
			expect(hears(third!.id, line!.id)).toBe(true);
		});
		const shown = async () => (await showTelephone(house.services, boss.actor)).supervising;
		await soon(async () => expect(await shown()).toMatchObject({ call: id, part: 'listen', there: true }));
		await go('whisper');
		await heardBy([false, true]);
		await go('join');
		await heardBy([true, true]);
		await go('listen');
		await heardBy([false, false]);
		await leave(house.services, boss.actor, id);
		await soon(() => expect(house.exchange.calls(boss.phone)).toEqual([]));
		expect(hears(call.id, line!.id)).toBe(true);
		await soon(async () => expect(await shown()).toBeNull());
		const said = await house.query<{ detail: { part: string; reason: string } }>(
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
		const { actor, phone } = await house.agent(answers);
		const call = await house.accepted(via, actor);
		await house.inCall(actor);
		const boss = await house.supervisor();
		const { id } = await house.callOf(call);
		await supervise(house.services, boss.actor, id, { part: 'join', reason: 'An angry caller' });
		await soon(() => {
			const [[line], [third]] = [house.exchange.calls(phone), house.exchange.calls(boss.phone)];
			expect(house.exchange.hears(call.id, third!.id)).toBe(true);
			expect(house.exchange.hears(line!.id, third!.id)).toBe(true);
		});
		await call.hangUp();
		await soon(() => expect(house.exchange.calls(boss.phone)).toEqual([]));
	});
});

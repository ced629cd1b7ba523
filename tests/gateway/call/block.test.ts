import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { block, unblock } from '#gateway/call/block.ts';
import { dispatch } from '#gateway/call/dispatch.ts';
import { showTelephone } from '#gateway/call/presence.ts';
import { newCaller } from '../../support/floor.ts';
import { answers, openTalks, soon, type Talks } from '../../support/talks.ts';

let house: Talks;
beforeAll(async () => {
	house = await openTalks();
}, 60_000);
afterAll(() => house.close(), 30_000);

describe.each(['twilio', 'vonage'])('keeping out through %s', (via) => {
	test('a number that is kept out hears so, and reaches the queue before all others in an emergency', async () => {
		const { actor } = await house.agent(answers);
		const from = newCaller();
		const boss = await house.supervisor();
		await expect(
			block(house.services, boss.actor, { phone: '12', reason: 'Abusive', days: 1 })
		).rejects.toMatchObject({ code: 'invalid' });
		const { id } = await block(house.services, boss.actor, { phone: from, reason: 'Abusive', days: 1 });
		await expect(
			block(house.services, boss.actor, { phone: from, reason: 'Abusive', days: 1 })
		).rejects.toMatchObject({ code: 'blocked' });
		const ring = (keys: string[]) => house.exchange.scriptedCall({ via, from }, keys as 'hang up'[]);
		const out = await ring(['press 5']);
		expect(out.heard.some((address) => address.includes('/pa/kept-out'))).toBe(true);
		await soon(async () =>
			expect(await house.callOf(out)).toMatchObject({ stage: 'ended', ending: 'rejected' })
		);
		const need = await ring(['press 1']);
		expect(
			await house.query(
				'select priority from queue_entry q join call c on c.id = q.call where external_id = $1',
				need.id
			)
		).toEqual([{ priority: 9 }]);
		await dispatch(house.services);
		await soon(async () => {
			const shown = await showTelephone(house.services, actor);
			expect(shown.call).toMatchObject({ emergency: true });
		});
		await need.hangUp();
		await soon(async () => expect(await house.stateOf(actor)).toBe('available'));
		await unblock(house.services, boss.actor, id);
		const again = await ring(['press 2']);
		expect(again.heard.some((address) => address.includes('kept-out'))).toBe(false);
		await again.hangUp();
	});
});

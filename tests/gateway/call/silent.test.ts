import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LiveCall } from '#adapters/lab/telephone.ts';
import { sweepCalls } from '#gateway/call/sweep.ts';
import { newCaller } from '../../support/floor.ts';
import { answers, openTalks, type Talks } from '../../support/talks.ts';

let house: Talks;
beforeAll(async () => {
	house = await openTalks();
}, 60_000);
afterAll(() => house.close(), 30_000);

describe.each(['twilio', 'vonage'])('silence through %s', (via) => {
	test('a call whose end nobody told is asked for, and ends as it was; one that goes on goes on', async () => {
		const { actor } = await house.agent(answers);
		const over = await house.exchange.scriptedCall({ via, from: newCaller() }, ['press 2']);
		const on = await house.exchange.scriptedCall({ via, from: newCaller() }, ['press 2']);
		house.exchange.faults.setFaults(`ivr-${via}`, { drop: 1 });
		await over.hangUp();
		house.exchange.faults.setFaults(`ivr-${via}`, {});
		expect(await house.callOf(over)).toMatchObject({ stage: 'ivr' });
		const fallSilent = (call: LiveCall) =>
			house.query(
				`update call set heard_at = now() - interval '61 seconds', asked_at = null where external_id = $1`,
				call.id
			);
		await sweepCalls(house.services);
		expect(await house.callOf(over)).toMatchObject({ stage: 'ivr' });
		for (const call of [over, on]) await fallSilent(call);
		await sweepCalls(house.services);
		expect(await house.callOf(over)).toMatchObject({ stage: 'ended', ending: 'abandoned_ivr' });
		expect(await house.callOf(on)).toMatchObject({ stage: 'ivr' });
		await on.hangUp();
		expect(await house.stateOf(actor)).toBe('available');
	});
});

test('a call that its provider knows nothing of is left alone, and given up after hours', async () => {
	const [{ id }] = (await house.query<{ id: string }>(
		`insert into call (account, external_id, from_address, heard_at)
			values ('ivr-twilio', 'CA${'0'.repeat(32)}', '+919814099999', now() - interval '2 minutes') returning id::text`
	)) as [{ id: string }];
	const stage = async () =>
		(await house.query<{ stage: string }>('select stage from call where id = $1', id))[0]!.stage;
	await sweepCalls(house.services);
	expect(await stage()).toBe('new');
	await house.query(
		`update call set heard_at = now() - interval '6 hours 1 minute', asked_at = null where id = $1`,
		id
	);
	await sweepCalls(house.services);
	expect(await house.query('select stage, state, ending from call where id = $1', id)).toEqual([
		{ stage: 'ended', state: 'lost', ending: 'abandoned_ivr' }
	]);
});

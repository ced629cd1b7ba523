import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ctiSignature } from '#adapters/ivr/cti-signature.ts';
import type { Actor } from '#gateway/access/actor.ts';
import { accept } from '#gateway/call/accept.ts';
import { dispatch } from '#gateway/call/dispatch.ts';
import { endOwn } from '#gateway/call/end-own.ts';
import { newCaller } from '../../support/floor.ts';
import { openExchange, type Exchange } from '../../support/exchange.ts';

/* Calls that ring at a PBX of the state's own, on the desk. */

let house: Exchange;
beforeAll(async () => void (house = await openExchange()), 60_000);
afterAll(() => house.close(), 30_000);
beforeEach(async () => {
	await house.query(`update offer set state = 'withdrawn', ended_at = now() where state = 'pending'`);
	await house.query(`update queue_entry set state = 'gone'`);
	await house.query(`update agent_state set state = 'offline', call = null, reason = null`);
	await house.query(
		`update call set stage = 'ended', ending = 'completed', ended_at = now() where stage <> 'ended'`
	);
});

interface CallRow {
	id: string;
	stage: string;
	ending: string | null;
	agent: string | null;
	language: string;
	direction: string;
}
const callOf = async (external: string) =>
	(
		await house.query<CallRow>(
			'select id::text, stage, ending, agent, language, direction from call where external_id = $1',
			external
		)
	)[0]!;
const stateOf = async ({ id }: Actor) =>
	(await house.query<{ state: string }>('select state from agent_state where person = $1', id))[0]!.state;
const offerTo = async ({ id }: Actor) =>
	(
		await house.query<{ id: string; call: string }>(
			`select id::text, call::text from offer where person = $1 and state = 'pending' and expires_at > now()`,
			id
		)
	)[0];
const ring = async (from = newCaller(), queue = 'punjabi') => {
	const call = house.switchboard.ring({ from: from.replace('+91', '0'), queue });
	await call.rung;
	return call;
};

test('a call waits with the others, goes to who has an extension, and winds up with them', async () => {
	await house.agent();
	const seated = await house.agent('204');
	const call = await ring(undefined, 'hindi');
	expect(await callOf(call.id)).toMatchObject({ stage: 'queued', language: 'hi', direction: 'in' });
	await dispatch(house.services);
	const { id } = await callOf(call.id);
	expect(await offerTo(seated)).toMatchObject({ call: id });
	await accept(house.services, seated, (await offerTo(seated))!.id);
	expect(await stateOf(seated)).toBe('ringing');
	await call.answer('204');
	expect(await callOf(call.id)).toMatchObject({ stage: 'connected', agent: seated.id });
	expect(await stateOf(seated)).toBe('on_call');
	await expect(endOwn(house.services, seated, id)).rejects.toMatchObject({ code: 'at_pbx' });
	await call.hangUp();
	expect(await callOf(call.id)).toMatchObject({ stage: 'ended', ending: 'completed', agent: seated.id });
	expect(await stateOf(seated)).toBe('wrap_up');
	expect(call.answers).toEqual([204, 204, 204]);
});

test('whoever lifts the telephone has the call, and who was asked is free', async () => {
	const [asked, other] = [await house.agent('204'), await house.agent('205')];
	const call = await ring();
	await dispatch(house.services);
	const offer = (await offerTo(asked))!;
	await call.answer('205');
	expect(await callOf(call.id)).toMatchObject({ stage: 'connected', agent: other.id });
	expect([await stateOf(asked), await stateOf(other)]).toEqual(['available', 'on_call']);
	await expect(accept(house.services, asked, offer.id)).rejects.toMatchObject({ code: 'gone' });
	// Transferred at the PBX.
	await call.answer('204');
	expect(await callOf(call.id)).toMatchObject({ stage: 'connected', agent: asked.id });
	expect([await stateOf(asked), await stateOf(other)]).toEqual(['on_call', 'available']);
	await call.hangUp();
});

test('what is held out to somebody who answers another call goes to others at once', async () => {
	const first = await house.agent('204');
	const [held, lifted] = [await ring(), await ring()];
	await dispatch(house.services);
	expect(await offerTo(first)).toMatchObject({ call: (await callOf(held.id)).id });
	await lifted.answer('204');
	expect(await callOf(lifted.id)).toMatchObject({ agent: first.id });
	const second = await house.agent('205');
	await dispatch(house.services);
	await dispatch(house.services);
	expect(await offerTo(second)).toMatchObject({ call: (await callOf(held.id)).id });
	expect(await stateOf(first)).toBe('on_call');
	for (const call of [held, lifted]) await call.hangUp();
});

test('nobody ever has two calls', async () => {
	const agent = await house.agent('204');
	const [one, two] = [await ring(), await ring()];
	await one.answer('204');
	await two.answer('204');
	expect(await callOf(one.id)).toMatchObject({ stage: 'connected', agent: agent.id });
	expect(await callOf(two.id)).toMatchObject({ stage: 'connected', agent: null });
	await two.hangUp();
	expect(await stateOf(agent)).toBe('on_call');
	await one.hangUp();
	expect(await stateOf(agent)).toBe('wrap_up');
});

test('a PBX that names no extension means whoever took the call on their screen', async () => {
	const agent = await house.agent('204');
	const call = await ring();
	await dispatch(house.services);
	await accept(house.services, agent, (await offerTo(agent))!.id);
	await call.answer('');
	expect(await callOf(call.id)).toMatchObject({ stage: 'connected', agent: agent.id });
	await call.hangUp();
});

test('a caller whom nobody answered is told apart, and called back', async () => {
	const from = newCaller();
	const call = await ring(from);
	await house.query(`update queue_entry set queued_at = queued_at - interval '20 seconds'`);
	await call.hangUp('cancel');
	expect(await callOf(call.id)).toMatchObject({ stage: 'ended', ending: 'abandoned_queue' });
});

test('a call that an agent places at the PBX waits for nobody', async () => {
	const agent = await house.agent('204');
	const call = house.switchboard.ring({ from: '204', to: '09876500001', direction: 'out' });
	await call.rung;
	await call.answer('204');
	expect(await callOf(call.id)).toMatchObject({ stage: 'connected', direction: 'out', agent: agent.id });
	expect(await house.query('select from queue_entry where call = $1', (await callOf(call.id)).id)).toEqual(
		[]
	);
	await call.hangUp();
});

let told = 0;
const post = async (body: string) => {
	const at = String(Math.floor(Date.now() / 1000));
	const { id, secrets } = house.pbxAccount;
	const response = await fetch(`${house.gatewayUrl}/hooks/${id}`, {
		method: 'POST',
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			'x-sunwai-timestamp': at,
			'x-sunwai-signature': ctiSignature(secrets[0]!, at, Buffer.from(body))
		},
		body
	});
	expect(response.status).toBe(204);
};

test('any order and any number of copies of a call’s events end in the same row', async () => {
	const agent = await house.agent('204');
	const events = ['event=new_call', 'event=answer&extension=204', 'event=hang_up&cause=normal'];
	await fc.assert(
		fc.asyncProperty(
			fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
			fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 4 }),
			async (order, copies) => {
				await house.query(
					`update agent_state set state = 'available', call = null where person = $1`,
					agent.id
				);
				const id = `any-order-${(told += 1)}`;
				for (const at of [...order, ...copies])
					await post(`${events[at]}&id=${id}&caller=09876543210&queue=hindi`);
				expect(await callOf(id)).toMatchObject({
					stage: 'ended',
					ending: 'completed',
					agent: agent.id,
					language: 'hi'
				});
				expect(
					await house.query(`select from queue_entry q join call c on c.id = q.call
					where c.external_id = '${id}' and q.state in ('waiting', 'offered')`)
				).toEqual([]);
				expect(['available', 'wrap_up']).toContain(await stateOf(agent));
			}
		),
		{ numRuns: 40 }
	);
});

describe('two carriers and the PBX in one queue', () => {
	test('callers are served in the order of their coming, whichever line they came by', async () => {
		const first = await house.agent('204');
		const wait = (via: string) =>
			house.exchange.scriptedCall({ via, from: newCaller() }, [
				'press 2',
				'press 7',
				'press 7',
				'press 7',
				'wait'
			]);
		const twilio = await wait('twilio');
		const vonage = await wait('vonage');
		const pbx = await ring();
		const later = await wait('twilio');
		const expected = [twilio, vonage, pbx, later];
		const served: string[] = [];
		for (const call of expected) {
			await dispatch(house.services);
			const offer = (await offerTo(first))!;
			const [{ external }] = (await house.query<{ external: string }>(
				'select external_id as external from call where id = $1',
				offer.call
			)) as [{ external: string }];
			served.push(external);
			await call.hangUp();
			expect(await stateOf(first)).toBe('available');
		}
		expect(served).toEqual(expected.map(({ id }) => id));
	});
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LiveCall } from '#adapters/lab/telephone.ts';
import { wishState } from '#db/agent-state.ts';
import { placePrompts } from '#gateway/call/wait.ts';
import { openExchange, type Exchange } from '../../support/exchange.ts';
import { newCaller } from '../../support/floor.ts';

let house: Exchange;
let agent: string;
let exchange: Exchange['exchange'];
let query: Exchange['query'];

beforeAll(async () => {
	house = await openExchange();
	({ exchange, query } = house);
	({ id: agent } = await house.agent());
}, 60_000);
afterAll(() => house.close(), 30_000);

const be = (state: 'available' | 'offline') =>
	wishState(house.services.pool, agent, { state, reason: null, address: null });
const promptsOf = (call: LiveCall, language: string) =>
	call.heard.flatMap((url) => new RegExp(`/prompts/${language}/(.+)\\.mp3$`).exec(url)?.[1] ?? []);
/** In Hindi, three wrong keys (keys alone do not help), and nothing against being recorded. */
const toTheQueue = ['press 2', 'press 7', 'press 7', 'press 7', 'wait'] as const;
const callOf = async (call: LiveCall) =>
	(
		await query<{ id: string; stage: string; ending: string | null; outcome: string | null }>(
			'select id::text, stage, ending, outcome from call where external_id = $1',
			call.id
		)
	)[0]!;
const entryOf = async (id: string) =>
	(
		await query<{ state: string; language: string; queued_at: string }>(
			'select state, language, queued_at from queue_entry where call = $1',
			id
		)
	)[0];

describe.each(['twilio', 'vonage'])('waiting through %s', (via) => {
	test('is heard: the place, the wait, a key, and music again and again', async () => {
		await be('available');
		const call = await exchange.scriptedCall({ via, from: newCaller() }, [...toTheQueue, 'wait', 'wait']);
		const row = await callOf(call);
		expect(row).toMatchObject({ stage: 'queued', outcome: 'agent_wanted' });
		expect(await entryOf(row.id)).toMatchObject({ state: 'waiting', language: 'hi' });
		const heard = promptsOf(call, 'hi');
		expect(heard.slice(heard.indexOf('wait-next'))).toEqual([
			'wait-next',
			'wait-minutes',
			'digit-4',
			'wait-press',
			'music',
			'music',
			'music'
		]);
		await call.hangUp();
		expect(await callOf(call)).toMatchObject({ stage: 'ended', ending: 'abandoned_queue' });
		expect(await entryOf(row.id)).toMatchObject({ state: 'gone' });
	});

	test('ends by a key in a callback that keeps the place', async () => {
		await be('available');
		const from = newCaller();
		const call = await exchange.scriptedCall({ via, from }, [...toTheQueue, 'wait', 'press 1']);
		expect(call.ending).toBe('helpline');
		expect(promptsOf(call, 'hi').slice(-2)).toEqual(['callback-kept', 'goodbye']);
		const row = await callOf(call);
		expect(row).toMatchObject({ stage: 'ended', ending: 'callback_requested' });
		const { queued_at } = (await entryOf(row.id))!;
		expect(
			await query(
				'select phone, reason, language, queued_at, state, attempts from callback where call = $1',
				row.id
			)
		).toEqual([{ phone: from, reason: 'asked', language: 'hi', queued_at, state: 'open', attempts: 0 }]);
	});

	test('offers no callback to a withheld number', async () => {
		await be('available');
		const call = await exchange.scriptedCall({ via, from: 'anonymous' }, [...toTheQueue, 'press 1']);
		expect(promptsOf(call, 'hi')).not.toContain('wait-press');
		expect(promptsOf(call, 'hi').at(-1)).toBe('music');
		expect(await callOf(call)).toMatchObject({ stage: 'queued' });
		await call.hangUp();
	});

	test('is answered the same however often a request comes', async () => {
		await be('available');
		const call = await exchange.scriptedCall({ via, from: newCaller(), faults: { repeat: 3 } }, [
			...toTheQueue,
			'wait',
			'press 1'
		]);
		for (const { url, answers } of call.exchanges)
			expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size, url).toBe(1);
		const { id } = await callOf(call);
		expect(await query('select from callback where call = $1', id)).toHaveLength(1);
	});

	test('that was too long leads back to the script; who comes again has the old place, and may wait as long', async () => {
		await be('available');
		const call = await exchange.scriptedCall({ via, from: newCaller() }, [...toTheQueue]);
		const { id } = await callOf(call);
		await query(
			`update queue_entry set queued_at = now() - interval '11 minutes', since = now() - interval '11 minutes'
				where call = $1`,
			id
		);
		const before = await entryOf(id);
		await call.press('');
		expect(await entryOf(id)).toMatchObject({ state: 'gone' });
		await query(`update call set node = 'to-agent' where id = $1`, id);
		await call.press('');
		expect(await entryOf(id)).toEqual({ ...before, state: 'waiting' });
		await call.press('');
		expect(await entryOf(id)).toMatchObject({ state: 'waiting' });
		await call.hangUp();
	});

	test('is not begun while nobody is there', async () => {
		await be('offline');
		const call = await exchange.scriptedCall({ via, from: newCaller() }, [...toTheQueue.slice(0, -1)]);
		expect(promptsOf(call, 'hi').slice(-2)).toEqual(['full', 'away']);
		await call.hangUp();
		expect(await entryOf((await callOf(call)).id)).toBeUndefined();
	});
});

test.for([
	[1, 30, true, ['wait-next', 'wait-minutes', 'digit-1', 'wait-press']],
	[12, 539, false, ['wait-place', 'digit-1', 'digit-2', 'wait-minutes', 'digit-9']],
	[2, 541, true, ['wait-place', 'digit-2', 'wait-long', 'wait-press']]
] as const)('place %i and %i seconds are said', ([position, wait, known, said]) => {
	expect(placePrompts({ position, wait }, known)).toEqual(said);
});

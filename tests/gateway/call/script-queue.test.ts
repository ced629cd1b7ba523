import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noLimit } from '#contracts/access.ts';
import { wishState } from '#db/agent-state.ts';
import { keepScreens } from '#db/presence.ts';
import { ensureStaff } from '#db/staff.ts';
import type { LiveCall } from '#adapters/lab/telephone.ts';
import { asActor } from '#gateway/access/actor.ts';
import { accept } from '#gateway/call/accept.ts';
import { dispatch } from '#gateway/call/dispatch.ts';
import { openHelpline, heard, type Helpline } from '../../support/helpline.ts';

const agent = {
	...({ id: 'a', name: 'a', email: 'a@x.example', role: 'agent', language: 'pa' } as const),
	scope: noLimit
};
let helpline: Helpline;
beforeAll(async () => {
	helpline = await openHelpline();
	helpline.exchange.phones.set(desk, { does: 'answer', after_s: 0, then: ['press 1'] });
	const { pool } = helpline.services;
	await ensureStaff(pool, agent, 'x');
	await keepScreens(pool, [{ screen: 'a', person: 'a', number: null, doing: 'looking' }]);
	await pool.query(`update presence set at = now() + interval '1 hour'`);
}, 60_000);
afterAll(() => helpline?.close());
beforeEach(async () => {
	for (const call of helpline.exchange.calls()) await call.hangUp();
	await query(`update agent_state set state = 'offline', call = null, reason = null`);
	await be('available');
});

/** The agent's telephone on the desk. */
const desk = '+917225550111';
const be = (state: 'available' | 'offline') =>
	wishState(helpline.services.pool, 'a', { state, reason: null, endpoint: 'phone', address: desk });
const query = async (text: string, ...values: unknown[]) =>
	(await helpline.services.pool.query({ text, values })).rows as Record<string, unknown>[];
const rowOf = async ({ id }: LiveCall) =>
	(
		await query(
			`select c.id::text, c.stage, c.ending, c.outcome, c.node, q.state, q.language, b.reason
				from call c left join queue_entry q on q.call = c.id left join callback b on b.call = c.id
				where c.external_id = $1`,
			id
		)
	)[0]!;
/** The agent is busy with somebody else: whoever comes now waits. */
const busy = () =>
	query(`update agent_state set state = 'wrap_up', call = (select min(id) from call) where person = 'a'`);
const ring = (via: string, ...actions: Parameters<Helpline['exchange']['scriptedCall']>[1]) =>
	helpline.exchange.scriptedCall({ via, from: helpline.another() }, ['press 3', ...actions]);
const wait = async (via: string) => {
	const call = await ring(via, 'hang up');
	expect(call.state).toBe('ended');
	await busy();
	return ring(via, 'press 0', 'wait', 'wait');
};

describe.each(['twilio', 'vonage'])('from the script through %s', (via) => {
	test('who waits goes into the queue in their language, and hears the place', async () => {
		const call = await wait(via);
		expect(await rowOf(call)).toMatchObject({ stage: 'queued', state: 'waiting', language: 'en' });
		const said = heard(call);
		expect(said.slice(said.indexOf('en to-agent'))).toEqual([
			...['en to-agent', 'en wait-next', 'en wait-minutes', 'en digit-4', 'en wait-press'],
			...['en music', 'en music']
		]);
		await call.hangUp();
		expect(await rowOf(call)).toMatchObject({ ending: 'abandoned_queue', state: 'gone' });
	});

	test('who has waited for ten minutes may leave a message, and is called back', async () => {
		const call = await wait(via);
		const { id } = await rowOf(call);
		await query(`update queue_entry set since = since - interval '10 minutes' where call = $1`, id);
		await call.press('');
		expect(heard(call).slice(-2)).toEqual(['en waited', 'en away']);
		expect(await rowOf(call)).toMatchObject({ state: 'gone', node: 'away' });
		await call.press('1');
		await call.record(1);
		expect(call.ending).toBe('helpline');
		expect(heard(call)).toContain('en voicemail-kept');
		expect(await rowOf(call)).toMatchObject({ ending: 'voicemail', outcome: 'left', reason: 'voicemail' });
	});

	test('who asks for a key while the ten minutes run out is called back at the old place', async () => {
		const call = await wait(via);
		const { id } = await rowOf(call);
		await query(`update queue_entry set queued_at = queued_at - interval '10 minutes' where call = $1`, id);
		await call.press('1');
		expect(heard(call).slice(-2)).toEqual(['en callback-kept', 'en goodbye']);
		expect(await rowOf(call)).toMatchObject({ ending: 'callback_requested', reason: 'asked' });
	});

	test('where nobody is there, a call back is asked for in the script', async () => {
		await be('offline');
		const call = await ring(via, 'press 0', 'press 2');
		expect(heard(call).slice(-4)).toEqual(['en full', 'en away', 'en callback-noted', 'en goodbye']);
		expect(await rowOf(call)).toMatchObject({
			...{ ending: 'callback_requested', outcome: 'ended', reason: 'asked', state: null }
		});
	});

	test('who heard what became of a number was served by the script', async () => {
		const left = await ring(via, 'press 1', 'press 1', 'press 12', 'record 1', 'hang up');
		const [number] = await query('select number from call where external_id = $1', left.id);
		const call = await ring(via, 'press 2', `press ${String(number!['number'])}#`, 'hang up');
		expect(await rowOf(call)).toMatchObject({ ending: 'ivr_completed' });
		const none = await ring(via, 'press 2', 'hang up');
		expect(await rowOf(none)).toMatchObject({ ending: 'abandoned_ivr' });
	});

	test.each([
		['is recorded', 'wait', true],
		['is not recorded, if the caller objects', 'press 2', false]
	] as const)('the talk with the agent %s', async (_, consent, recorded) => {
		const { services } = helpline;
		const call = await ring(via, 'press 0', consent);
		// The worker offers it as well; whoever comes first does.
		await dispatch(services);
		const offers = await query(`select id::text from offer where person = 'a' and state = 'pending'`);
		expect(offers).toHaveLength(1);
		await accept(services, asActor(agent, 'session'), String(offers[0]!['id']));
		await expect.poll(async () => (await rowOf(call))['stage'], { timeout: 15_000 }).toBe('connected');
		const [line] = helpline.exchange.calls(desk);
		await expect.poll(() => helpline.exchange.hears(line!.id, call.id)).toBe(true);
		await call.hangUp();
		await expect.poll(() => line!.state, { timeout: 15_000 }).toBe('ended');
		const { id } = await rowOf(call);
		const files = () => query('select from recording where call = $1', id);
		if (recorded) await expect.poll(files, { timeout: 15_000 }).toHaveLength(1);
		else expect(await files()).toEqual([]);
	});
});

import { expect } from 'vitest';
import type { Assigned } from '#contracts/assign.ts';
import { act, held, submit } from '../../support/desk.ts';
import { gatewayTest, until } from '../../support/gateway.ts';
import { openScreen, type Screen } from '../../support/live.ts';

const test = gatewayTest();
const news = (screen: Screen) => {
	const all: Assigned[] = [];
	screen.socket.on('assigned', (assigned: Assigned) => all.push(assigned));
	return all;
};

test('the claim goes to another; who loses it and who gets it are told on any gateway, and nobody else', async ({
	gateway
}) => {
	const other = await gateway.second();
	const { number } = await held(gateway, 'agent', 'Given to another');
	const [loser, winner, third] = [
		await openScreen(gateway, 'agent'),
		await openScreen(other, 'agent2'),
		await openScreen(gateway, 'admin')
	];
	const [lost, got, overheard] = [news(loser), news(winner), news(third)];
	await gateway.call('PUT', `/api/drafts/submission:${number}`, {
		cookie: await gateway.signIn('agent'),
		body: { body: { summary: 'half written' }, after: 0 }
	});
	const body = { to: 'demo-agent-2', reason: 'He knows the village' };
	const answer = await act(gateway, 'supervisor', number, 'assign', body);
	expect(answer).toMatchObject({
		status: 200,
		json: { claimedBy: 'demo-agent-2', claimedByName: 'Ravi Kumar' }
	});
	await until(() => lost.length && got.length);
	const told = { number, from: 'demo-agent', to: 'demo-agent-2', by: 'Gurpreet Singh', reason: body.reason };
	expect([lost, got, overheard]).toEqual([[told], [told], []]);
	expect((await act(gateway, 'agent', number, 'dismiss', { reason: 'test' })).json).toMatchObject({
		code: 'not_claimed'
	});
	expect((await act(gateway, 'agent2', number, 'dismiss', { reason: 'test' })).status).toBe(200);
	expect(await gateway.query('select body from draft where person = $1', 'demo-agent')).toEqual([
		{ body: { summary: 'half written' } }
	]);
	const [event] = await gateway.query(
		`select actor, detail from event where number = $1 and type = 'submission:assigned'`,
		number
	);
	const { from, to, reason } = told;
	expect(event).toEqual({ actor: 'demo-supervisor', detail: { from, to, reason } });
	for (const screen of [loser, winner, third]) screen.close();
});

test('the claim goes back to the queue', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Given back by a supervisor');
	const answer = await act(gateway, 'supervisor', number, 'assign', { to: null, reason: 'Shift is over' });
	expect(answer).toMatchObject({ status: 200, json: { claimedBy: null, claimedUntil: null } });
	expect((await act(gateway, 'agent2', number, 'claim')).status).toBe(200);
});

test('it is not given to nobody known, nor once it is decided, nor by an agent', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Not given');
	const give = (person: 'agent' | 'supervisor', to: string | null, reason = 'x') =>
		act<{ code: string }>(gateway, person, number, 'assign', { to, reason });
	expect((await give('supervisor', 'nobody')).json.code).toBe('unknown_person');
	expect((await give('supervisor', null, '')).status).toBe(400);
	expect((await give('agent', null)).status).toBe(403);
	await gateway.query(`update submission set state = 'dismissed' where number = $1`, number);
	expect((await give('supervisor', null)).json.code).toBe('decided');
	expect((await act(gateway, 'supervisor', '2699999990', 'assign', { to: null, reason: 'x' })).status).toBe(
		404
	);
});

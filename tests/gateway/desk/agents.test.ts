import { expect } from 'vitest';
import type { Agent } from '#contracts/agents.ts';
import { FOREIGN, limit, OWN, submitIn } from '../../support/access.ts';
import { act, held, registration } from '../../support/desk.ts';
import { gatewayTest, until, type Person, type TestGateway } from '../../support/gateway.ts';
import { openScreen } from '../../support/live.ts';

const test = gatewayTest();
const agents = async (gateway: TestGateway, person: Person = 'supervisor') =>
	gateway.call<{ rows: Agent[] }>('GET', '/api/agents', { cookie: await gateway.signIn(person) });
const one = async (gateway: TestGateway, id = 'demo-agent') =>
	(await agents(gateway)).json.rows.find((agent) => agent.id === id)!;

test('a supervisor sees who is here, what they hold and since when, what they decided today', async ({
	gateway
}) => {
	expect(await one(gateway)).toMatchObject({
		name: 'Harpreet Kaur',
		present: false,
		holds: [],
		today: { registered: 0, linked: 0, dismissed: 0 },
		lastDecidedAt: null
	});
	const screen = await openScreen(gateway, 'agent');
	const before = Date.now();
	const { number } = await held(gateway, 'agent', 'Held by an agent');
	screen.socket.emit('look', number, 'looking');
	const open = await until(async () => {
		const agent = await one(gateway);
		return agent.holds[0]?.open && agent;
	});
	expect(open).toMatchObject({
		present: true,
		holds: [{ number, channel: 'sms', excerpt: 'Held by an agent' }]
	});
	const { since, until: end } = (open as Agent).holds[0]!;
	expect(Date.parse(since)).toBeGreaterThan(before - 60_000);
	expect(Date.parse(end)).toBeGreaterThan(Date.parse(since));
	expect((await agents(gateway)).json.rows[0]!.id).toBe('demo-agent');
	await act(gateway, 'agent', number, 'register', registration());
	const { number: dismissed } = await held(gateway, 'agent', 'Dismissed and restored');
	await act(gateway, 'agent', dismissed, 'dismiss', { reason: 'test' });
	expect(await one(gateway)).toMatchObject({ holds: [], today: { registered: 1, linked: 0, dismissed: 1 } });
	await act(gateway, 'agent', dismissed, 'restore', { reason: 'x' });
	const counted = await one(gateway);
	expect(counted).toMatchObject({ today: { registered: 1, dismissed: 0 } });
	expect(counted.lastDecidedAt).not.toBeNull();
	screen.close();
});

test('what lies in another jurisdiction is counted and not shown; who was deactivated is not there', async ({
	gateway
}) => {
	const own = await submitIn(gateway, OWN, 'Of this district');
	const foreign = await submitIn(gateway, FOREIGN, 'Of another district');
	for (const { number } of [own, foreign]) await act(gateway, 'agent2', number, 'claim');
	await limit(gateway, 'supervisor', { districts: [OWN] });
	const { text } = await agents(gateway);
	expect(text).not.toContain(foreign.number);
	expect(await one(gateway, 'demo-agent-2')).toMatchObject({ holds: [{ number: own.number }], hidden: 1 });
	await limit(gateway, 'agent2', { languages: ['hi'] });
	expect(await one(gateway, 'demo-agent-2')).toMatchObject({ scope: { languages: ['hi'] } });
	await gateway.query(`update access.staff set active = false where id = 'demo-agent-2'`);
	expect(await one(gateway, 'demo-agent-2')).toBeUndefined();
	expect((await agents(gateway, 'agent')).status).toBe(403);
});

import { expect } from 'vitest';
import type { Present } from '#contracts/presence.ts';
import { submit } from '../../support/desk.ts';
import { gatewayTest, until, type Person, type TestGateway } from '../../support/gateway.ts';
import { openScreen, type Screen } from '../../support/live.ts';

const test = gatewayTest();

/** What the API says of who has a number open: names and what they do. */
const seen = async (gateway: TestGateway, number: string, person: Person = 'supervisor') => {
	const cookie = await gateway.signIn(person);
	const { json } = await gateway.call<{ rows: Present[] }>('GET', `/api/presence?number=${number}`, {
		cookie
	});
	return json.rows.map(({ name, doing }) => `${name} ${doing}`);
};
const look = (screen: Screen, number: string | null, doing = 'looking') =>
	screen.socket.emit('look', number, doing);
const told = (screen: Screen) => {
	const numbers: string[] = [];
	screen.socket.on('presence', (some: string[] | null) => numbers.push(...(some ?? [])));
	return numbers;
};

test('looking and typing are told to others over two gateways, by name alone', async ({ gateway }) => {
	const other = await gateway.second();
	const { number } = await submit(gateway, 'Looked at by two');
	const [here, there] = [await openScreen(gateway, 'agent'), await openScreen(other, 'agent2')];
	await there.join('queue');
	await here.join(`submission:${number}`);
	const [hereTold, thereTold] = [told(here), told(there)];
	look(here, number);
	await until(() => thereTold.includes(number) && hereTold.includes(number));
	for (const at of [gateway, other]) expect(await seen(at, number)).toEqual(['Harpreet Kaur looking']);
	look(there, number, 'typing');
	await until(async () => (await seen(gateway, number)).length === 2);
	expect(await seen(other, number)).toEqual(['Harpreet Kaur looking', 'Ravi Kumar typing']);
	const cookie = await gateway.signIn('agent');
	expect((await gateway.call('GET', '/api/presence', { cookie })).text).not.toContain('@');
	here.close();
	await until(async () => (await seen(other, number)).length === 1);
	look(there, null);
	await until(async () => (await seen(gateway, number)).length === 0);
	there.close();
});

test('of a person’s two screens the one that types is told, and one that closes takes nothing of the other', async ({
	gateway
}) => {
	const { number } = await submit(gateway, 'On two screens');
	const [one, two] = [await openScreen(gateway, 'agent'), await openScreen(gateway, 'agent')];
	look(one, number);
	look(two, number, 'typing');
	await until(async () => (await seen(gateway, number)).includes('Harpreet Kaur typing'));
	expect(await seen(gateway, number)).toHaveLength(1);
	two.close();
	await until(async () => (await seen(gateway, number)).includes('Harpreet Kaur looking'));
	one.close();
});

test('the screens of a gateway that died vanish, and the others are told', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Left behind');
	const watcher = await openScreen(gateway, 'agent2');
	await watcher.join('queue');
	const numbers = told(watcher);
	await gateway.query(
		`insert into presence (screen, person, number, doing, at)
			values ('gone', 'demo-agent', $1, 'looking', now() - interval '16 seconds')`,
		number
	);
	expect(await seen(gateway, number)).toEqual([]);
	await until(() => numbers.includes(number));
	expect(await gateway.query(`select from presence where screen = 'gone'`)).toEqual([]);
	watcher.close();
});

test('a browser that vanishes without a word is gone by itself', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Power cut');
	const screen = await openScreen(gateway, 'agent');
	look(screen, number);
	await until(async () => (await seen(gateway, number)).length === 1);
	// Hears nothing any more and so answers nothing, but its connection is not closed.
	const { ws } = screen.socket.io.engine.transport as unknown as { ws: { _socket: { pause(): void } } };
	ws._socket.pause();
	await expect.poll(() => seen(gateway, number), { timeout: 60_000, interval: 250 }).toEqual([]);
	screen.close();
});

test('a table that lost its rows in a crash fills again', async ({ gateway }) => {
	const { number } = await submit(gateway, 'After a crash');
	const screen = await openScreen(gateway, 'agent');
	look(screen, number);
	await until(async () => (await seen(gateway, number)).length === 1);
	await gateway.query('truncate presence');
	await until(async () => (await seen(gateway, number)).length === 1);
	screen.close();
});

test('nonsense shows nothing', async ({ gateway }) => {
	const screen = await openScreen(gateway, 'agent');
	for (const nonsense of [['1', 'looking'], [7], [{}, 'typing'], ['2600000018', 'sleeping']])
		screen.socket.emit('look', ...nonsense);
	const { number } = await submit(gateway, 'After nonsense');
	look(screen, number);
	await until(async () => (await seen(gateway, number)).length === 1);
	expect(await gateway.query('select from presence where number is not null')).toHaveLength(1);
	screen.close();
});

test('a supervisor sees who is at the desk and what they hold', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Held by one');
	await gateway.call('POST', `/api/submissions/${number}/claim`, { cookie: await gateway.signIn('agent2') });
	const screen = await openScreen(gateway, 'agent2');
	const cookie = await gateway.signIn('supervisor');
	type Person = { id: string; present: boolean; holds: { number: string }[] };
	const rows = async () =>
		(await gateway.call<{ rows: Person[] }>('GET', '/api/staff/present', { cookie })).json.rows;
	await until(async () => (await rows())[0]?.present);
	expect(
		(await rows()).map(({ id, present, holds }) => [id, present, holds.map((held) => held.number)])
	).toEqual([
		['demo-agent-2', true, [number]],
		['demo-supervisor', false, []],
		['demo-agent', false, []]
	]);
	screen.close();
});

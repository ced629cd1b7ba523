import { expect } from 'vitest';
import type { Change, JoinReply } from '#contracts/live.ts';
import { submit } from '../../support/desk.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';
import { openScreen } from '../../support/live.ts';

const test = gatewayTest();
const kept = (gateway: TestGateway) =>
	gateway.query<Change>('select sequence::int, event, number, channel from change order by sequence');
const missedIn = (reply: JoinReply) => (reply.ok && 'missed' in reply ? reply.missed : null);

test('changes come in the order of their sequence, all of them, while many are made at once', async ({
	gateway
}) => {
	const screen = await openScreen(gateway, 'agent');
	const joined = await screen.join('queue');
	await Promise.all(Array.from({ length: 40 }, (_, at) => submit(gateway, `Many ${at}`)));
	await until(() => screen.changes.length === 40);
	const since = joined.ok ? joined.sequence : -1;
	expect(screen.changes).toEqual((await kept(gateway)).filter(({ sequence }) => sequence > since));
	screen.close();
});

test('a screen that was away is told exactly what it missed', async ({ gateway }) => {
	const before = await openScreen(gateway, 'agent');
	await before.join('queue');
	await submit(gateway, 'Seen before the drop');
	await until(() => before.changes.length === 1);
	const since = before.changes.at(-1)!.sequence;
	before.close();

	const missed = [await submit(gateway, 'Missed 1'), await submit(gateway, 'Missed 2')];
	const after = await openScreen(gateway, 'agent');
	const reply = await after.join('queue', since);
	expect(missedIn(reply)?.map(({ number }) => number)).toEqual(missed.map(({ number }) => number));
	await submit(gateway, 'Seen after it');
	await until(() => after.changes.some(({ sequence }) => reply.ok && sequence > reply.sequence));
	const told = [...missedIn(reply)!, ...after.changes].map(({ sequence }) => sequence);
	const all = (await kept(gateway)).map(({ sequence }) => sequence).filter((sequence) => sequence > since);
	expect([...new Set(told)]).toEqual(all);
	after.close();
});

test('a page read by the API and a screen joined from its sequence leave no gap', async ({ gateway }) => {
	const cookie = await gateway.signIn('agent');
	const { json } = await gateway.call<{ sequence: number }>('GET', '/api/submissions', { cookie });
	const between = await submit(gateway, 'Between page and screen');
	const screen = await openScreen(gateway, 'agent');
	expect(missedIn(await screen.join('queue', json.sequence))).toMatchObject([{ number: between.number }]);
	screen.close();
});

test.for([-1, 1_000_000])('from sequence %i there is no resuming', async (since, { gateway }) => {
	await gateway.query('delete from change where sequence <= 3');
	const screen = await openScreen(gateway, 'agent');
	const last = (await kept(gateway)).at(-1)!.sequence;
	expect(await screen.join('queue', since)).toEqual({ ok: true, sequence: last, reload: true });
	screen.close();
});

test('two gateways on one database both tell everything', async ({ gateway }) => {
	const other = await gateway.second();
	const [here, there] = [await openScreen(gateway, 'agent'), await openScreen(other, 'agent2')];
	await here.join('queue');
	await there.join('queue');
	const made = await Promise.all(
		Array.from({ length: 20 }, (_, at) => submit(gateway, `Told by both ${at}`))
	);
	await until(() => here.changes.length === 20 && there.changes.length === 20);
	expect(there.changes).toEqual(here.changes);
	expect(new Set(here.changes.map(({ number }) => number))).toEqual(
		new Set(made.map(({ number }) => number))
	);
	here.close();
	there.close();
});

test('a gateway whose listener was cut tells what happened meanwhile', async ({ gateway }) => {
	const screen = await openScreen(gateway, 'agent');
	await screen.join('queue');
	await gateway.query(
		`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'sunwai-listen'`
	);
	const { number } = await submit(gateway, 'While nobody listened');
	await until(() => screen.changes.some((change) => change.number === number));
	screen.close();
});

import { expect } from 'vitest';
import { act, submit } from '../../support/desk.ts';
import { gatewayTest, until } from '../../support/gateway.ts';
import { openScreen, refusal } from '../../support/live.ts';

const test = gatewayTest();

test('nobody without a session is let in', async ({ gateway }) => {
	expect(await refusal(gateway)).toBe('unauthorized');
	expect(await refusal(gateway, '__Secure-better-auth.session_token=forged.forged')).toBe('unauthorized');
});

test.for([
	['agent', 'queue', true],
	['agent', 'submission:2600000018', true],
	['agent', 'wall', false],
	['agent', 'submission:1', false],
	['agent', 'everything', false],
	['supervisor', 'wall', true],
	['admin', 'wall', true]
] as const)('%s in %s: %s', async ([person, room, allowed], { gateway }) => {
	if (room === 'submission:2600000018') await submit(gateway, 'The first number');
	const screen = await openScreen(gateway, person);
	expect((await screen.join(room)).ok).toBe(allowed);
	screen.close();
});

test('a change is told to the rooms that need it, and to no other', async ({ gateway }) => {
	const [queue, one, wall, nowhere] = [
		await openScreen(gateway, 'agent'),
		await openScreen(gateway, 'agent2'),
		await openScreen(gateway, 'supervisor'),
		await openScreen(gateway, 'agent')
	];
	const watched = await submit(gateway, 'Watched');
	await queue.join('queue');
	await one.join(`submission:${watched.number}`);
	await wall.join('wall');
	const other = await submit(gateway, 'Another');
	await act(gateway, 'agent', watched.number, 'claim');
	await until(() => one.changes.length && wall.changes.length && queue.changes.length >= 2);
	expect(one.changes).toMatchObject([{ event: 'submission:claimed', number: watched.number }]);
	expect(queue.changes.map(({ event, number }) => [event, number])).toEqual([
		['submission:received', other.number],
		['submission:claimed', watched.number]
	]);
	expect(nowhere.changes).toEqual([]);
	for (const screen of [queue, one, wall, nowhere]) screen.close();
});

test('who leaves a room is told no more', async ({ gateway }) => {
	const [gone, here] = [await openScreen(gateway, 'agent'), await openScreen(gateway, 'agent2')];
	await gone.join('queue');
	await here.join('queue');
	gone.socket.emit('leave', 'queue');
	// The answer to a later question tells that the leaving was heard.
	await gone.join('submission:2600000018');
	await submit(gateway, 'After leaving');
	await until(() => here.changes.length === 1);
	expect(gone.changes).toEqual([]);
	gone.close();
	here.close();
});

test.for([[null], [7], ['queue', 'not a number'], [{}, []]] as const)(
	'nonsense %j in a join harms nothing',
	async (nonsense, { gateway }) => {
		const screen = await openScreen(gateway, 'agent');
		screen.socket.emit('join', ...nonsense);
		screen.socket.emit('leave', ...nonsense);
		expect((await screen.join('queue')).ok).toBe(true);
		screen.close();
	}
);

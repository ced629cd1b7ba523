import { expect } from 'vitest';
import { sweep } from '#gateway/housekeeping.ts';
import { act, held, submit } from '../../support/desk.ts';
import { gatewayTest, type Row } from '../../support/gateway.ts';

const test = gatewayTest();

test('of two agents who claim at once one gets it, fifty times', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Claimed by one');
	await Promise.all([gateway.signIn('agent'), gateway.signIn('agent2')]);
	for (let round = 0; round < 50; round++) {
		const answers = await Promise.all([
			act<{ claimedBy: string }>(gateway, 'agent', number, 'claim'),
			act<{ claimedBy: string }>(gateway, 'agent2', number, 'claim')
		]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
		const [holder] = await gateway.query<Row>('select * from submission where number = $1', number);
		const winner = answers[0].status === 200 ? 'agent' : 'agent2';
		expect(holder!.claimed_by).toBe(`demo-${winner.replace('agent2', 'agent-2')}`);
		expect((await act(gateway, winner, number, 'release')).status).toBe(200);
	}
	const events = await gateway.query<{ type: string }>(
		'select type from event where number = $1 order by sequence',
		number
	);
	expect(events).toHaveLength(101);
});

test('two agents who ask for the next one at once get two, over two gateways', async ({ gateway }) => {
	const other = await gateway.second();
	await gateway.query(`update submission set state = 'dismissed' where state = 'waiting'`);
	for (const text of ['Oldest', 'Second', 'Third', 'Newest']) await submit(gateway, text);
	const [first, second] = [await gateway.signIn('agent'), await gateway.signIn('agent2')];
	const next = (where: typeof gateway, cookie: string) =>
		where.call<{ excerpt: string }>('POST', '/api/submissions/next', { cookie, body: {} });
	const pairs = [
		await Promise.all([next(gateway, first), next(other, second)]),
		await Promise.all([next(gateway, first), next(other, second)])
	];
	expect(pairs.map((pair) => pair.map(({ json }) => json.excerpt).sort())).toEqual([
		['Oldest', 'Second'],
		['Newest', 'Third']
	]);
	expect((await next(gateway, first)).status).toBe(404);
});

test('the next one is of the channel and language that were asked for', async ({ gateway }) => {
	await submit(gateway, 'The road is broken here');
	const hindi = await submit(gateway, 'यहाँ सड़क टूटी है');
	const cookie = await gateway.signIn('supervisor');
	const ask = (body: object) =>
		gateway.call<{ number: string }>('POST', '/api/submissions/next', { cookie, body });
	expect((await ask({ channel: 'email' })).status).toBe(404);
	expect((await ask({ language: 'hi', channel: 'sms' })).json.number).toBe(hindi.number);
});

test('a claim that ran out is free again, and the lists are told', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Lease runs out');
	expect((await act(gateway, 'agent2', number, 'claim')).status).toBe(409);
	await gateway.query(
		`update submission set claimed_until = now() - interval '1 second' where number = $1`,
		number
	);
	expect((await act(gateway, 'agent', number, 'dismiss', { reason: 'test' })).json).toMatchObject({
		code: 'not_claimed'
	});
	await sweep(gateway.services);
	const [row] = await gateway.query<Row>('select * from submission where number = $1', number);
	expect(row!.claimed_by).toBe(null);
	const changes = await gateway.query<{ event: string }>(
		'select event from change where number = $1 order by sequence',
		number
	);
	expect(changes.at(-1)).toEqual({ event: 'submission:released' });
	expect((await act(gateway, 'agent2', number, 'claim')).status).toBe(200);
});

test('claiming one’s own again renews it without a second event', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Renewed');
	await gateway.query(
		`update submission set claimed_until = now() + interval '1 minute' where number = $1`,
		number
	);
	expect((await act(gateway, 'agent', number, 'claim')).status).toBe(200);
	const [row] = await gateway.query(
		`select claimed_until > now() + interval '9 minutes' as renewed from submission where number = $1`,
		number
	);
	expect(row).toEqual({ renewed: true });
	expect(
		await gateway.query(`select from event where number = $1 and type = 'submission:claimed'`, number)
	).toHaveLength(1);
});

test('only the holder gives a claim back', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Given back');
	expect((await act(gateway, 'agent2', number, 'release')).json).toMatchObject({ code: 'not_claimed' });
	expect((await act(gateway, 'agent', number, 'release')).status).toBe(200);
	expect((await act(gateway, 'agent', number, 'release')).status).toBe(409);
});

test('what does not exist or is decided cannot be claimed', async ({ gateway }) => {
	expect((await act(gateway, 'agent', '2699999990', 'claim')).json).toMatchObject({ code: 'not_found' });
	const { number } = await held(gateway, 'agent', 'Decided');
	await act(gateway, 'agent', number, 'dismiss', { reason: 'test', note: 'only a test \0' });
	expect((await act(gateway, 'agent2', number, 'claim')).json).toMatchObject({ code: 'decided' });
});

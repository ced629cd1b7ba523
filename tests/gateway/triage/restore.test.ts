import { expect } from 'vitest';
import { act, held, registration } from '../../support/desk.ts';
import { gatewayTest, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

const counters = async (gateway: TestGateway) => {
	const [row] = await gateway.query<{ waiting: number; decided: number }>(
		`select (select count from waiting where channel = 'sms') as waiting,
			(select coalesce(sum(count), 0)::int from decision_day) as decided`
	);
	return row!;
};
const history = async (gateway: TestGateway, number: string) =>
	(
		await gateway.query<{ type: string }>(
			'select type from event where number = $1 order by sequence',
			number
		)
	).map(({ type }) => type);
const state = async (gateway: TestGateway, number: string) =>
	(
		await gateway.query(
			'select state, grievance, reason, decided_at, decided_by, claimed_by from submission where number = $1',
			number
		)
	)[0];
const untouched = {
	state: 'waiting',
	grievance: null,
	reason: null,
	decided_at: null,
	decided_by: null,
	claimed_by: null
};

/** A grievance, and a submission that is linked to it. */
async function linked(gateway: TestGateway, text: string) {
	const first = await held(gateway, 'agent', `${text}, first`);
	expect((await act(gateway, 'agent', first.number, 'register', registration())).status).toBe(200);
	const later = await held(gateway, 'agent', `${text}, later`);
	expect((await act(gateway, 'agent', later.number, 'link', { grievance: first.number })).status).toBe(200);
	return { grievance: first.number, number: later.number };
}

test('what was dismissed waits again as if it had never been decided, counters too', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Dismissed in error');
	const before = await counters(gateway);
	await act(gateway, 'agent', number, 'dismiss', { reason: 'test' });
	const answer = await act(gateway, 'agent2', number, 'restore', { reason: 'It is a grievance \0' });
	expect(answer).toMatchObject({ status: 200, json: { number, state: 'waiting' } });
	expect(await state(gateway, number)).toEqual(untouched);
	expect(await counters(gateway)).toEqual(before);
	expect((await history(gateway, number)).slice(-2)).toEqual(['submission:dismissed', 'submission:restored']);
	const [audited] = await gateway.query(
		`select actor, detail from audit where subject = $1 and action = 'submission:restored'`,
		number
	);
	expect(audited).toEqual({
		actor: 'demo-agent-2',
		detail: { reason: 'It is a grievance ␀', dismissed: 'test' }
	});
	expect((await act(gateway, 'agent', number, 'claim')).status).toBe(200);
});

test('of many who restore at once one does', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Restored by one');
	await act(gateway, 'agent', number, 'dismiss', { reason: 'test' });
	const answers = await Promise.all(
		Array.from({ length: 8 }, (_, at) =>
			act(gateway, at % 2 ? 'agent' : 'agent2', number, 'restore', { reason: 'Again' })
		)
	);
	expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
	expect((await history(gateway, number)).filter((type) => type === 'submission:restored')).toHaveLength(1);
});

test('a link that is taken back leaves the grievance and waits again', async ({ gateway }) => {
	const { number, grievance } = await linked(gateway, 'Linked in error');
	const answer = await act(gateway, 'agent', number, 'unlink', { reason: 'Another street' });
	expect(answer).toMatchObject({ status: 200, json: { state: 'waiting', grievance: null } });
	expect(await state(gateway, number)).toEqual(untouched);
	expect((await history(gateway, number)).at(-1)).toBe('submission:unlinked');
	expect((await history(gateway, grievance)).slice(-2)).toEqual(['grievance:linked', 'grievance:unlinked']);
	expect((await act(gateway, 'agent', number, 'unlink', { reason: 'Twice' })).json).toMatchObject({
		code: 'not_linked'
	});
});

test('live lists are told of what waits again', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Told live');
	await act(gateway, 'agent', number, 'dismiss', { reason: 'test' });
	await act(gateway, 'agent', number, 'restore', { reason: 'Told' });
	const changes = await gateway.query<{ event: string }>(
		'select event from change where number = $1 order by sequence',
		number
	);
	expect(changes.at(-1)).toEqual({ event: 'submission:restored' });
});

test('neither a registration nor what waits can be taken back, and a reason is needed', async ({
	gateway
}) => {
	const { number, grievance } = await linked(gateway, 'Not undone');
	const { number: waiting } = await held(gateway, 'agent', 'Still waiting');
	for (const one of [grievance, waiting]) {
		expect((await act(gateway, 'agent', one, 'restore', { reason: 'x' })).json).toMatchObject({
			code: 'not_dismissed'
		});
		expect((await act(gateway, 'agent', one, 'unlink', { reason: 'x' })).json).toMatchObject({
			code: 'not_linked'
		});
	}
	expect((await act(gateway, 'agent', number, 'restore', { reason: 'x' })).status).toBe(409);
	expect((await act(gateway, 'agent', number, 'unlink', { reason: '' })).status).toBe(400);
	expect((await act(gateway, 'agent', '2699999990', 'restore', { reason: 'x' })).status).toBe(404);
});

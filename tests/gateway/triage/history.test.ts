import { expect } from 'vitest';
import { findBroken } from '#db/seal.ts';
import { act, held, registration } from '../../support/desk.ts';
import { gatewayTest, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

/** Events whose seal does not follow from themselves and the one before, as `number sequence`. */
const broken = async (gateway: TestGateway) =>
	(await findBroken(gateway.services.pool, 50))
		.filter(({ chain }) => chain === 'event')
		.map(({ place }) => place);

test('each event seals the one before it', async ({ gateway }) => {
	const rows = [await held(gateway, 'agent', 'Sealed 1'), await held(gateway, 'agent2', 'Sealed 2')];
	await act(gateway, 'agent', rows[0]!.number, 'register', registration());
	await act(gateway, 'agent2', rows[1]!.number, 'link', { grievance: rows[0]!.number });
	expect((await gateway.query('select from event')).length).toBeGreaterThanOrEqual(7);
	expect(await broken(gateway)).toEqual([]);
});

test('events of one number that are written at once take turns', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'At once');
	await Promise.all(
		Array.from({ length: 20 }, (_, at) =>
			gateway.query('insert into event (number, type) values ($1, $2)', number, `test:${at}`)
		)
	);
	expect(await broken(gateway)).toEqual([]);
});

test.for(['event', 'audit'])('%s is append-only', async (table, { gateway }) => {
	await held(gateway, 'agent', `For ${table}`);
	await expect(gateway.query(`update ${table} set detail = '{}'`)).rejects.toThrow('append-only');
	await expect(gateway.query(`delete from ${table}`)).rejects.toThrow('append-only');
	await expect(gateway.query(`truncate ${table}`)).rejects.toThrow(/append-only|foreign key/);
});

test('who changes history behind the database’s back is found out', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Forged');
	await gateway.query('alter table event disable trigger append_only');
	await gateway.query(`update event set actor = 'someone-else' where number = $1 and sequence = 2`, number);
	await gateway.query('alter table event enable trigger append_only');
	expect(await broken(gateway)).toEqual([`${number} 2`]);
});

test('looking at a submission is audited', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Seen');
	await gateway.call('GET', `/api/submissions/${number}`, { cookie: await gateway.signIn('supervisor') });
	const [seen] = await gateway.query(
		`select actor, role from audit where subject = $1 and action = 'submission:seen'`,
		number
	);
	expect(seen).toEqual({ actor: 'demo-supervisor', role: 'supervisor' });
});

import { expect } from 'vitest';
import type { Alerts, Reminder } from '#contracts/alert.ts';
import { sweep } from '#gateway/housekeeping.ts';
import { FOREIGN, limit, OWN, submitIn } from '../../support/access.ts';
import { act, submit } from '../../support/desk.ts';
import { gatewayTest, until, type Person, type TestGateway } from '../../support/gateway.ts';
import { openScreen } from '../../support/live.ts';

const test = gatewayTest();
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const make = (gateway: TestGateway, person: Person, number: string, text: string, at: string) =>
	act<Reminder & { code: string }>(gateway, person, number, 'reminders', { text, at });
const alertsOf = async (gateway: TestGateway, person: Person) =>
	(await gateway.call<Alerts>('GET', '/api/alerts', { cookie: await gateway.signIn(person) })).json;
const tell = async (gateway: TestGateway, person: Person, id: string, verb: string, body?: unknown) =>
	gateway.call<Reminder & { code: string }>('POST', `/api/reminders/${id}/${verb}`, {
		cookie: await gateway.signIn(person),
		body
	});
/** The database's clock has gone on, and the job's with it. */
const pass = async (gateway: TestGateway, id: string) => {
	await gateway.query(`update reminder set due_at = now() - interval '1 second' where id = $1`, id);
	await gateway.query(
		`update pgboss.job set start_after = now() - interval '1 second'
			where name = 'remind' and data ->> 'id' = $1 and state = 'created'`,
		id
	);
};

test('a reminder is told by its job when it is due, live, and waits in the list till it is done', async ({
	gateway
}) => {
	const { number } = await submit(gateway, 'Remind of this');
	const screen = await openScreen(gateway, 'agent');
	const { json: made } = await make(gateway, 'agent', number, ' Call the engineer ', inMinutes(60));
	expect(made).toMatchObject({ number, text: 'Call the engineer' });
	expect(await alertsOf(gateway, 'agent')).toMatchObject({ unread: 0, rows: [], reminders: [made] });
	const heard: string[] = [];
	screen.socket.on('alert', () => heard.push('alert'));
	await pass(gateway, made.id);
	await until(async () => (await alertsOf(gateway, 'agent')).unread === 1);
	expect(heard.length).toBeGreaterThan(0);
	expect(await alertsOf(gateway, 'agent')).toMatchObject({
		rows: [{ kind: 'reminder', number, text: 'Call the engineer', reminder: made.id, byName: null }],
		reminders: []
	});
	expect((await tell(gateway, 'agent', made.id, 'done')).status).toBe(200);
	expect(await alertsOf(gateway, 'agent')).toMatchObject({ unread: 0, rows: [{ reminder: null }] });
	expect((await tell(gateway, 'agent', made.id, 'done')).status).toBe(404);
	screen.close();
});

test('one that was put off is told at the new time alone', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Put off');
	const { id } = (await make(gateway, 'agent2', number, 'Later', inMinutes(10))).json;
	const at = inMinutes(120);
	expect((await tell(gateway, 'agent2', id, 'snooze', { at })).json).toMatchObject({ id, dueAt: at });
	// The first job runs at the first time, and finds nothing due.
	await gateway.query(
		`update pgboss.job set start_after = now() - interval '1 second' where name = 'remind' and data ->> 'id' = $1
			and start_after < now() + interval '1 hour'`,
		id
	);
	await until(
		async () =>
			(
				await gateway.query(
					`select from pgboss.job where name = 'remind' and data ->> 'id' = $1 and state = 'completed'`,
					id
				)
			).length === 1
	);
	expect(await alertsOf(gateway, 'agent2')).toMatchObject({ unread: 0, reminders: [{ id }] });
	await pass(gateway, id);
	await until(async () => (await alertsOf(gateway, 'agent2')).unread === 1);
});

test('a reminder whose job was lost is told all the same', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Lost job');
	const { id } = (await make(gateway, 'supervisor', number, 'Still', inMinutes(5))).json;
	await gateway.query(`delete from pgboss.job where name = 'remind' and data ->> 'id' = $1`, id);
	await gateway.query(`update reminder set due_at = now() - interval '1 minute' where id = $1`, id);
	await sweep(gateway.services);
	await sweep(gateway.services);
	expect(await alertsOf(gateway, 'supervisor')).toMatchObject({ unread: 1, rows: [{ reminder: id }] });
});

test('a time that has passed or is too far away is refused', async ({ gateway }) => {
	const { number } = await submit(gateway, 'When');
	const code = async (at: string) => (await make(gateway, 'agent', number, 'x', at)).json.code;
	expect(await code(inMinutes(-1))).toBe('past');
	expect(await code(inMinutes(366 * 24 * 60))).toBe('too_far');
	expect((await make(gateway, 'agent', number, 'x', 'tomorrow')).status).toBe(400);
	expect((await make(gateway, 'agent', number, '  ', inMinutes(5))).status).toBe(400);
});

test('reminders are one’s own, and of what one may see', async ({ gateway }) => {
	await limit(gateway, 'operator', { districts: [OWN] });
	const own = await submitIn(gateway, OWN, 'Own reminder');
	const foreign = await submitIn(gateway, FOREIGN, 'Foreign reminder');
	expect((await make(gateway, 'operator', foreign.number, 'x', inMinutes(5))).status).toBe(404);
	const { id } = (await make(gateway, 'operator', own.number, 'Mine', inMinutes(5))).json;
	expect((await tell(gateway, 'agent', id, 'done')).status).toBe(404);
	expect((await tell(gateway, 'agent', id, 'snooze', { at: inMinutes(9) })).status).toBe(404);
	expect((await alertsOf(gateway, 'operator')).reminders).toHaveLength(1);
	await gateway.query('update submission set matter = $2 where number = $1', own.number, {
		district: FOREIGN
	});
	expect((await alertsOf(gateway, 'operator')).reminders).toEqual([]);
});

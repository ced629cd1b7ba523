import { expect } from 'vitest';
import type { Alerts } from '#contracts/alert.ts';
import type { Note } from '#contracts/note.ts';
import { FOREIGN, limit, OWN, submitIn } from '../../support/access.ts';
import { act, held, registration, submit } from '../../support/desk.ts';
import { gatewayTest, until, type Person, type TestGateway } from '../../support/gateway.ts';
import { openScreen } from '../../support/live.ts';

const test = gatewayTest();
const AGENT2 = 'demo-agent-2';
const OPERATOR = 'demo-operator';

const write = (gateway: TestGateway, person: Person, number: string, text: string, mentions: string[] = []) =>
	act<Note & { code: string }>(gateway, person, number, 'notes', { text, mentions });
const read = async (gateway: TestGateway, person: Person, number: string) =>
	gateway.call<{ rows: Note[] }>('GET', `/api/submissions/${number}/notes`, {
		cookie: await gateway.signIn(person)
	});
const alertsOf = async (gateway: TestGateway, person: Person) =>
	(await gateway.call<Alerts>('GET', '/api/alerts', { cookie: await gateway.signIn(person) })).json;
const offered = async (gateway: TestGateway, person: Person, number: string, q = '') =>
	(
		await gateway.call<{ rows: { id: string }[] }>('GET', `/api/submissions/${number}/people?q=${q}`, {
			cookie: await gateway.signIn(person)
		})
	).json.rows.map(({ id }) => id);
const markRead = async (gateway: TestGateway, person: Person, ids?: string[]) =>
	gateway.call<Alerts>('POST', '/api/alerts/read', {
		cookie: await gateway.signIn(person),
		body: ids ? { ids } : {}
	});

test('a note stands in the chained history, for whom it names too', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Noted');
	const { status, json: note } = await write(gateway, 'agent', number, ' Ask @Ravi Kumar ', [AGENT2]);
	expect(status).toBe(200);
	expect(note).toMatchObject({
		number,
		text: 'Ask @Ravi Kumar',
		by: { id: 'demo-agent', name: 'Harpreet Kaur' },
		mentions: [{ id: AGENT2, name: 'Ravi Kumar' }],
		withdrawnAt: null
	});
	expect((await read(gateway, 'agent2', number)).json.rows).toEqual([note]);
	expect(await alertsOf(gateway, 'agent2')).toMatchObject({
		unread: 1,
		rows: [{ kind: 'mention', number, text: 'Ask @Ravi Kumar', byName: 'Harpreet Kaur', readAt: null }]
	});
	expect(
		await gateway.query(`select action from audit where subject = $1 and action = 'submission:noted'`, number)
	).toHaveLength(1);
});

test('whom a note names is told live on any gateway, and nobody else', async ({ gateway }) => {
	const other = await gateway.second();
	const { number } = await submit(gateway, 'Told live');
	const named = await openScreen(other, 'agent2');
	const writer = await openScreen(gateway, 'agent');
	const heard: string[] = [];
	named.socket.on('alert', () => heard.push('named'));
	writer.socket.on('alert', () => heard.push('writer'));
	await write(gateway, 'agent', number, 'Live', [AGENT2]);
	await until(() => heard.length);
	expect(heard).toEqual(['named']);
	named.close();
	writer.close();
});

test('mentions are read one by one, or all', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Read');
	await markRead(gateway, 'agent2');
	for (const text of ['one', 'two', 'three']) await write(gateway, 'agent', number, text, [AGENT2]);
	const [newest] = (await alertsOf(gateway, 'agent2')).rows;
	const { unread, rows } = (await markRead(gateway, 'agent2', [newest!.id])).json;
	expect(unread).toBe(2);
	expect(rows.slice(0, 3).map(({ text }) => text)).toEqual(['two', 'one', 'three']);
	const foreign = await alertsOf(gateway, 'agent2');
	await markRead(gateway, 'agent', [foreign.rows[0]!.id]);
	expect((await alertsOf(gateway, 'agent2')).unread).toBe(2);
	expect((await markRead(gateway, 'agent2')).json.unread).toBe(0);
});

test('naming oneself, or one person twice, tells nobody twice', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Oneself');
	await markRead(gateway, 'agent2');
	await write(gateway, 'agent', number, '@Harpreet Kaur', ['demo-agent', AGENT2, AGENT2]);
	expect((await alertsOf(gateway, 'agent')).unread).toBe(0);
	expect((await alertsOf(gateway, 'agent2')).unread).toBe(1);
});

test('a withdrawn note stays, marked; only its writer withdraws it, and once', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Withdrawn');
	await markRead(gateway, 'agent2');
	const { id } = (await write(gateway, 'agent', number, 'Wrong person', [AGENT2])).json;
	const withdraw = async (person: Person) =>
		gateway.call<Note & { code: string }>('POST', `/api/notes/${id}/withdraw`, {
			cookie: await gateway.signIn(person)
		});
	expect((await withdraw('supervisor')).json.code).toBe('foreign_note');
	expect((await withdraw('agent')).json).toMatchObject({
		text: 'Wrong person',
		withdrawnAt: expect.any(String)
	});
	expect((await withdraw('agent')).json.code).toBe('withdrawn');
	expect((await alertsOf(gateway, 'agent2')).rows[0]).toMatchObject({ number, text: null });
	const types = await gateway.query<{ type: string }>(
		'select type from event where number = $1 order by sequence',
		number
	);
	expect(types.map(({ type }) => type).slice(-2)).toEqual(['submission:noted', 'submission:note_withdrawn']);
});

test('who may not see the matter neither reads its notes nor is offered or named in them', async ({
	gateway
}) => {
	await limit(gateway, 'operator', { districts: [OWN] });
	const own = await submitIn(gateway, OWN, 'Own');
	const foreign = await submitIn(gateway, FOREIGN, 'Foreign');
	expect(await offered(gateway, 'agent', own.number, 'manj')).toEqual([OPERATOR]);
	expect(await offered(gateway, 'agent', foreign.number, 'manj')).toEqual([]);
	expect(await offered(gateway, 'agent', foreign.number)).not.toContain('demo-agent');
	expect((await write(gateway, 'agent', foreign.number, 'x', [OPERATOR])).json.code).toBe('unknown_person');
	expect((await read(gateway, 'operator', foreign.number)).status).toBe(404);
	expect((await write(gateway, 'operator', foreign.number, 'x')).status).toBe(404);
	expect((await write(gateway, 'agent', own.number, 'Look', [OPERATOR])).status).toBe(200);
	expect((await alertsOf(gateway, 'operator')).unread).toBe(1);
	// What moves out of one's sight takes its news along.
	await gateway.query(`update submission set matter = $2 where number = $1`, own.number, {
		district: FOREIGN
	});
	expect(await alertsOf(gateway, 'operator')).toMatchObject({ rows: [], unread: 0 });
});

test('notes of all that belongs to a grievance are read together, live', async ({ gateway }) => {
	const first = await held(gateway, 'agent', 'The case');
	await act(gateway, 'agent', first.number, 'register', registration());
	const second = await held(gateway, 'agent', 'The same case');
	await act(gateway, 'agent', second.number, 'link', { grievance: first.number });
	const screen = await openScreen(gateway, 'agent2');
	await screen.join(`submission:${first.number}`);
	await write(gateway, 'agent', second.number, 'On the linked one');
	await until(() => screen.changes.some(({ event }) => event === 'submission:noted'));
	await write(gateway, 'agent', first.number, 'On the case');
	for (const { number } of [first, second])
		expect((await read(gateway, 'agent', number)).json.rows.map(({ text }) => text)).toEqual([
			'On the linked one',
			'On the case'
		]);
	screen.close();
});

test('nothing of a note reaches a citizen', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Kept inside');
	const told = (await gateway.query('select from notice where number = $1', number)).length;
	await write(gateway, 'agent', number, 'Secret of the desk');
	const page = await gateway.call('GET', `/track/${number}?lang=en`);
	expect(page.status).toBe(200);
	expect(page.text).not.toContain('Secret of the desk');
	expect(page.text).not.toContain('noted');
	const open311 = await gateway.call('GET', `/open311/v2/requests/${number}.json`);
	expect(open311.text).not.toContain('Secret of the desk');
	expect(await gateway.query('select from notice where number = $1', number)).toHaveLength(told);
});

test('an empty note, and one on nothing, are refused', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Empty note');
	expect((await write(gateway, 'agent', number, '  ')).status).toBe(400);
	expect((await write(gateway, 'agent', '2699999990', 'x')).status).toBe(404);
	expect((await write(gateway, 'viewer', number, 'x')).status).toBe(403);
});

test('a sensitive matter is told to those alone who see it', async ({ gateway }) => {
	const { number } = await held(gateway, 'supervisor', 'Whistle blown');
	await gateway.query('update submission set sensitive = true where number = $1', number);
	const named = await offered(gateway, 'supervisor', number);
	expect(named).not.toContain(AGENT2);
	expect((await write(gateway, 'supervisor', number, 'x', [AGENT2])).json.code).toBe('unknown_person');
	expect((await read(gateway, 'agent2', number)).status).toBe(404);
});

test('a number in a note is masked to whose role does not see numbers', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Masked');
	await write(gateway, 'agent', number, 'Call +919812345210');
	const text = async (person: Person) => (await read(gateway, person, number)).json.rows[0]?.text;
	expect(await text('agent2')).toBe('Call +919812345210');
	expect(await text('viewer')).not.toContain('+919812345210');
});

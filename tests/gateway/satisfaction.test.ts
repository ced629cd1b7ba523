import { expect } from 'vitest';
import type { Callback } from '#contracts/callback.ts';
import { askDue } from '#gateway/satisfaction/ask-due.ts';
import { done, look, registered, reply, travelTo } from '../support/case.ts';
import { post } from '../support/floor.ts';
import { gatewayTest, until, type TestGateway } from '../support/gateway.ts';
import { newMobile } from '../support/track.ts';

// Without workers' sweeps of its own nothing is asked before the test's time has come.
const test = gatewayTest({ lab: 'whole' });

interface Due {
	mode: string;
	state: string;
	due: string;
}
/** When and by whom its citizen is asked next, in Indian time. */
const next = async (gateway: TestGateway, number: string) =>
	(
		await gateway.query<Due>(
			`select mode, state, to_char(due_at at time zone 'Asia/Kolkata', 'DD HH24:MI') as due from satisfaction
				where grievance = $1 order by id desc limit 1`,
			number
		)
	)[0]!;
const tries = (gateway: TestGateway, number: string) =>
	gateway.query<{ mode: string; outcome: string; at: string }>(
		`select mode, outcome, to_char(at at time zone 'Asia/Kolkata', 'DD HH24') as at from feedback_attempt
			where number = $1 order by id`,
		number
	);
const callsTo = (gateway: TestGateway, phone: string) =>
	gateway.query(`select from call where to_address = $1`, phone);
const listed = async (gateway: TestGateway, number: string) =>
	(
		await gateway.call<{ rows: Callback[] }>('GET', '/api/callbacks', {
			cookie: await gateway.signIn('agent')
		})
	).json.rows.find(({ matter }) => matter?.number === number);

/** A resolved case, and the telephone of its citizen. */
async function resolved(gateway: TestGateway, text: string, instant: string) {
	const phone = newMobile();
	await travelTo(gateway, instant);
	const number = await registered(gateway, text, {}, phone);
	await done(gateway, 'officer', number, 'acknowledge');
	await done(gateway, 'officer', number, 'resolve', { grade: 'full', reply: reply.pa });
	return { number, phone };
}
const ask = async (gateway: TestGateway, instant: string) => {
	await travelTo(gateway, instant);
	await askDue(gateway.services);
};

test('three tries on three days at three hours reach nobody: closed, unverified', async ({ gateway }) => {
	const { number, phone } = await resolved(gateway, 'Reached by nobody', '2027-02-01T05:00:00Z');
	expect(await next(gateway, number)).toEqual({ mode: 'call', state: 'open', due: '01 11:30' });
	gateway.lab!.telephone.phones.set(phone, { does: 'busy', after_s: 0 });
	await ask(gateway, '2027-02-01T06:30:00Z');
	await until(async () => (await tries(gateway, number)).length === 1);
	await until(async () => (await next(gateway, number)).mode === 'agent');
	expect(await next(gateway, number)).toMatchObject({ due: '02 15:00' });
	expect(await callsTo(gateway, phone)).toHaveLength(1);
	const [reminder] = await gateway.query(
		`select from notice where number = $1 and template like 'feedback_reminder%'`,
		number
	);
	expect(reminder).toBeDefined();
	for (const [at, instant] of ['2027-02-02T09:31:00Z', '2027-02-03T12:29:00Z'].entries()) {
		await ask(gateway, instant);
		const row = (await until(() => listed(gateway, number))) as Callback;
		expect(row).toMatchObject({ reason: 'satisfaction', phone, matter: { reply: reply.pa, grade: 'full' } });
		await post(gateway, 'agent', `/api/callbacks/${row.id}/take`);
		const { status } = await post(gateway, 'agent', `/api/callbacks/${row.id}/satisfaction`, {
			outcome: at ? 'wrong_number' : 'no_answer',
			words: ''
		});
		expect(status).toBe(200);
		if (!at) expect(await next(gateway, number)).toMatchObject({ mode: 'agent', due: '03 09:00' });
	}
	expect(await tries(gateway, number)).toEqual([
		{ mode: 'call', outcome: 'busy', at: '01 12' },
		{ mode: 'agent', outcome: 'no_answer', at: '02 15' },
		{ mode: 'agent', outcome: 'wrong_number', at: '03 17' }
	]);
	expect(await look(gateway, 'supervisor', number)).toMatchObject({
		state: 'closed_unverified',
		verdict: 'unreachable'
	});
	expect(await next(gateway, number)).toMatchObject({ state: 'done' });
});

test('by key: 1 closes it, 2 with recorded words goes one level up', async ({ gateway }) => {
	const one = await resolved(gateway, 'Satisfied by key', '2027-02-04T05:00:00Z');
	gateway.lab!.telephone.phones.set(one.phone, { does: 'answer', after_s: 0, then: ['press 1'] });
	const two = await resolved(gateway, 'Not satisfied by key', '2027-02-04T05:00:00Z');
	gateway.lab!.telephone.phones.set(two.phone, {
		does: 'answer',
		after_s: 0,
		then: ['press 2', 'record 2', 'hang up']
	});
	// However many sweep, and however often.
	const other = await gateway.second({ role: 'web' });
	await travelTo(gateway, '2027-02-04T06:30:00Z');
	await Promise.all([askDue(gateway.services), askDue(other.services), askDue(gateway.services)]);
	await until(async () => (await look(gateway, 'supervisor', one.number)).state === 'closed_satisfied');
	await until(async () => (await look(gateway, 'supervisor', two.number)).level === 2);
	const [verdict] = (await look(gateway, 'supervisor', two.number)).verdicts;
	expect(verdict).toMatchObject({ verdict: 'not_satisfied', channel: 'ivr', byName: null });
	expect(verdict!.words).toMatch(/\d\d-\d{7}-\d/);
	for (const { phone } of [one, two]) expect(await callsTo(gateway, phone)).toHaveLength(1);
});

test('who answers is asked no more, a sensitive case is asked by people alone, an agent hears the word', async ({
	gateway
}) => {
	const answered = await resolved(gateway, 'Answered meanwhile', '2027-02-05T05:00:00Z');
	await done(gateway, 'feedback', answered.number, 'verdict', {
		verdict: 'satisfied',
		words: '',
		channel: 'sms'
	});
	expect(await next(gateway, answered.number)).toMatchObject({ state: 'done' });
	const late = await resolved(gateway, 'Resolved in the evening', '2027-02-05T12:00:00Z');
	expect(await next(gateway, late.number)).toMatchObject({ due: '06 09:00' });
	await gateway.query(`update satisfaction set mode = 'agent' where grievance = $1`, late.number);
	await ask(gateway, '2027-02-05T20:00:00Z');
	expect(await listed(gateway, late.number)).toBeUndefined();
	await ask(gateway, '2027-02-06T04:00:00Z');
	const row = (await until(() => listed(gateway, late.number))) as Callback;
	await post(gateway, 'agent', `/api/callbacks/${row.id}/take`);
	const close = (outcome: string, words: string) =>
		post<{ code?: string }>(gateway, 'agent', `/api/callbacks/${row.id}/satisfaction`, { outcome, words });
	expect((await close('partly', ' ')).json.code).toBe('required');
	expect((await close('partly', 'The lane is still dark')).status).toBe(200);
	expect(await look(gateway, 'supervisor', late.number)).toMatchObject({
		state: 'closed_partly',
		verdicts: [{ verdict: 'partly', words: 'The lane is still dark', channel: 'phone' }]
	});
	expect((await close('satisfied', '')).json.code).toBe('not_taken');
});

test('of a sensitive case no machine speaks, and nothing that is sent says what it is about', async ({
	gateway
}) => {
	const phone = newMobile();
	await travelTo(gateway, '2027-02-08T05:00:00Z');
	const number = await registered(gateway, 'The clerk takes bribes', { sensitive: 'whistle_blower' }, phone);
	await gateway.query(`update citizen set notify_by = 'sms'`);
	await done(gateway, 'officer', number, 'acknowledge');
	await done(gateway, 'officer', number, 'resolve', { grade: 'full', reply: reply.pa });
	expect(await next(gateway, number)).toMatchObject({ mode: 'agent' });
	// One that became sensitive after its resolution.
	const later = await resolved(gateway, 'Marked afterwards', '2027-02-08T05:00:00Z');
	await gateway.query(
		`update grievance set sensitive = (select sensitive from grievance where number = $2) where number = $1`,
		later.number,
		number
	);
	await ask(gateway, '2027-02-08T06:31:00Z');
	await ask(gateway, '2027-02-08T06:32:00Z');
	for (const to of [phone, later.phone]) expect(await callsTo(gateway, to)).toEqual([]);
	const [{ names }] = (await gateway.query<{ names: string[] }>(
		`select array_agg(name) as names from (select unnest(array[d.name_pa, d.name_hi, d.name_en]) as name
			from department d join grievance g on g.department = d.code where g.number = $1) as n`,
		number
	)) as [{ names: string[] }];
	const told = await gateway.query<{ said: string }>(
		`select concat(subject, body, fields::text) as said from notice where number = $1 and template not like 'received%'`,
		number
	);
	expect(told.length).toBeGreaterThan(1);
	for (const { said } of told)
		for (const name of [...names, reply.pa, 'bribes']) expect(said).not.toContain(name);
	expect(told.map(({ said }) => said).join()).toMatch(/ਦਫ਼ਤਰ|कार्यालय|[Tt]he office/);
});

test('whom no text reaches is on the list of calls, read out by a feedback agent, and told', async ({
	gateway
}) => {
	await travelTo(gateway, '2027-02-09T05:00:00Z');
	const { number, phone } = await resolved(gateway, 'Told by telephone', '2027-02-09T05:00:00Z');
	await gateway.query(
		`update citizen set notify_by = 'call' where id = (select citizen from grievance where number = $1)`,
		number
	);
	await done(gateway, 'feedback', number, 'verdict', {
		verdict: 'partly',
		words: 'Half of it',
		channel: 'phone'
	});
	const cookie = await gateway.signIn('feedback');
	const rows = async () =>
		(await gateway.call<{ rows: Callback[] }>('GET', '/api/callbacks', { cookie })).json.rows;
	const row = (await until(async () =>
		(await rows()).find(({ told }) => told?.number === number)
	)) as Callback;
	expect(row).toMatchObject({ reason: 'notice', phone, told: { key: 'closed_partly' }, matter: null });
	expect(row.told!.body).toContain(`${number.slice(0, 2)}-`);
	// What is not of a case is the helpline's.
	await gateway.query(
		`insert into callback (phone, reason, language, queued_at, due_at) values ('+919815011111', 'asked', 'pa', now(), now())`
	);
	expect((await rows()).every(({ matter, told }) => matter !== null || told !== null)).toBe(true);
	const [asked] = await gateway.query<{ id: string }>(
		`select id::text from callback where phone = '+919815011111'`
	);
	expect((await post(gateway, 'feedback', `/api/callbacks/${asked!.id}/take`)).status).toBe(409);
	expect((await post(gateway, 'feedback', `/api/callbacks/${row.id}/call`)).status).toBe(403);
	await post(gateway, 'feedback', `/api/callbacks/${row.id}/take`);
	const closing = await post(gateway, 'feedback', `/api/callbacks/${row.id}/close`, { outcome: 'reached' });
	expect(closing.status).toBe(200);
	expect(
		await gateway.query(
			`select state, settled_reason from notice where number = $1 and channel = 'voice'`,
			number
		)
	).toEqual([{ state: 'settled', settled_reason: 'told by telephone' }]);
	expect((await rows()).find(({ id }) => id === row.id)).toBeUndefined();
});

import { expect } from 'vitest';
import type { Policy, PolicyContent } from '#contracts/policy.ts';
import { escalateDue } from '#gateway/grievance/escalate.ts';
import { routeRegistered } from '#gateway/grievance/route.ts';
import { endQuestions } from '#gateway/grievance/unanswered.ts';
import { done, look, reply, travelTo } from '../../support/case.ts';
import { gatewayTest, type TestGateway } from '../../support/gateway.ts';
import { makeCases } from '../../support/many-cases.ts';

// Without workers of its own: time passes when the test says so.
const test = gatewayTest({ config: { role: 'web' } });

/** Registers one case at this moment. */
async function registerAt(
	gateway: TestGateway,
	instant: string,
	{ district = '36', category = 'rural-water-none', department = '403' } = {}
) {
	await travelTo(gateway, instant);
	const [number] = await makeCases(gateway.services.pool, {
		count: 1,
		category,
		department,
		districts: [district]
	});
	await gateway.services.transaction((db) => routeRegistered(gateway.services, db, number!));
	return number!;
}
const dueOf = async (gateway: TestGateway, number: string, kind = 'redress') =>
	(
		await gateway.query<{ due: string }>(
			`select to_char(due_at at time zone 'Asia/Kolkata', 'YYYY-MM-DD HH24:MI') as due from clock
				where number = $1 and kind = $2 order by id desc limit 1`,
			number,
			kind
		)
	)[0]!.due;
const admin = async <T>(gateway: TestGateway, method: string, url: string, body: unknown) => {
	const answer = await gateway.call<T>(method, url, { cookie: await gateway.signIn('admin'), body });
	expect(answer.status, answer.text).toBe(200);
	return answer.json;
};

/** A copy of the supplied policy with these changes, in force from a day on. */
async function newPolicy(
	gateway: TestGateway,
	effectiveOn: string,
	change: (content: PolicyContent) => PolicyContent
) {
	const { version, revision, content } = await admin<Policy>(gateway, 'POST', '/api/policies', { from: 1 });
	await admin(gateway, 'PUT', `/api/policies/${version}`, { revision, content: change(content) });
	return admin<Policy>(gateway, 'POST', `/api/policies/${version}/force`, {
		effectiveOn,
		reason: 'By a new order'
	});
}

test('a year of time limits: holidays, a district’s own, a new policy in the middle, overrides', async ({
	gateway
}) => {
	await admin(gateway, 'PUT', '/api/holidays', {
		day: '2027-03-22',
		district: '36',
		names: { en: 'Fair', pa: 'ਮੇਲਾ', hi: 'मेला' }
	});
	await newPolicy(gateway, '2027-04-01', (content) => ({
		...content,
		dayEnds: '16:00',
		limits: {
			...content.limits,
			redress: [{ days: 5, unit: 'working' }, ...content.limits.redress.slice(1)] as never
		},
		overrides: [{ kind: 'redress', category: 'street-light', level: 1, days: 3, unit: 'calendar' }]
	}));
	// Thursday before Christmas; Christmas is a Friday. 28, 29, 30, 31, 1, 4, 5.
	const winter = await registerAt(gateway, '2026-12-24T04:30:00Z');
	expect(await dueOf(gateway, winter)).toBe('2027-01-05 17:00');
	expect(await dueOf(gateway, winter, 'acknowledge')).toBe('2026-12-24 17:00');
	// Thursday 18 March. Ludhiana: 19, 24, 25, 26, 29, 30, 31, as 22 is its fair and 23 the state's holiday.
	expect(await dueOf(gateway, await registerAt(gateway, '2027-03-18T04:30:00Z'))).toBe('2027-03-31 17:00');
	// Amritsar has no fair: 19, 22, 24, 25, 26, 29, 30.
	const amritsar = await registerAt(gateway, '2027-03-18T04:30:00Z', { district: '27' });
	expect(await dueOf(gateway, amritsar)).toBe('2027-03-30 17:00');
	// Started by the old policy, it stays with it: 31, 1, 2, 5, 6, 7, 8.
	const spring = await registerAt(gateway, '2027-03-30T04:30:00Z');
	expect(await dueOf(gateway, spring)).toBe('2027-04-08 17:00');
	// By the new one: 2, 5, 6, 7, 8, till four o'clock.
	const april = await registerAt(gateway, '2027-04-01T04:30:00Z');
	expect(await dueOf(gateway, april)).toBe('2027-04-08 16:00');
	// Its override: three calendar days end on Sunday 4, so on Monday.
	const light = await registerAt(gateway, '2027-04-01T04:30:00Z', {
		category: 'street-light',
		department: '412'
	});
	expect(await dueOf(gateway, light)).toBe('2027-04-05 16:00');

	await done(gateway, 'officer', april, 'acknowledge');
	await travelTo(gateway, '2027-04-08T06:00:00Z');
	await done(gateway, 'officer', april, 'interim', { reply: reply.pa, expectedOn: '2027-06-01' });
	// Fifteen calendar days end on Friday 23.
	expect(await dueOf(gateway, april, 'interim')).toBe('2027-04-23 16:00');

	// A minute after it was due the next level has it, by the policy of that day: 9, 12, 13, 15, 16, 19, 20 without the 14th.
	await travelTo(gateway, '2027-04-08T11:31:00Z');
	await escalateDue(gateway.services);
	expect(await look(gateway, 'dc', spring)).toMatchObject({ level: 2, office: 'dc-36', late: true });
	expect(await dueOf(gateway, spring)).toBe('2027-04-20 16:00');
	expect((await look(gateway, 'officer', april)).level).toBe(1);
	// No new interim reply came.
	await travelTo(gateway, '2027-04-23T10:31:00Z');
	await escalateDue(gateway.services);
	expect(await look(gateway, 'dc', april)).toMatchObject({ level: 2, state: 'long_term', late: true });

	// A year after the first. Christmas is a Saturday: 27, 28, 29, 30, 31.
	expect(await dueOf(gateway, await registerAt(gateway, '2027-12-24T04:30:00Z'))).toBe('2027-12-31 16:00');
	const { clocks } = await look(gateway, 'officer', winter);
	const proof = clocks.find(({ kind, level }) => kind === 'redress' && level === 1)!;
	expect(proof.proof.filter(({ why }) => why === 'counted').map(({ day }) => day.slice(8))).toEqual([
		...['28', '29', '30', '31', '01', '04', '05']
	]);
	expect(proof.proof.find(({ day }) => day === '2026-12-25')).toEqual({
		day: '2026-12-25',
		count: null,
		why: 'holiday'
	});
	expect(proof.policy).toBe(1);
});

test('while a citizen is asked the clock of screening rests', async ({ gateway }) => {
	await gateway.query('update routing_rule set active = false');
	// Monday 10 January 2028; the policy of April 2027: one working day, seven calendar days to answer.
	const number = await registerAt(gateway, '2028-01-10T04:30:00Z');
	await gateway.query('update routing_rule set active = true');
	expect(await look(gateway, 'supervisor', number)).toMatchObject({ state: 'screening', office: null });
	expect(await dueOf(gateway, number, 'screen')).toBe('2028-01-11 16:00');
	await done(gateway, 'supervisor', number, 'question', { question: 'place', text: reply.pa });
	await travelTo(gateway, '2028-01-17T10:31:00Z');
	await endQuestions(gateway.services);
	const screened = await look(gateway, 'supervisor', number);
	// Asked on Monday, back on the next Monday after four: Tuesday counts.
	expect(screened).toMatchObject({ state: 'screening' });
	expect(await dueOf(gateway, number, 'screen')).toBe('2028-01-18 16:00');
	expect(screened.clocks.find(({ kind }) => kind === 'answer')!.outcome).not.toBeNull();
	const again = await done(gateway, 'supervisor', number, 'route', {
		office: 'district-403-36',
		reason: 'Theirs'
	});
	expect(again).toMatchObject({ state: 'assigned', level: 1, office: 'district-403-36' });
});

test('what is due escalates once, however many do it and whoever dies', async ({ gateway }) => {
	await travelTo(gateway, '2028-02-01T04:30:00Z');
	const numbers = await makeCases(gateway.services.pool, {
		...{ count: 60, category: 'rural-water-none', department: '403', districts: ['36', '27', '28'] }
	});
	const other = await gateway.second();
	for (const number of numbers)
		await gateway.services.transaction((db) => routeRegistered(gateway.services, db, number));
	await travelTo(gateway, '2028-03-01T04:30:00Z');
	// One that is about to commit loses its connection: what it did has not been done.
	const killed = gateway.services
		.transaction(async (db) => {
			await escalateDue({ ...gateway.services, transaction: (work) => work(db) });
			await gateway.query(
				`select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction'
					and datname = current_database() and application_name = 'sunwai' and pid <> pg_backend_pid()`
			);
			await db.query({ text: 'select 1', values: [] });
		})
		.catch(() => 'killed');
	expect(await killed).toBe('killed');
	await Promise.all([gateway.services, other.services, gateway.services, other.services].map(escalateDue));
	const [found] = await gateway.query(
		`select count(*)::int as cases, count(*) filter (where level = 2 and late)::int as raised,
			sum((select count(*) from event e where e.number = g.number and e.type = 'grievance:escalated'))::int as events,
			sum((select count(*) from clock c where c.number = g.number and c.kind = 'redress' and c.level = 2))::int as clocks
		from grievance g where number = any($1)`,
		numbers
	);
	expect(found).toEqual({ cases: 60, raised: 60, events: 60, clocks: 60 });
});

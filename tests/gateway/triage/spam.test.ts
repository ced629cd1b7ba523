import { expect } from 'vitest';
import { act, held, newPhone, submit } from '../../support/desk.ts';
import { gatewayTest, type Row, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

const rule = { kind: 'phone', action: 'dismiss', days: 30 } as const;
const told = (gateway: TestGateway, number: string) =>
	gateway.query('select from notice where number = $1', number);
const rowOf = async (gateway: TestGateway, number: string) =>
	(
		await gateway.query<Row & { reason: string | null; rule: string | null; decided_by: string | null }>(
			'select * from submission where number = $1',
			number
		)
	)[0]!;

let mails = 0;
/** A submission that the agent holds, as if it were a mail or had come from this sender. */
async function mail(gateway: TestGateway, from: string) {
	const { number } = await held(gateway, 'agent', `Of ${from}, ${(mails += 1)}`);
	await gateway.query('update submission set sender = $2 where number = $1', number, from);
	return { number };
}

test('what a spam sender sends later is dismissed on arrival, names its rule, and is not acknowledged', async ({
	gateway
}) => {
	const from = newPhone();
	const first = await held(gateway, 'agent', 'Buy now', from);
	expect(await act(gateway, 'agent', first.number, 'spam', { note: 'Advertises', rule })).toMatchObject({
		status: 200,
		json: { state: 'dismissed' }
	});
	const later = await submit(gateway, 'Buy again', from);
	const row = await rowOf(gateway, later.number);
	expect(row).toMatchObject({ state: 'dismissed', reason: 'spam', decided_by: `rule:${row.rule}` });
	const events = await gateway.query(
		'select type, actor, detail from event where number = $1 order by sequence',
		later.number
	);
	expect(events[1]).toEqual({
		type: 'submission:dismissed',
		actor: null,
		detail: { reason: 'spam', rule: Number(row.rule), kind: 'phone', value: from }
	});
	expect(await told(gateway, later.number)).toEqual([]);
	const other = await submit(gateway, 'A grievance of somebody else');
	expect(await rowOf(gateway, other.number)).toMatchObject({ state: 'waiting', rule: null });
	expect(await told(gateway, other.number)).toHaveLength(1);
});

test('restoring what a rule dismissed can end the rule', async ({ gateway }) => {
	const from = newPhone();
	const first = await held(gateway, 'agent', 'Taken for spam', from);
	await act(gateway, 'agent', first.number, 'spam', { rule });
	const second = await submit(gateway, 'Not spam 1', from);
	const third = await submit(gateway, 'Not spam 2', from);
	await act(gateway, 'agent', second.number, 'restore', { reason: 'A grievance' });
	expect((await rowOf(gateway, (await submit(gateway, 'Not spam 3', from)).number)).state).toBe('dismissed');
	await act(gateway, 'agent', third.number, 'restore', { reason: 'A grievance too', endRule: true });
	expect((await rowOf(gateway, (await submit(gateway, 'Not spam 4', from)).number)).state).toBe('waiting');
	const [ended] = await gateway.query(
		`select ended_by_name is not null as ended from sender_rule where value = $1`,
		from
	);
	expect(ended).toEqual({ ended: true });
	// The one that made the rule was dismissed by a person.
	await act(gateway, 'agent', first.number, 'restore', { reason: 'x', endRule: true });
	expect((await rowOf(gateway, first.number)).state).toBe('waiting');
});

test('a sender of low rank waits with a flag and is told the number', async ({ gateway }) => {
	const from = newPhone();
	const first = await held(gateway, 'agent', 'Writes every hour', from);
	await act(gateway, 'agent', first.number, 'spam', { rule: { ...rule, action: 'low', days: 7 } });
	const later = await submit(gateway, 'Writes again', from);
	expect(await rowOf(gateway, later.number)).toMatchObject({ state: 'waiting', flags: ['low'] });
	expect(await told(gateway, later.number)).toHaveLength(1);
});

test('a rule that ran out does nothing, and two agents at once make one rule', async ({ gateway }) => {
	const from = newPhone();
	const [one, two] = [
		await held(gateway, 'agent', 'Spam, twice 1', from),
		await held(gateway, 'agent2', 'Spam, twice 2', from)
	];
	const answers = await Promise.all([
		act(gateway, 'agent', one.number, 'spam', { rule }),
		act(gateway, 'agent2', two.number, 'spam', { rule })
	]);
	expect(answers.map(({ status }) => status)).toEqual([200, 200]);
	expect(await gateway.query('select from sender_rule where value = $1', from)).toHaveLength(1);
	await gateway.query(
		`update sender_rule set expires_at = now() - interval '1 second' where value = $1`,
		from
	);
	expect((await rowOf(gateway, (await submit(gateway, 'After it ran out', from)).number)).state).toBe(
		'waiting'
	);
});

test.for([
	['clerk@dc.punjab.gov.in', { kind: 'address', action: 'dismiss', days: 30 }, 'government'],
	['clerk@nic.in', { kind: 'domain', action: 'low', days: 30 }, 'government'],
	['someone@gmail.com', { kind: 'domain', action: 'dismiss', days: 30 }, 'public_domain'],
	['someone@gmail.com', { kind: 'phone', action: 'dismiss', days: 30 }, 'no_sender'],
	['+919876599001', { kind: 'phone', action: 'dismiss', days: 31 }, 'too_long'],
	['+919876599001', { kind: 'address', action: 'dismiss', days: 5 }, 'no_sender']
] as const)('of %s there is no rule %o', async ([from, wish, code], { gateway }) => {
	const { number } = await mail(gateway, from);
	expect((await act(gateway, 'agent', number, 'spam', { rule: wish })).json).toMatchObject({ code });
	expect((await rowOf(gateway, number)).state).toBe('waiting');
	expect(await gateway.query('select from sender_rule where number = $1', number)).toEqual([]);
});

test('the database itself keeps rules off governments and telephones free after a month', async ({
	gateway
}) => {
	const insert = (kind: string, value: string, days: number) =>
		gateway.query(
			`insert into sender_rule (kind, value, action, made_by, made_by_name, expires_at)
				values ($1, $2, 'dismiss', 'x', 'x', now() + make_interval(days => $3))`,
			kind,
			value,
			days
		);
	await expect(insert('phone', '+919876599002', 31)).rejects.toThrow('check');
	await expect(insert('domain', 'punjab.gov.in', 1)).rejects.toThrow('check');
	await expect(insert('address', 'a@nic.in', 1)).rejects.toThrow('check');
});

test('supervisors list rules and end them, once', async ({ gateway }) => {
	const { number } = await mail(gateway, 'Seller@Shop.Example');
	const domain = { kind: 'domain', action: 'dismiss', days: 365 };
	expect((await act(gateway, 'agent', number, 'spam', { rule: domain, note: 'Sells' })).status).toBe(200);
	const cookie = await gateway.signIn('supervisor');
	const list = await gateway.call<{ rows: { id: string; value: string }[] }>('GET', '/api/sender-rules', {
		cookie
	});
	const found = list.json.rows.find(({ value }) => value === 'shop.example')!;
	expect(found).toMatchObject({ kind: 'domain', note: 'Sells', number, endedAt: null, dismissed: 0 });
	const end = () => gateway.call('POST', `/api/sender-rules/${found.id}/end`, { cookie, body: {} });
	expect([(await end()).status, (await end()).status]).toEqual([200, 404]);
	expect(
		await gateway.query(`select from audit where action = 'sender_rule:ended' and subject = $1`, found.id)
	).toHaveLength(1);
});

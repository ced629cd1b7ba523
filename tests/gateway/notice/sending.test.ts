import { expect } from 'vitest';
import { formatNumber } from '#contracts/number.ts';
import { takeSlot } from '#db/notice-account.ts';
import { sendNotices } from '#gateway/notice/send.ts';
import { tell } from '#gateway/notice/tell.ts';
import { noteWishes } from '#gateway/notice/wishes.ts';
import { newPhone, submit } from '../../support/desk.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest({
	lab: 'whole',
	config: {
		smsAccount: 'sms-twilio',
		smsFallback: ['sms-vonage', 'sms-msdg'],
		mailAccount: 'email',
		smsHours: { since: 0, till: 24 }
	}
});

interface Notice {
	id: string;
	template: string;
	channel: string;
	account: string;
	recipient: string;
	state: string;
	attempts: number;
	error: string | null;
	waits: boolean;
	due: string;
}
const notices = (gateway: TestGateway, number: string) =>
	gateway.query<Notice>(
		`select id::text, template, channel, account, recipient, state, attempts, error, due_at > sunwai_now() as waits,
				to_char(due_at at time zone 'Asia/Kolkata', 'DD HH24:MI') as due
			from notice where number = $1 order by id`,
		number
	);
const received = (gateway: TestGateway, phone: string) =>
	gateway.carrier.handset(phone).messages.filter(({ direction }) => direction === 'received');
/** Nothing is held against any account. */
const forgive = (gateway: TestGateway) =>
	gateway.query(`update account set held_until = null, misses = 0, slot_at = null`);

/** A submission that came by Twilio's SMS and whose sender has been told its number. */
async function came(gateway: TestGateway, from = newPhone()) {
	const { number } = await submit(gateway, `Came from ${from}`, from);
	await until(async () => (await notices(gateway, number))[0]?.state === 'delivered');
	const to = {
		...{ number, channel: 'sms', account: 'sms-twilio', sender: from, recipient: '+911725550100' },
		...{ language: 'en' as const, flags: [], messageId: null }
	};
	return { number, from, to };
}
const assigned = (occasion: string) => ({
	key: 'assigned' as const,
	occasion,
	fields: { department: 'Power Corporation', date: '2026-12-11' }
});
const telling = (
	gateway: TestGateway,
	to: Awaited<ReturnType<typeof came>>['to'],
	told: Parameters<typeof tell>[3]
) => gateway.services.transaction((db) => tell(gateway.services, db, [to], told));

test('when the first account fails or is busy, the next one tells, once', async ({ gateway }) => {
	for (const code of ['20500', '20429']) {
		const { number, from, to } = await came(gateway);
		gateway.carrier.refuse(from, code, 'twilio');
		await telling(gateway, to, assigned('1'));
		await until(() => received(gateway, from).length === 2);
		gateway.carrier.refuse(from, null);
		expect(received(gateway, from)[1]).toMatchObject({
			via: 'vonage-sms',
			text: expect.stringContaining(formatNumber(number))
		});
		await until(async () => (await notices(gateway, number))[1]?.state === 'delivered');
		expect((await notices(gateway, number))[1]).toMatchObject({ account: 'sms-vonage', attempts: 1 });
	}
	const [held] = await gateway.query<{ held: boolean }>(
		`select held_until > now() as held from account where id = 'sms-twilio'`
	);
	expect(held).toEqual({ held: true });
	const { number, from, to } = await came(gateway, newPhone());
	expect(received(gateway, from)[0]).toMatchObject({ via: 'vonage-sms' });
	await forgive(gateway);
	await telling(gateway, to, assigned('1'));
	await until(() => received(gateway, from).length === 2);
	expect(received(gateway, from)[1]).toMatchObject({ via: 'twilio' });
	expect((await notices(gateway, number)).map(({ account }) => account)).toEqual([
		'sms-vonage',
		'sms-twilio'
	]);
});

test('while every account is held, a notice waits and that is no attempt', async ({ gateway }) => {
	const { number, from, to } = await came(gateway);
	await gateway.query(`update account set held_until = now() + interval '1 hour'`);
	await telling(gateway, to, assigned('1'));
	const waiting = await until(async () => {
		const found = (await notices(gateway, number))[1];
		return found?.waits && found.state === 'queued' && found;
	});
	expect(waiting).toMatchObject({ attempts: 0, error: null });
	await forgive(gateway);
	await gateway.query(`update notice set due_at = now() where number = $1`, number);
	await sendNotices(gateway.services, [(waiting as Notice).id]);
	expect(received(gateway, from)).toHaveLength(2);
});

test('an account is given so many messages a second', async ({ gateway }) => {
	const waits: (number | null)[] = [];
	for (let at = 0; at < 12; at++) waits.push(await takeSlot(gateway.services.pool, 'sms-msdg', 2));
	const given = waits.filter((wait) => wait !== null);
	expect(given.length).toBeGreaterThanOrEqual(8);
	expect(given.length).toBeLessThan(12);
	expect(given.at(-1)).toBeGreaterThan(3);
	expect(given).toEqual(given.toSorted((a, b) => a - b));
	await forgive(gateway);
});

test('at night what can wait is sent in the morning, an answer at once', async ({ gateway }) => {
	const { number, from, to } = await came(gateway);
	gateway.services.config.smsHours = { since: 8, till: 21 };
	await gateway.query(
		`insert into time_shift (shift) select
			(date_trunc('day', now() at time zone 'Asia/Kolkata') + interval '46 hours') at time zone 'Asia/Kolkata' - now()`
	);
	try {
		await telling(gateway, to, assigned('night'));
		await telling(gateway, to, { key: 'appeal_received', fields: { date: '2026-12-20' } });
		await until(() => received(gateway, from).length === 2);
		expect(received(gateway, from)[1]!.text).toContain('appeal');
		const night = (await notices(gateway, number)).find(({ template }) => template === 'assigned:night')!;
		expect(night).toMatchObject({ state: 'queued', waits: true, due: expect.stringMatching(/ 08:00$/) });
		await gateway.query(`update time_shift set shift = shift + interval '11 hours'`);
		await sendNotices(gateway.services, [night.id]);
		await until(() => received(gateway, from).length === 3);
	} finally {
		await gateway.query('delete from time_shift');
		gateway.services.config.smsHours = { since: 0, till: 24 };
	}
});

test('what is told about one number comes in its order, though the first has to be sent again', async ({
	gateway
}) => {
	const { number, from, to } = await came(gateway);
	await gateway.query(`update account set held_until = now() + interval '1 hour'`);
	for (const occasion of ['1', '2', '3']) await telling(gateway, to, assigned(occasion));
	const ids = (await notices(gateway, number)).slice(1).map(({ id }) => id);
	await until(async () => (await notices(gateway, number))[1]!.waits);
	await forgive(gateway);
	await sendNotices(gateway.services, ids.slice(1));
	expect(received(gateway, from)).toHaveLength(1);
	await gateway.query(`update notice set due_at = now() where id = $1`, ids[0]);
	await sendNotices(gateway.services, [ids[0]!]);
	expect(received(gateway, from)).toHaveLength(4);
	const sent = await gateway.query<{ id: string }>(
		`select id::text from notice where number = $1 and template like 'assigned%' order by sent_at`,
		number
	);
	expect(sent.map(({ id }) => id)).toEqual(ids);
});

test('a dead number is told by mail, gets nothing more, and is heard again once it is lifted', async ({
	gateway
}) => {
	const { number, from, to } = await came(gateway);
	const mail = `dead${from.slice(-6)}@citizen.example`;
	const [citizen] = await gateway.query<{ id: string }>(
		`insert into citizen (name, language) values ('Gurnam Singh', 'en') returning id::text`
	);
	await gateway.query(
		`insert into citizen_contact (citizen, kind, value) values ($1, 'phone', $2), ($1, 'email', $3)`,
		citizen!.id,
		from,
		mail
	);
	await gateway.query('update submission set citizen = $1 where number = $2', citizen!.id, number);
	gateway.carrier.refuse(from, '21211');
	await telling(gateway, to, assigned('1'));
	const moved = await until(async () => {
		const found = (await notices(gateway, number)).find(({ channel }) => channel === 'email');
		return found?.state === 'sent' && found;
	});
	expect(moved).toMatchObject({ template: 'assigned:1~email', recipient: mail, account: 'email' });
	expect((await notices(gateway, number))[1]).toMatchObject({ state: 'failed', attempts: 1 });
	gateway.carrier.refuse(from, null);

	await telling(gateway, to, assigned('2'));
	await until(async () => (await notices(gateway, number)).at(-1)?.state === 'sent');
	expect((await notices(gateway, number)).at(-1)).toMatchObject({ template: 'assigned:2', channel: 'email' });

	const cookie = await gateway.signIn('supervisor');
	const list = await gateway.call<{ rows: { id: string; reason: string; address: string }[] }>(
		'GET',
		`/api/suppressions?sought=${encodeURIComponent(from)}`,
		{ cookie }
	);
	expect(list.json.rows).toMatchObject([{ reason: 'dead', address: from }]);
	const lift = await gateway.call('POST', `/api/suppressions/${list.json.rows[0]!.id}/lift`, {
		cookie,
		body: { reason: 'It rings again' }
	});
	expect(lift.status).toBe(200);
	await telling(gateway, to, assigned('3'));
	await until(() => received(gateway, from).length === 2);
	await gateway.query(`update citizen set notify_by = 'email' where id = $1`, citizen!.id);
	await telling(gateway, to, assigned('4'));
	expect((await notices(gateway, number)).at(-1)).toMatchObject({ template: 'assigned:4', channel: 'email' });
});

test('who asked by keyword to be left alone gets nothing till they ask again', async ({ gateway }) => {
	const { number, from, to } = await came(gateway);
	const keyword = (type: string) =>
		gateway.services.transaction(async (db) => {
			await noteWishes(db, [{ channel: 'sms', sender: from, flags: [type] }] as never);
		});
	await keyword('opt_out');
	expect(await telling(gateway, to, assigned('1'))).toEqual({ sent: 0, unreached: [number] });
	expect((await notices(gateway, number)).at(-1)).toMatchObject({ channel: 'voice', state: 'call_due' });
	await keyword('opt_in');
	await telling(gateway, to, assigned('2'));
	await until(() => received(gateway, from).length === 2);
});

test('what failed for good is on the desk: sent again, told another way, or settled with a reason', async ({
	gateway
}) => {
	const cookie = await gateway.signIn('supervisor');
	const list = async (trouble: string) =>
		(
			await gateway.call<{ rows: (Notice & { ways: string[] })[]; counts: Record<string, number> }>(
				'GET',
				`/api/notices?trouble=${trouble}`,
				{ cookie }
			)
		).json;
	const act = (id: string, verb: string, body: object = {}) =>
		gateway.call<{ code: string }>('POST', `/api/notices/${id}/${verb}`, { cookie, body });
	const failed = async () => {
		const one = await came(gateway);
		await gateway.query(
			`update notice set state = 'failed', error = '30008: unknown', sent_at = null where number = $1`,
			one.number
		);
		const [{ id }] = (await notices(gateway, one.number)) as [Notice];
		return { ...one, id };
	};
	const [again, ring, done] = [await failed(), await failed(), await failed()];
	const { rows, counts } = await list('failed');
	expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining([again.id, ring.id, done.id]));
	expect(counts['failed']).toBeGreaterThanOrEqual(3);
	expect(rows.find(({ id }) => id === ring.id)).toMatchObject({ ways: ['voice'], recipient: ring.from });

	expect((await act(again.id, 'retry')).status).toBe(200);
	await until(() => received(gateway, again.from).length === 2);
	expect((await act(again.id, 'settle', { reason: 'late' })).json).toMatchObject({ code: 'not_failed' });

	expect((await act(ring.id, 'move', { to: 'email' })).json).toMatchObject({ code: 'unreachable' });
	expect((await act(ring.id, 'move', { to: 'voice' })).status).toBe(200);
	const due = (await list('call_due')).rows.find(({ recipient }) => recipient === ring.from)!;
	expect((await act(due.id, 'settle', { reason: 'Rung, told' })).status).toBe(200);

	expect((await act(done.id, 'settle', { reason: 'Told at the counter' })).status).toBe(200);
	const settled = await gateway.query(
		`select state, settled_reason from notice where id = any($1::bigint[]) order by id`,
		[ring.id, done.id]
	);
	expect(settled).toEqual([
		{ state: 'settled', settled_reason: 'moved: voice' },
		{ state: 'settled', settled_reason: 'Told at the counter' }
	]);
	const operator = await gateway.signIn('viewer');
	expect((await gateway.call('GET', '/api/notices?trouble=failed', { cookie: operator })).status).toBe(403);
});

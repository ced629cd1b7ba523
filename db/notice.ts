import { Type, type Static } from 'typebox';
import type { Sql } from 'sql-template-tag';
import { Nullable } from '#contracts/words.ts';
import { many, maybeOne, run, sql, type Db } from './sql.ts';

export interface NewNotice {
	number: string;
	template: string;
	/** Of the approved text that it is made of. */
	templateId: string;
	channel: string;
	account: string;
	recipient: string;
	sender: string | null;
	language: string;
	subject: string | null;
	/** With stars in place of what is secret. */
	body: string;
	/** What is sent instead of these two, encrypted, and how long it is of use; null where nothing is secret. */
	sealed: string | null;
	secret_minutes: number | null;
	inReplyTo: string | null;
	/** False: an answer to what the citizen has just done, which waits for nothing. */
	byDay: boolean;
	/** What the text was filled with. */
	fields: object;
}

/**
 * Most notices to one recipient within three hours, on any channel. Two programs that answer each other stop here.
 */
export const BRAKE_PER_RECIPIENT = 10;
/**
 * Most acknowledgements within three hours to mails of one address with the same subject, apart from `Re:` and numbers:
 * a program that answers ours repeats itself so.
 */
export const BRAKE_SAME_SUBJECT = 2;

const topic = (subject: Sql) =>
	sql`regexp_replace(lower(coalesce(${subject}, '')), '^((re|fwd?|aw|sv)\\s*:\\s*)+|[0-9]+', '', 'g')`;

/** Hours in India between which a notice that can wait for the day is sent. Null: at any hour. */
export type Day = { since: number; till: number } | null;

const dueAt = (day: Day) =>
	day
		? sql`case when w."byDay" and w.channel = 'sms' then by_day(sunwai_now(), ${day.since}, ${day.till}) else sunwai_now() end`
		: sql`sunwai_now()`;

/** A notice to be sent, in so many seconds. */
const Waiting = Type.Object({ id: Type.String(), wait_s: Type.Number() });

/**
 * Writes notices; those over a brake, and those to an address that nothing is sent to, are kept as `suppressed` with the
 * reason's name. What nobody but a person can tell is `call_due`. Gives those that are to be sent.
 */
export async function insertNotices(db: Db, notices: NewNotice[], day: Day = null) {
	const rows = await many(
		db,
		Type.Intersect([Waiting, Type.Object({ state: Type.String() })]),
		sql`
		with wanted as (
			select x.*, ${topic(sql`s.subject`)} as topic, row_number() over (partition by x.recipient order by position) as nth,
				row_number() over (partition by x.recipient, ${topic(sql`s.subject`)} order by position) as nth_topic
			from jsonb_to_recordset(${JSON.stringify(notices.map((notice, position) => ({ ...notice, position })))}::jsonb)
				as x (number char(10), template text, "templateId" bigint, channel text, account text, recipient text, sender text,
					language text, subject text, body text, sealed text, secret_minutes int, "inReplyTo" text, "byDay" boolean, fields jsonb, position int)
			left join submission s using (number)
		), judged as (
			select w.*, ${dueAt(day)} as due_at, case
				when channel = 'voice' then null
				when exists (select from suppression p where p.channel = w.channel and p.address = w.recipient
					and p.lifted_at is null and (p.until is null or p.until > now())) then 'address_suppressed'
				when nth + (select count(*) from notice n where n.recipient = w.recipient and n.state <> 'suppressed'
					and n.created_at > now() - interval '3 hours') > ${BRAKE_PER_RECIPIENT} then 'brake_recipient'
				when channel = 'email' and w.template = 'received' and nth_topic + (select count(*) from notice n
					join submission s using (number) where n.template = 'received' and n.recipient = w.recipient and ${topic(sql`s.subject`)} = w.topic and n.state <> 'suppressed'
					and n.created_at > now() - interval '3 hours') > ${BRAKE_SAME_SUBJECT} then 'brake_subject'
				end as brake
			from wanted w
		)
		insert into notice (number, template, template_id, channel, account, recipient, sender, language, subject, body, in_reply_to,
			by_day, fields, due_at, sealed, sealed_until, state, error)
		select number, template, "templateId", channel, account, recipient, sender, language, subject, body, "inReplyTo",
			"byDay", fields, due_at, sealed, now() + make_interval(mins => secret_minutes),
			case when brake is not null then 'suppressed' when channel = 'voice' then 'call_due' else 'queued' end, brake
		from judged order by position
		on conflict (number, template) do nothing
		returning id::text, state, greatest(0, extract(epoch from due_at - sunwai_now()))::float8 as wait_s`
	);
	return rows.filter(({ state }) => state === 'queued');
}

const Due = Type.Object({
	id: Type.String(),
	number: Type.String(),
	/** Of its text; as it was named when it was written, where that is not known. */
	key: Type.String(),
	channel: Type.String(),
	account: Type.String(),
	recipient: Type.String(),
	sender: Nullable(Type.String()),
	language: Type.Union([Type.Literal('pa'), Type.Literal('hi'), Type.Literal('en')]),
	subject: Nullable(Type.String()),
	body: Type.String(),
	/** What is sent instead of these two, while it is of use. */
	sealed: Nullable(Type.String()),
	secret: Type.Boolean(),
	inReplyTo: Nullable(Type.String()),
	createdAt: Type.String(),
	attempts: Type.Integer(),
	byDay: Type.Boolean(),
	dltEntity: Nullable(Type.String()),
	dltHeader: Nullable(Type.String()),
	dltTemplate: Nullable(Type.String())
});
export type Due = Static<typeof Due>;

/** Longer than a job may take: whoever took a notice before this and did not send it is gone. */
const IN_HAND = sql`interval '2 minutes'`;

/** An earlier one to the same address about the same number is still on its way. */
const waitsForAnother = sql`n.by_day and exists (select from notice e where e.number = n.number and e.recipient = n.recipient
	and e.id < n.id and e.sent_at is null and e.state in ('queued', 'sending'))`;
const isDue = sql`n.sent_at is null and (n.state = 'queued' and n.due_at <= sunwai_now()
	or n.state = 'sending' and n.taken_at < now() - ${IN_HAND})`;

/**
 * Takes notices in hand for sending; those already sent or in hand elsewhere, not due yet or behind another are left
 * out. A provider's answer may be that it has queued the notice, so that the state alone does not tell.
 */
export const takeNotices = (db: Db, ids: string[]) =>
	many(
		db,
		Due,
		sql`with taken as (
				update notice set state = 'sending', attempts = attempts + 1, taken_at = now()
				where id in (select n.id from notice n where n.id = any(${ids}::bigint[]) and ${isDue} and not (${waitsForAnother})
					order by n.id for update skip locked)
				returning *
			)
			select n.id::text, n.number, coalesce(t.key, split_part(n.template, ':', 1)) as key, n.channel, n.account,
				n.recipient, n.sender, n.language, n.subject, n.body, case when n.sealed_until > now() then n.sealed end as sealed,
				n.sealed_until is not null as secret, n.in_reply_to as "inReplyTo", n.created_at as "createdAt",
				n.attempts, n.by_day as "byDay", t.dlt_entity as "dltEntity", t.dlt_header as "dltHeader",
				t.dlt_template as "dltTemplate"
			from taken n left join template t on t.id = n.template_id order by n.id`
	);

/** What waited for these, and need not any more. */
export async function nextOf(db: Db, ids: string[]): Promise<string[]> {
	const rows = await many(
		db,
		Type.Object({ id: Type.String() }),
		sql`select n.id::text from notice n
			where n.number in (select number from notice where id = any(${ids}::bigint[])) and n.by_day
				and n.state = 'queued' and ${isDue} and not (${waitsForAnother}) order by n.id`
	);
	return rows.map(({ id }) => id);
}

/** It goes by another account from now on, and from that account's own address. */
export const moveNotice = (db: Db, id: string, account: string) =>
	run(db, sql`update notice set account = ${account}, sender = null where id = ${id}`);

/** The provider took it. A status that came before this answer is not undone. */
export const noticeSent = (db: Db, id: string, providerId: string, state: string, rank: number) =>
	run(
		db,
		sql`update notice set provider_id = ${providerId}, sent_at = now(), error = null,
				state = case when rank >= ${rank} and state not in ('queued', 'sending') then state else ${state} end,
				rank = greatest(rank, ${rank})
			where id = ${id}`
	);

/** It has failed for good. */
export const noticeFailed = (db: Db, id: string, error: string) =>
	run(db, sql`update notice set state = 'failed', error = ${error} where id = ${id} and sent_at is null`);

/** It is tried again in so many seconds, or in the morning; `counted` false: this was no attempt. Gives the seconds. */
export const noticeLater = (
	db: Db,
	id: string,
	{ error, wait_s, counted, day }: { error: string | null; wait_s: number; counted: boolean; day: Day }
) =>
	maybeOne(
		db,
		Waiting,
		sql`update notice n set state = 'queued', error = coalesce(${error}, error), attempts = attempts - ${counted ? 0 : 1}::int,
				due_at = ${
					day
						? sql`case when n.by_day and n.channel = 'sms' then by_day(sunwai_now() + make_interval(secs => ${wait_s}), ${day.since}, ${day.till})
							else sunwai_now() + make_interval(secs => ${wait_s}) end`
						: sql`sunwai_now() + make_interval(secs => ${wait_s})`
				}
			where id = ${id} and sent_at is null and state = 'sending'
			returning id::text, greatest(0, extract(epoch from due_at - sunwai_now()))::float8 as wait_s`
	);

/** A delivery report: forward only; `failed` is final. Gives null when no notice has this provider's id. */
export const noticeStatus = (
	db: Db,
	account: string,
	providerId: string,
	status: { state: string; rank: number; error: string | null }
) =>
	maybeOne(
		db,
		Type.Object({
			id: Type.String(),
			channel: Type.String(),
			recipient: Type.String(),
			changed: Type.Boolean()
		}),
		sql`
		with changed as (
			update notice set state = ${status.state}, rank = ${status.rank}, error = coalesce(${status.error}, error)
			where account = ${account} and provider_id = ${providerId} and rank < ${status.rank} and state <> 'failed'
			returning id::text, channel, recipient
		)
		select id, channel, recipient, true as changed from changed
		union all
		select id::text, channel, recipient, false from notice where account = ${account} and provider_id = ${providerId}
			and not exists (select from changed)
		limit 1`
	);

/** Whether a mail with this id went to this address lately, as a notice of the account. */
export const mailedNotice = (
	db: Db,
	of: { account: string; messageId: string; recipient: string; days: number }
) =>
	maybeOne(
		db,
		Type.Object({ id: Type.String() }),
		sql`select id::text from notice where account = ${of.account} and provider_id = ${of.messageId} and channel = 'email'
			and lower(recipient) = ${of.recipient} and sent_at > now() - make_interval(days => ${of.days}) limit 1`
	);

/** Notices whose job was lost with its process, before or while it sent them, or that need wait no longer. */
export async function unsentSince(db: Db, seconds: number, limit: number): Promise<string[]> {
	const rows = await many(
		db,
		Type.Object({ id: Type.String() }),
		sql`select n.id::text from notice n where n.state in ('queued', 'sending') and n.sent_at is null
				and n.due_at < sunwai_now() - make_interval(secs => ${seconds}) and ${isDue} and not (${waitsForAnother})
			order by n.due_at, n.id limit ${limit}`
	);
	return rows.map(({ id }) => id);
}

/** What was sealed and not sent in time is told by nobody any more, and forgotten. */
export const forgetSealed = (db: Db) =>
	run(
		db,
		sql`update notice set sealed = null, error = 'expired', state = 'failed'
			where sealed is not null and sealed_until < now() and (state = 'queued' or taken_at < now() - ${IN_HAND})`
	);

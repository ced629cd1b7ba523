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
	body: string;
	inReplyTo: string | null;
}

/**
 * Most notices to one recipient within three hours, on any channel. Two programs that answer each other stop here.
 */
export const BRAKE_PER_RECIPIENT = 10;
/**
 * Most answers within three hours to mails of one address with the same subject, apart from `Re:` and numbers:
 * a program that answers ours repeats itself so.
 */
export const BRAKE_SAME_SUBJECT = 2;

const topic = (subject: Sql) =>
	sql`regexp_replace(lower(coalesce(${subject}, '')), '^((re|fwd?|aw|sv)\\s*:\\s*)+|[0-9]+', '', 'g')`;

/** Writes notices; those over a brake are kept as `suppressed` with the brake's name. Gives the ids to be sent. */
export async function insertNotices(db: Db, notices: NewNotice[]): Promise<string[]> {
	const rows = await many(
		db,
		Type.Object({ id: Type.String(), state: Type.String() }),
		sql`
		with wanted as (
			select x.*, ${topic(sql`s.subject`)} as topic, row_number() over (partition by x.recipient order by position) as nth,
				row_number() over (partition by x.recipient, ${topic(sql`s.subject`)} order by position) as nth_topic
			from jsonb_to_recordset(${JSON.stringify(notices.map((notice, position) => ({ ...notice, position })))}::jsonb)
				as x (number char(10), template text, "templateId" bigint, channel text, account text, recipient text, sender text,
					language text, subject text, body text, "inReplyTo" text, position int)
			left join submission s using (number)
		), judged as (
			select w.*, case
				when nth + (select count(*) from notice n where n.recipient = w.recipient and n.state <> 'suppressed'
					and n.created_at > now() - interval '3 hours') > ${BRAKE_PER_RECIPIENT} then 'brake_recipient'
				when channel = 'email' and nth_topic + (select count(*) from notice n join submission s using (number)
					where n.recipient = w.recipient and ${topic(sql`s.subject`)} = w.topic and n.state <> 'suppressed'
					and n.created_at > now() - interval '3 hours') > ${BRAKE_SAME_SUBJECT} then 'brake_subject'
				end as brake
			from wanted w
		)
		insert into notice (number, template, template_id, channel, account, recipient, sender, language, subject, body, in_reply_to,
			state, error)
		select number, template, "templateId", channel, account, recipient, sender, language, subject, body, "inReplyTo",
			case when brake is null then 'queued' else 'suppressed' end, brake
		from judged order by position
		on conflict (number, template) do nothing
		returning id::text, state`
	);
	return rows.filter(({ state }) => state === 'queued').map(({ id }) => id);
}

const Due = Type.Object({
	id: Type.String(),
	number: Type.String(),
	template: Type.String(),
	account: Type.String(),
	recipient: Type.String(),
	sender: Nullable(Type.String()),
	language: Type.Union([Type.Literal('pa'), Type.Literal('hi'), Type.Literal('en')]),
	subject: Nullable(Type.String()),
	body: Type.String(),
	inReplyTo: Nullable(Type.String()),
	createdAt: Type.String(),
	attempts: Type.Integer()
});
export type Due = Static<typeof Due>;

/** Longer than a job may take: whoever took a notice before this and did not send it is gone. */
const IN_HAND = sql`interval '2 minutes'`;

/**
 * Takes notices in hand for sending; those already sent or in hand elsewhere are left out. A provider's answer may
 * be that it has queued the notice, so that the state alone does not tell.
 */
export const takeNotices = (db: Db, ids: string[]) =>
	many(
		db,
		Due,
		sql`update notice set state = 'sending', attempts = attempts + 1, taken_at = now()
			where id in (select id from notice where id = any(${ids}::bigint[]) and sent_at is null
				and (state = 'queued' or state = 'sending' and taken_at < now() - ${IN_HAND})
				order by id for update skip locked)
			returning id::text, number, template, account, recipient, sender, language, subject, body, in_reply_to as "inReplyTo",
				created_at as "createdAt", attempts`
	);

/** The provider took it. A status that came before this answer is not undone. */
export const noticeSent = (db: Db, id: string, providerId: string, state: string, rank: number) =>
	run(
		db,
		sql`update notice set provider_id = ${providerId}, sent_at = now(), error = null,
				state = case when rank >= ${rank} and state not in ('queued', 'sending') then state else ${state} end,
				rank = greatest(rank, ${rank})
			where id = ${id}`
	);

/** It will be tried again, or has failed for good. */
export const noticeFailed = (db: Db, id: string, error: string, final: boolean) =>
	run(
		db,
		sql`update notice set state = ${final ? 'failed' : 'queued'}, error = ${error} where id = ${id} and sent_at is null`
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
		Type.Object({ number: Type.String(), changed: Type.Boolean() }),
		sql`
		with changed as (
			update notice set state = ${status.state}, rank = ${status.rank}, error = coalesce(${status.error}, error)
			where account = ${account} and provider_id = ${providerId} and rank < ${status.rank} and state <> 'failed'
			returning number
		)
		select number, true as changed from changed
		union all
		select number, false from notice where account = ${account} and provider_id = ${providerId}
			and not exists (select from changed)
		limit 1`
	);

/** Notices whose job was lost with its process, before or while it sent them. */
export async function unsentSince(db: Db, seconds: number, limit: number): Promise<string[]> {
	const rows = await many(
		db,
		Type.Object({ id: Type.String() }),
		sql`select id::text from notice where state in ('queued', 'sending') and sent_at is null
			and (attempts = 0 and created_at < now() - make_interval(secs => ${seconds})
				or state = 'sending' and taken_at < now() - ${IN_HAND})
			order by id limit ${limit}`
	);
	return rows.map(({ id }) => id);
}

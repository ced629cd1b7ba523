import { Type } from 'typebox';
import { Callback, type CallbackOutcome, type CallbackReason } from '#contracts/callback.ts';
import { visible, type Viewer } from './scope.ts';
import { many, maybeOne, one, run, sql, type Db, type Sql } from './sql.ts';

/** How long one who took a callback has it to themselves. */
export const TAKEN_MINUTES = 15;
/** Who hung up sooner than this while waiting had hardly begun to wait. */
export const SHORT_ABANDON_SECONDS = 10;

const columns = sql`b.id::text, b.phone, b.reason, b.call::text,
	(select number from call c where c.id = b.call) as number, b.language, b.department, b.queued_at as "queuedAt",
	b.due_at as "dueAt", b.attempts, b.state, b.outcome,
	(select jsonb_build_object('number', g.number, 'summary', g.summary, 'reply', r.reply, 'grade', r.grade,
			'office', jsonb_build_object('en', o.name_en, 'pa', o.name_pa, 'hi', o.name_hi))
		from grievance g join resolution r on r.number = g.number join office o on o.code = r.office
		where g.number = b.grievance order by r.id desc limit 1) as matter,
	(select jsonb_build_object('number', n.number, 'key', split_part(n.template, ':', 1), 'body', n.body)
		from notice n where n.id = b.notice) as told,
	case when b.taken_until > now() then b.taken_by end as "takenBy",
	case when b.taken_until > now() then (select name from access."user" u where u.id = b.taken_by) end as "takenByName"`;

/** Not called back, but called: to be asked or told something. */
const aboutCase = sql`(b.grievance is not null or b.notice is not null)`;

/** Notes that somebody is to be called back, once for each number: the earlier place stays. Null where nobody called. */
export const askCallback = (db: Db, call: string, reason: CallbackReason) =>
	maybeOne(
		db,
		Type.Object({ id: Type.String() }),
		sql`insert into callback as b (phone, reason, call, language, department, queued_at, due_at)
			select c.from_address, ${reason}, c.id, c.language, q.department, coalesce(c.queued_at, now()), calling_time(now())
				from call c left join queue_entry q on q.call = c.id
				where c.id = ${call}::bigint and c.from_address ~ '^\\+[0-9]{8,15}$'
			on conflict (phone) where state = 'open' and grievance is null and notice is null do update set
				queued_at = least(b.queued_at, excluded.queued_at),
				-- A form that was half filled in is found again by the call that it belongs to.
				call = case when excluded.reason = 'broken_off' then excluded.call else b.call end,
				reason = case when excluded.reason in ('broken_off', 'voicemail') then excluded.reason else b.reason end,
				due_at = least(b.due_at, excluded.due_at)
			returning id::text`
	);

const seen = (viewer: Viewer, number: Sql) =>
	sql`exists (select from submission s where s.number = ${number} and ${visible(viewer, 's')})`;

/**
 * Calls that are due, the longest waiting first; those not due yet after them. Of a case, who may see it; `callers`
 * false: none of those who rang themselves.
 */
export const listCallbacks = (
	db: Db,
	viewer: Viewer,
	{ languages, callers, limit }: { languages: readonly string[] | null; callers: boolean; limit: number }
) =>
	many(
		db,
		Callback,
		sql`select ${columns} from callback b where b.state = 'open'
			and (${languages === null} or b.language = any(${[...(languages ?? [])]}::text[]))
			and (${callers} or ${aboutCase})
			and (b.grievance is null or ${seen(viewer, sql`b.grievance`)})
			and (b.notice is null or ${seen(viewer, sql`(select number from notice n where n.id = b.notice)`)})
			order by b.due_at > now(), case when b.due_at <= now() then b.queued_at else b.due_at end, b.id
			limit ${limit}::int`
	);

export const findCallback = (db: Db, id: string) =>
	maybeOne(db, Callback, sql`select ${columns} from callback b where b.id = ${id}::bigint`);

/** Takes it in hand; null when another has it, it is done, or `callers` is false and it is one of theirs. */
export const takeCallback = (db: Db, id: string, person: string, callers = true) =>
	maybeOne(
		db,
		Callback,
		sql`update callback b set taken_by = ${person}, taken_until = now() + make_interval(mins => ${TAKEN_MINUTES})
			where b.id = ${id}::bigint and b.state = 'open' and (${callers} or ${aboutCase})
				and (b.taken_until is null or b.taken_until <= now() or b.taken_by = ${person})
			returning ${columns}`
	);

/** The callback of which a call is an attempt is in the hands of whoever has the call. */
export const handCallback = (db: Db, call: string, person: string) =>
	run(
		db,
		sql`update callback b set taken_by = ${person}, taken_until = now() + make_interval(mins => ${TAKEN_MINUTES})
			from call c where c.id = ${call}::bigint and b.id = c.callback and b.state = 'open'
				and b.taken_by is distinct from ${person}`
	);

/** Gives what was typed during a call, with its files, to who goes on with it; their own comes first. */
export const handDraft = (db: Db, call: string, person: string) =>
	run(
		db,
		sql`with typed as (
				select d.person, d.subject from draft d where d.subject = ${`call:${call}`} and d.person <> ${person}
					and not exists (select from draft mine where mine.person = ${person} and mine.subject = d.subject)
				order by d.updated_at desc limit 1 for update
			), files as (
				update draft_file f set person = ${person} from typed where f.person = typed.person and f.subject = typed.subject
			)
			update draft d set person = ${person} from typed where d.person = typed.person and d.subject = typed.subject`
	);

/** Gives it back to the list. */
export const releaseCallback = (db: Db, id: string, person: string) =>
	maybeOne(
		db,
		Callback,
		sql`update callback b set taken_by = null, taken_until = null
			where b.id = ${id}::bigint and b.state = 'open' and b.taken_by = ${person} returning ${columns}`
	);

/** Outcomes after which somebody tries again. */
const unreached = ['no_answer', 'busy'];

/**
 * Notes what an attempt came to. Who was not reached is tried again later, the fourth time for the last time; null when
 * the person does not have it in hand.
 */
export const closeCallback = (db: Db, id: string, person: string, outcome: CallbackOutcome) =>
	maybeOne(
		db,
		Callback,
		sql`with attempted as (
				select b.id, b.attempts + 1 as attempts,
					case when ${unreached.includes(outcome)} then next_attempt(b.attempts + 1, now()) end as again
				from callback b where b.id = ${id}::bigint and b.state = 'open' and b.taken_by = ${person}
					and b.taken_until > now() for update
			), noted as (
				insert into callback_attempt (callback, person, outcome) select id, ${person}, ${outcome} from attempted
			)
			update callback b set attempts = attempted.attempts, taken_by = null, taken_until = null,
				due_at = coalesce(again, b.due_at), state = case when again is null then 'done' else 'open' end,
				closed_at = case when again is null then now() end,
				outcome = case when again is null and ${unreached.includes(outcome)} then 'unreached' else ${outcome} end
			from attempted where b.id = attempted.id returning ${columns}`
	);

/** Nobody calls back whom somebody talks to anyway. */
export const closeOnTalk = (db: Db, call: string) =>
	run(
		db,
		sql`update callback b set state = 'done', outcome = 'called_again', closed_at = now(), taken_by = null,
				taken_until = null
			from call c where c.id = ${call}::bigint and c.direction = 'in' and b.phone = c.from_address
				and b.state = 'open' and b.grievance is null and b.notice is null`
	);

/** What it came to that somebody was asked whether they are satisfied; null when the person does not have it in hand. */
export const closeAsked = (db: Db, id: string, person: string, outcome: string) =>
	maybeOne(
		db,
		Callback,
		sql`with noted as (
				insert into callback_attempt (callback, person, outcome) values (${id}::bigint, ${person}, ${outcome})
			)
			update callback b set attempts = attempts + 1, state = 'done', outcome = ${outcome},
				closed_at = coalesce(closed_at, now()), taken_by = null, taken_until = null
			where b.id = ${id}::bigint and b.grievance is not null returning ${columns}`
	);

/** Whether the person has it in hand, and of which case it is. */
export const askedInHand = (db: Db, id: string, person: string) =>
	maybeOne(
		db,
		Type.Object({ grievance: Type.String() }),
		sql`select grievance from callback where id = ${id}::bigint and state = 'open' and grievance is not null
			and taken_by = ${person} and taken_until > now()`
	);

/** Whether the caller waited long enough to be missed. */
export const waitedLong = async (db: Db, call: string) =>
	(
		await one(
			db,
			Type.Object({ long: Type.Boolean() }),
			sql`select coalesce(ended_at - queued_at > make_interval(secs => ${SHORT_ABANDON_SECONDS}), false) as long
				from call where id = ${call}::bigint`
		)
	).long;

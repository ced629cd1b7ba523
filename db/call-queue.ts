import { Type, type Static } from 'typebox';
import { isHere } from './agent-state.ts';
import { maybeOne, one, raw, run, sql, type Db } from './sql.ts';

/** How long a caller waits for somebody of their department before anybody of their language may answer. */
export const DEPARTMENT_WAIT_SECONDS = 30;
/** Whose last screen went so short a time ago is probably loading a page. */
const BACK_SECONDS = 30;
/** What one step of priority counts as, in time already waited. */
export const PRIORITY_SECONDS = 120;
/** Who declined a call is not asked again for so long. */
export const DECLINED_REST_SECONDS = 30;
/** An estimate looks back so far, and takes the usual length while too few calls have ended. */
const ESTIMATE_HOURS = 2;
const ESTIMATE_CALLS = 5;
const USUAL_CALL_SECONDS = 240;

/** The order of the queue: the time of coming, moved forward by priority. */
export const turn = (alias: 'q' | 'o') =>
	sql`(${raw(alias)}.queued_at - ${raw(alias)}.priority * make_interval(secs => ${PRIORITY_SECONDS}))`;

/** Whether the person `a` has the skills that entry `e` asks for. */
export const skilled = (e: 'q' | 'entry', roles: readonly string[]) => {
	const entry = raw(e);
	return sql`exists (select from access."user" u left join access.staff p on p.id = u.id
		where u.id = a.person and u.role = any(${[...roles]}::text[]) and coalesce(p.active, true)
			and (p.languages is null or ${entry}.language = any(p.languages))
			and (p.channels is null or p.channels && '{ivr,phone}')
			and (${entry}.department is null or p.departments is null or ${entry}.department = any(p.departments)
				or ${entry}.queued_at < now() - make_interval(secs => ${DEPARTMENT_WAIT_SECONDS})))`;
};

export interface Wanted {
	language: string;
	department?: string | null;
	/** 0 to 9. */
	priority?: number;
	/** Who is to have it first. */
	person?: string | undefined;
}

/** How long a call waits for the one person to whom it was passed on. */
export const PERSON_WAIT_SECONDS = 40;

/**
 * Puts a call into the queue, at its old place when it was there before. Who was given back to the script and comes
 * again did not choose to leave, and whoever came later has waited less: they keep the place, and may wait as long as
 * anybody once more. Gives when it first came.
 */
export const enter = (db: Db, call: string, { language, department, priority, person }: Wanted) =>
	one(
		db,
		Type.Object({ queuedAt: Type.String() }),
		sql`insert into queue_entry as q (call, language, department, priority, person, person_until)
			values (${call}::bigint, ${language}, ${department ?? null}, ${priority ?? 0}::int, ${person ?? null},
				case when ${person !== undefined} then now() + make_interval(secs => ${PERSON_WAIT_SECONDS}) end)
			on conflict (call) do update set state = case when q.state = 'offered' then q.state else 'waiting' end,
				since = case when q.state in ('waiting', 'offered') then q.since else now() end,
				language = excluded.language, department = coalesce(excluded.department, q.department),
				priority = greatest(q.priority, excluded.priority), person = excluded.person,
				person_until = excluded.person_until
			returning queued_at as "queuedAt"`
	);

/** Takes a call that nobody has answered out of the queue, and back from whom it is held out to. */
export const leaveQueue = (db: Db, call: string, to: 'callback' | 'gone') =>
	run(
		db,
		sql`with withdrawn as (
				update offer set state = 'withdrawn', ended_at = now() where call = ${call}::bigint and state = 'pending'
			)
			update queue_entry set state = ${to} where call = ${call}::bigint and state in ('waiting', 'offered')`
	);

/** Nobody has the call for now; what it turns out to be is for the next to say. */
export const forgetAgent = (db: Db, call: string) =>
	run(
		db,
		sql`update call set agent = null, disposition = null, disposed_at = null, disposed_by = null
			where id = ${call}::bigint`
	);

/** Gives a call back to the queue, at its old place. */
export const returnToQueue = (db: Db, call: string) =>
	run(
		db,
		sql`with nobody as (update call set agent = null where id = ${call}::bigint)
			update queue_entry set state = 'waiting', person = null, person_until = null
				where call = ${call}::bigint and state in ('offered', 'taken')`
	);

export const Place = Type.Object({
	state: Type.String(),
	/** 1: next. */
	position: Type.Integer(),
	/** Seconds; an estimate. */
	wait: Type.Integer(),
	/** True when the caller has not heard of it for as long as was asked. */
	due: Type.Boolean()
});
export type Place = Static<typeof Place>;

/** Whether anybody with these roles who could serve the call is at the telephone, free or not. */
export const isStaffed = async (db: Db, wanted: Pick<Wanted, 'language'>, roles: readonly string[]) =>
	(
		await one(
			db,
			Type.Object({ staffed: Type.Boolean() }),
			sql`select exists (select from agent_state a
				cross join (select ${wanted.language}::text as language, null::text as department, now() as queued_at) as q
				where a.state not in ('offline', 'paused', 'not_responding') and ${skilled('q', roles)}
					and (a.state <> 'available' or ${isHere('a')}
						or a.away_since > now() - make_interval(secs => ${BACK_SECONDS}))) as staffed`
		)
	).staffed;

/**
 * Where a call stands among those whose callers wait for the same language, and how long that usually takes: calls
 * before it times the length of a call, shared by the agents who could take it. Null when it is in no queue.
 */
export const readPlace = (db: Db, call: string, roles: readonly string[], every_seconds: number) =>
	maybeOne(
		db,
		Place,
		sql`with usual as (
				select case when count(*) >= ${ESTIMATE_CALLS} then avg(extract(epoch from ended_at - connected_at))
					else ${USUAL_CALL_SECONDS} end as seconds
				from call where connected_at > now() - make_interval(hours => ${ESTIMATE_HOURS}) and ended_at is not null
			)
			select q.state, before.count + 1 as position,
				ceil((before.count + 1) * usual.seconds / greatest(1, (select count(*) from agent_state a
					where a.state not in ('offline', 'paused', 'not_responding') and ${skilled('q', roles)})))::int as wait,
				q.told_at is null or q.told_at <= now() - make_interval(secs => ${every_seconds}) as due
			from queue_entry q cross join usual cross join lateral (
				select count(*)::int as count from queue_entry o
				where o.state in ('waiting', 'offered') and o.language = q.language and o.call <> q.call
					and (${turn('o')}, o.call) < (${turn('q')}, q.call)
			) before
			where q.call = ${call}::bigint`
	);

/** The caller heard of their place just now. */
export const placeTold = (db: Db, call: string) =>
	run(db, sql`update queue_entry set told_at = now() where call = ${call}::bigint`);

/** How many wait whom this person could serve. */
export const countWaitingFor = async (db: Db, person: string, roles: readonly string[]) =>
	(
		await one(
			db,
			Type.Object({ count: Type.Integer() }),
			sql`select count(*)::int as count from queue_entry q cross join (select ${person}::text as person) as a
				where q.state in ('waiting', 'offered') and ${skilled('q', roles)}`
		)
	).count;

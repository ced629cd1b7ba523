import { CallWall, SERVICE_SECONDS } from '#contracts/call-wall.ts';
import { isHere } from './agent-state.ts';
import { SHORT_ABANDON_SECONDS } from './callback.ts';
import { one, sql, type Db } from './sql.ts';

const missed = sql`ending in ('abandoned_queue', 'abandoned_ringing')`;
const isShort = sql`ended_at - queued_at <= make_interval(secs => ${SHORT_ABANDON_SECONDS})`;
const soon = sql`make_interval(secs => ${SERVICE_SECONDS})`;

/** What each queued call came to. */
const counted = sql`select count(*)::int as queued, count(connected_at)::int as answered,
		count(*) filter (where connected_at - queued_at <= ${soon})::int as served,
		count(*) filter (where ${missed} and not ${isShort})::int as abandoned,
		count(*) filter (where ${missed} and ${isShort})::int as short,
		count(*) filter (where ending = 'callback_requested')::int as asked,
		count(*) filter (where ended_at is null and connected_at is null and now() - queued_at < ${soon})::int as undecided,
		avg(extract(epoch from connected_at - queued_at))::float8 as answer
	from call cross join day where queued_at >= day.since`;

/** How long everybody was at the telephone, and at work there; what began before lasts on into the day. */
const worked = sql`select sum(seconds) filter (where state in ('on_call', 'hold', 'wrap_up')) as busy,
		sum(seconds) filter (where state not in ('offline', 'paused')) as there
	from (
		select state, extract(epoch from coalesce(lead(at) over (partition by person order by at, id), now()) - at) as seconds
		from (
			select id, person, state, at from agent_time cross join day where at >= day.since
			union all
			select id, person, state, day.since from day cross join lateral (
				select distinct on (person) id, person, state from agent_time where at < day.since order by person, at desc, id desc
			) before
		) moved
	) spent`;

/**
 * The helpline's figures in one statement. `voiced`: accounts in whose calls a supervisor can take part. `since`: from
 * when on it counts, midnight in India when absent.
 */
export const readCallWall = (db: Db, voiced: string[] = [], since: string | null = null) =>
	one(
		db,
		CallWall,
		sql`with day as (
				select coalesce(${since}::timestamptz,
					date_trunc('day', now() at time zone 'Asia/Kolkata') at time zone 'Asia/Kolkata') as since
			), counted as (${counted}), worked as (${worked}),
			queue as (
				select count(*)::int as waiting, extract(epoch from now() - min(queued_at))::float8 as longest
				from queue_entry where state in ('waiting', 'offered')
			), handled as (
				select avg(extract(epoch from greatest(ended_at, disposed_at) - connected_at))::float8 as seconds
				from call cross join day where ended_at >= day.since and connected_at is not null
			), ended as (
				select ending, count(*)::int as count from call cross join day where ended_at >= day.since group by ending
			)
			select now() as at, queue.waiting, queue.longest as "longestWait_s",
				coalesce((select jsonb_agg(jsonb_build_object('id', a.person, 'name', u.name, 'state', a.state,
						'since', to_char(a.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reason', a.reason,
						'away', not ${isHere('a')},
						'talks', (select c.id::text from call c where c.id = a.call
							and a.state in ('on_call', 'hold') and c.account = any(${voiced}::text[])),
						'consult', (select jsonb_build_object('part', case when k.state = 'joined' then 'joined'
								when k.person = a.person then 'asked' else 'asks' end, 'name', other.name)
							from consult k join access."user" other
								on other.id = case when k.person = a.person then k.asked_by else k.person end
							where k.ended_at is null and a.person in (k.asked_by, k.person))) order by a.state, a.since, a.person)
					from agent_state a join access."user" u on u.id = a.person where a.state <> 'offline'), '[]') as agents,
				queued, answered, abandoned, short as "abandonedShort", asked as "callbacksAsked",
				served / nullif(queued - short - asked - undecided, 0)::float8 as "serviceLevel",
				answer as "answer_s", handled.seconds as "handle_s",
				(coalesce(worked.busy, 0) / nullif(worked.there, 0))::float8 as occupancy,
				(select count(*)::int from offer cross join day
					where offer.state = 'expired' and offer.ended_at >= day.since) as "notAnswered",
				(select count(*)::int from callback where state = 'open' and due_at <= now()) as "callbacksDue",
				(select count(*)::int from callback where state = 'open') as "callbacksOpen",
				coalesce((select jsonb_agg(jsonb_build_object('ending', ending, 'count', count) order by ending)
					from ended), '[]') as endings
			from counted, worked, queue, handled`
	);

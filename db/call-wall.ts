import { CallWall } from '#contracts/call-wall.ts';
import { isHere } from './agent-state.ts';
import { agentTime, handling, occupancy, queuedFigures, serviceLevel } from './call-figures.ts';
import { one, sql, type Db } from './sql.ts';

/**
 * The helpline's figures in one statement. `voiced`: accounts in whose calls a supervisor can take part. `since`: from
 * which half-hour on it counts, midnight in India when absent.
 */
export const readCallWall = (db: Db, voiced: string[] = [], since: string | null = null) =>
	one(
		db,
		CallWall,
		sql`with day as (
				select coalesce(${since}::timestamptz,
					date_trunc('day', now() at time zone 'Asia/Kolkata') at time zone 'Asia/Kolkata') as since
			), counted as (
				select ${queuedFigures} from call cross join day where queued_at >= day.since
			), worked as (
				select ${occupancy} as occupancy from (${agentTime(sql`(select since from day)`, sql`now()`)}) spent
			),
			queue as (
				select count(*)::int as waiting, extract(epoch from now() - min(queued_at))::float8 as longest
				from queue_entry where state in ('waiting', 'offered')
			), handled as (
				select avg(${handling})::float8 as seconds
				from call cross join day where ended_at >= day.since and connected_at is not null
			), ended as (
				select ending, count(*)::int as count from call cross join day where ended_at >= day.since group by ending
			)
			select now() as at, queue.waiting, queue.longest as "longestWait_s",
				coalesce((select jsonb_agg(jsonb_build_object('id', a.person, 'name', u.name, 'state', a.state,
						'since', to_char(a.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'reason', a.reason,
						'away', not ${isHere('a')},
						'talks', (select c.id::text from call c where c.id = a.call
							and a.state in ('on_call', 'hold') and c.account = any(${voiced}::text[]))) order by a.state, a.since, a.person)
					from agent_state a join access."user" u on u.id = a.person where a.state <> 'offline'), '[]') as agents,
				queued, answered, abandoned, short as "abandonedShort", asked as "callbacksAsked",
				${serviceLevel} as "serviceLevel",
				answer as "answer_s", handled.seconds as "handle_s",
				worked.occupancy,
				(select count(*)::int from offer cross join day
					where offer.state = 'expired' and offer.ended_at >= day.since) as "notAnswered",
				(select count(*)::int from callback where state = 'open' and due_at <= now()) as "callbacksDue",
				(select count(*)::int from callback where state = 'open') as "callbacksOpen",
				coalesce((select jsonb_agg(jsonb_build_object('ending', ending, 'count', count) order by ending)
					from ended), '[]') as endings
			from counted, worked, queue, handled`
	);

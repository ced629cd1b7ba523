import { CallFigures, type ReportBy } from '#contracts/call-report.ts';
import { Type } from 'typebox';
import { agentTime, handling, occupancy, queuedFigures, serviceLevel, wrappingUp } from './call-figures.ts';
import { empty, many, sql, type Db } from './sql.ts';

type Sql = ReturnType<typeof sql>;

export interface ReportWish {
	by: ReportBy;
	/** First and last day in India, `YYYY-MM-DD`. */
	from: string;
	to: string;
	language?: string;
	account?: string;
	/** A person. */
	agent?: string;
}

const inIndia = (at: Sql) => sql`${at} at time zone 'Asia/Kolkata'`;
const midnight = (day: string, after: number) =>
	sql`((${day}::date + ${after}::int)::timestamp at time zone 'Asia/Kolkata')`;

/** What rows are put together by, of a time, a language, an account and a person; null for no such row. */
const keyOf = (by: ReportBy, at: Sql, { language, account, person }: Record<string, Sql>) =>
	({
		interval: sql`date_bin('30 minutes', ${inIndia(at)}, timestamp '2000-01-01')`,
		day: sql`date_trunc('day', ${inIndia(at)})`,
		language,
		account,
		agent: person
	})[by]!;

/** A key as text; rows of the total have an empty one. */
const shown = (by: ReportBy) => {
	if (by === 'interval') return sql`coalesce(to_char(k, 'HH24:MI'), '')`;
	return by === 'day' ? sql`coalesce(to_char(k, 'YYYY-MM-DD'), '')` : sql`coalesce(k::text, '')`;
};

const only = (column: Sql, value: string | undefined) =>
	value === undefined ? empty : sql` and ${column} = ${value}`;

const ofCall = { language: sql`c.language`, account: sql`c.account`, person: sql`c.agent` };
const ofOffer = { ...ofCall, person: sql`o.person` };
const ofAttempt = { language: sql`b.language`, account: sql`c.account`, person: sql`a.person` };

/** Rows of each key, and of all of them together under `total`. */
const grouped = (by: ReportBy) => sql`grouping(k) = 1 as total, ${shown(by)} as key`;

/**
 * The helpline's figures of these days, one row for each key and one for the total. Every part reads an index by its
 * time; hours at the telephone come from the roll-up `agent_slot`.
 */
export const readCallReport = (db: Db, { by, from, to, language, account, agent }: ReportWish) => {
	const since = midnight(from, 0);
	const until = midnight(to, 1);
	const within = (at: Sql) => sql`${at} >= ${since} and ${at} < ${until}`;
	const chosen = (of: typeof ofCall) =>
		sql`${only(of.language, language)}${only(of.account, account)}${only(of.person, agent)}`;
	// What people do at the telephone is of no language and no account.
	const ofNobody = by === 'language' || by === 'account' || language !== undefined || account !== undefined;
	const byTime = by === 'interval' || by === 'day';
	const callOfOffer = ofNobody ? sql`join call c on c.id = o.call` : empty;
	return many(
		db,
		Type.Intersect([CallFigures, Type.Object({ total: Type.Boolean() })]),
		sql`with queued as (
				select ${grouped(by)}, ${queuedFigures}
				from (select c.*, ${keyOf(by, sql`c.queued_at`, ofCall)} as k from call c
					where ${within(sql`c.queued_at`)}${chosen(ofCall)}) c
				group by grouping sets ((k), ())
			), over as (
				select c.id, c.ended_at, c.disposition, ${keyOf(by, sql`c.ended_at`, ofCall)} as k,
					${handling} as handling, ${wrappingUp} as wrapping_up
				from call c where ${within(sql`c.ended_at`)} and c.connected_at is not null${chosen(ofCall)}
			), moved as (
				select e.call, e.kind, e.at, lead(e.at) over (partition by e.call order by e.at, e.id) as next
				from call_event e where e.kind in ('held', 'resumed', 'transferring', 'accepted', 'connected')
					and e.call in (select call from call_event where kind in ('held', 'transferring')
						-- No carrier lets a call last for a day.
						and at >= ${since} - interval '1 day' and at < ${until})
			), apart as (
				select over.id, sum(extract(epoch from least(moved.next, over.ended_at) - moved.at)) as seconds
				from moved join over on over.id = moved.call
				where moved.kind in ('held', 'transferring') and moved.at < over.ended_at group by over.id
			), handled as (
				select ${grouped(by)}, count(*)::int as handled, avg(handling)::float8 as handle,
					avg(coalesce(apart.seconds, 0))::float8 as hold, avg(wrapping_up)::float8 as wrap_up,
					avg(greatest(handling - wrapping_up - coalesce(apart.seconds, 0), 0))::float8 as talk
				from over left join apart using (id) group by grouping sets ((k), ())
			), disposed as (
				select total, key, jsonb_agg(jsonb_build_object('code', disposition, 'count', count) order by disposition) as list
				from (select ${grouped(by)}, disposition, count(*)::int from over where disposition is not null
					group by grouping sets ((k, disposition), (disposition))) counted
				group by total, key
			), worked as (
				select ${grouped(by)}, ${occupancy} as occupancy
				from (select t.*, ${keyOf(by, sql`t.slot`, { person: sql`t.person` }) ?? sql`null::text`} as k
					from (${agentTime(since, until)}) t where ${!ofNobody}${only(sql`t.person`, agent)}) spent
				group by grouping sets ((k), ())
			), offered as (
				select ${grouped(by)}, count(*)::int as offers, count(*) filter (where state = 'expired')::int as lapsed
				from (select o.state, ${keyOf(by, sql`o.offered_at`, ofOffer)} as k from offer o ${callOfOffer}
					where ${within(sql`o.offered_at`)}${chosen(ofOffer)}) o
				group by grouping sets ((k), ())
			), called as (
				select ${grouped(by)}, count(*)::int as made, count(*) filter (where outcome = 'reached')::int as reached
				from (select a.outcome, ${keyOf(by, sql`a.at`, ofAttempt)} as k from callback_attempt a
						join callback b on b.id = a.callback left join call c on c.id = b.call
					where ${within(sql`a.at`)}${chosen(ofAttempt)}) a
				group by grouping sets ((k), ())
			), keys as (
				select total, key from queued union select total, key from handled union select total, key from worked
				union select total, key from offered union select total, key from called
				union select false, ${shown(by)} from generate_series(${from}::date::timestamp,
					least((${to}::date + 1)::timestamp, ${inIndia(sql`now()`)}) - interval '1 microsecond',
					${by === 'interval' ? '30 minutes' : '1 day'}::interval) k where ${byTime}
			)
			select keys.total, key, u.name,
				coalesce(queued, 0) as queued, coalesce(answered, 0) as answered, coalesce(abandoned, 0) as abandoned,
				coalesce(short, 0) as "abandonedShort", coalesce(asked, 0) as "callbacksAsked",
				${serviceLevel} as "serviceLevel", answer as "answer_s", longest as "longestWait_s",
				coalesce(handled, 0) as handled, talk as "talk_s", hold as "hold_s", wrap_up as "wrapUp_s",
				handle as "handle_s", occupancy, coalesce(offers, 0) as offers, coalesce(lapsed, 0) as "notAnswered",
				coalesce(made, 0) as "callbacksMade", coalesce(reached, 0) as "callbacksReached",
				coalesce(list, '[]') as dispositions
			from keys left join queued using (total, key) left join handled using (total, key)
				left join disposed using (total, key) left join worked using (total, key)
				left join offered using (total, key) left join called using (total, key)
				left join access."user" u on ${by === 'agent'} and u.id = keys.key
			order by keys.total, ${by === 'agent' ? sql`u.name nulls last, key` : sql`key`}`
	);
};

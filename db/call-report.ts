import { Type } from 'typebox';
import { CallFigures, type ReportBy } from '#contracts/call-report.ts';
import { agentTime, handling, occupancy, queuedFigures, serviceLevel, wrappingUp } from './call-figures.ts';
import { empty, many, raw, sql, type Db } from './sql.ts';

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

/** Columns of language, account and person. */
type Of = Record<'language' | 'account' | 'person', Sql>;

/** Indian time has no summer time: half-hours and days are all as long, from this midnight on. */
const midnightOnce = sql`timestamptz '2000-01-01 00:00:00+05:30'`;
const midnight = (day: string, after: number) =>
	sql`((${day}::date + ${after}::int)::timestamp at time zone 'Asia/Kolkata')`;
const spanOf = ({ from, to }: ReportWish) => ({ since: midnight(from, 0), until: midnight(to, 1) });

const within = (wish: ReportWish, at: Sql) => {
	const { since, until } = spanOf(wish);
	return sql`${at} >= ${since} and ${at} < ${until}`;
};
const only = (column: Sql, value: string | undefined) =>
	value === undefined ? empty : sql` and ${column} = ${value}`;
const chosen = ({ language, account, agent }: ReportWish, of: Of) =>
	sql`${only(of.language, language)}${only(of.account, account)}${only(of.person, agent)}`;

/** What rows are put together by. */
const keyOf = (by: ReportBy, at: Sql, { language, account, person }: Of) =>
	({
		interval: sql`date_bin('30 minutes', ${at}, ${midnightOnce})`,
		day: sql`date_bin('1 day', ${at}, ${midnightOnce})`,
		language,
		account,
		agent: person
	})[by];

/** A row of each key `k` as text, and one of all of them under `total`, whose key is empty. */
const grouped = (by: ReportBy) => {
	const shown = {
		interval: sql`to_char(k at time zone 'Asia/Kolkata', 'HH24:MI')`,
		day: sql`to_char(k at time zone 'Asia/Kolkata', 'YYYY-MM-DD')`
	};
	const text = by === 'interval' || by === 'day' ? shown[by] : sql`k::text`;
	return sql`grouping(k) = 1 as total, coalesce(${text}, '') as key`;
};
/** Rows are counted once for each key; the row of all is put together from these, which are few. */
const summed = (...names: string[]) =>
	raw(names.map((name) => `coalesce(sum(${name}), 0)::int as ${name}`).join(', '));
const averaged = (name: string, weight: string) =>
	raw(`sum(${name} * ${weight}) / nullif(sum(${weight}), 0)`);
const Keyed = { total: Type.Boolean(), key: Type.String() };
const part = <K extends keyof CallFigures>(...names: K[]) =>
	Type.Intersect([Type.Object(Keyed), Type.Pick(CallFigures, names)]);

const ofCall: Of = { language: sql`c.language`, account: sql`c.account`, person: sql`c.agent` };

const Queued = part(
	...(['queued', 'answered', 'abandoned', 'abandonedShort', 'callbacksAsked'] as const),
	...(['serviceLevel', 'answer_s', 'longestWait_s'] as const)
);
/** What became of calls that entered the queue in these days. */
export const readQueued = (db: Db, wish: ReportWish) =>
	many(
		db,
		Queued,
		sql`select total, key, queued, answered, abandoned, short as "abandonedShort", asked as "callbacksAsked",
				${serviceLevel} as "serviceLevel", answer as "answer_s", longest as "longestWait_s"
			from (select ${grouped(wish.by)}, ${summed('queued', 'answered', 'served', 'abandoned', 'short', 'asked', 'undecided')},
					${averaged('answer', 'answered')} as answer, max(longest) as longest
				from (select k, ${queuedFigures}
					from (select c.queued_at, c.connected_at, c.ended_at, c.ending, ${keyOf(wish.by, sql`c.queued_at`, ofCall)} as k
						from call c where ${within(wish, sql`c.queued_at`)}${chosen(wish, ofCall)}) c
					group by k) kept
				group by grouping sets ((k), ())) counted`
	);

/** Answered calls that ended in these days. */
const over = (wish: ReportWish) => sql`select c.id, c.ended_at, c.disposition,
		${keyOf(wish.by, sql`c.ended_at`, ofCall)} as k, ${handling} as handling, ${wrappingUp} as wrapping_up
	from call c where ${within(wish, sql`c.ended_at`)} and c.connected_at is not null${chosen(wish, ofCall)}`;

/** For how long callers were on hold or being passed on: each time till what came next in their call. */
const apart = (wish: ReportWish) => {
	const { since, until } = spanOf(wish);
	return sql`select e.call as id, e.at, (select min(n.at) from call_event n where n.call = e.call and n.at >= e.at
			and n.kind in ('resumed', 'accepted', 'connected', 'transferring')
			and (n.at, n.id) > (e.at, e.id)) as next
		from call_event e where e.kind in ('held', 'transferring')
			-- No carrier lets a call last for a day.
			and e.at >= ${since} - interval '1 day' and e.at < ${until}`;
};

/** How long answered calls kept their agents. */
export const readHandled = (db: Db, wish: ReportWish) =>
	many(
		db,
		part('handled', 'talk_s', 'hold_s', 'wrapUp_s', 'handle_s'),
		sql`with over as (${over(wish)}), held as (
				select over.id, sum(date_part('epoch', least(apart.next, over.ended_at) - apart.at)) as seconds
				from (${apart(wish)}) apart join over on over.id = apart.id and apart.at < over.ended_at group by over.id
			)
			select ${grouped(wish.by)}, ${summed('handled')}, ${averaged('handle', 'handled')} as "handle_s",
				${averaged('hold', 'handled')} as "hold_s", ${averaged('wrap_up', 'handled')} as "wrapUp_s",
				${averaged('talk', 'handled')} as "talk_s"
			from (select k, count(*)::int as handled, avg(handling) as handle, avg(coalesce(held.seconds, 0)) as hold,
					avg(wrapping_up) as wrap_up, avg(greatest(handling - wrapping_up - coalesce(held.seconds, 0), 0)) as talk
				from over left join held using (id) group by k) kept
			group by grouping sets ((k), ())`
	);

/** What answered calls turned out to be. */
export const readDisposed = (db: Db, wish: ReportWish) =>
	many(
		db,
		part('dispositions'),
		sql`select total, key, jsonb_agg(jsonb_build_object('code', disposition, 'count', count) order by disposition)
				as dispositions
			from (select ${grouped(wish.by)}, disposition, ${summed('count')}
				from (select k, disposition, count(*) from (${over(wish)}) over where disposition is not null group by 1, 2) kept
				group by grouping sets ((k, disposition), (disposition))) counted
			group by total, key`
	);

/** How busy people were; nothing of a language or an account, which have no hours. */
export const readWorked = async (db: Db, wish: ReportWish) => {
	const { by, language, account, agent } = wish;
	if (by === 'language' || by === 'account' || language !== undefined || account !== undefined) return [];
	const { since, until } = spanOf(wish);
	const none = sql`null::text`;
	const of = { language: none, account: none, person: sql`t.person` };
	return many(
		db,
		part('occupancy'),
		sql`select ${grouped(by)}, ${occupancy} as occupancy
			from (select t.*, ${keyOf(by, sql`t.slot`, of)} as k from (${agentTime(since, until)}) t
				where true${only(sql`t.person`, agent)}) spent
			group by grouping sets ((k), ())`
	);
};

/** Calls held out to people, and those that they did not take. */
export const readOffered = (db: Db, wish: ReportWish) =>
	many(
		db,
		part('offers', 'notAnswered'),
		sql`select ${grouped(wish.by)}, count(*)::int as offers,
				count(*) filter (where state = 'expired')::int as "notAnswered"
			from (select o.state, ${keyOf(wish.by, sql`o.offered_at`, { ...ofCall, person: sql`o.person` })} as k
				from offer o left join call c on c.id = o.call
				where ${within(wish, sql`o.offered_at`)}${chosen(wish, { ...ofCall, person: sql`o.person` })}) o
			group by grouping sets ((k), ())`
	);

/** Attempts to call somebody back. */
export const readCalledBack = (db: Db, wish: ReportWish) => {
	const of = { language: sql`b.language`, account: sql`c.account`, person: sql`a.person` };
	return many(
		db,
		part('callbacksMade', 'callbacksReached'),
		sql`select ${grouped(wish.by)}, count(*)::int as "callbacksMade",
				count(*) filter (where outcome = 'reached')::int as "callbacksReached"
			from (select a.outcome, ${keyOf(wish.by, sql`a.at`, of)} as k from callback_attempt a
					join callback b on b.id = a.callback left join call c on c.id = b.call
				where ${within(wish, sql`a.at`)}${chosen(wish, of)}) a
			group by grouping sets ((k), ())`
	);
};

/** Names of people, by their ids. */
export const readNames = async (db: Db, ids: string[]) => {
	const Row = Type.Object({ id: Type.String(), name: Type.String() });
	const rows = await many(db, Row, sql`select id, name from access."user" where id = any(${ids}::text[])`);
	return new Map(rows.map(({ id, name }) => [id, name]));
};

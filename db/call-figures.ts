import { SERVICE_SECONDS } from '#contracts/call-wall.ts';
import { SHORT_ABANDON_SECONDS } from './callback.ts';
import { sql } from './sql.ts';

type Sql = ReturnType<typeof sql>;

const missed = sql`ending in ('abandoned_queue', 'abandoned_ringing')`;
const isShort = sql`ended_at - queued_at <= make_interval(secs => ${SHORT_ABANDON_SECONDS})`;
const soon = sql`make_interval(secs => ${SERVICE_SECONDS})`;

/** What calls that entered the queue came to: columns of an aggregate over rows of `call`. */
export const queuedFigures = sql`count(*)::int as queued, count(connected_at)::int as answered,
	count(*) filter (where connected_at - queued_at <= ${soon})::int as served,
	count(*) filter (where ${missed} and not ${isShort})::int as abandoned,
	count(*) filter (where ${missed} and ${isShort})::int as short,
	count(*) filter (where ending = 'callback_requested')::int as asked,
	count(*) filter (where ended_at is null and connected_at is null and now() - queued_at < ${soon})::int as undecided,
	avg(extract(epoch from connected_at - queued_at))::float8 as answer,
	max(extract(epoch from coalesce(connected_at, ended_at, now()) - queued_at))::float8 as longest`;

/** The share of calls that were served in time, of those columns. */
export const serviceLevel = sql`served / nullif(queued - short - asked - undecided, 0)::float8`;

/** Seconds for which a call that is over kept an agent: talk, hold and wrap-up. Carriers' clocks go wrong. */
export const handling = sql`greatest(extract(epoch from greatest(ended_at, disposed_at) - connected_at), 0)`;

/** Of them, those after the caller was gone. */
export const wrappingUp = sql`extract(epoch from greatest(disposed_at, ended_at) - ended_at)`;

/** Who spent how many seconds in which state and half-hour; what goes on now counts up to now. */
export const agentTime = (since: Sql, until: Sql) => sql`select slot, person, state, seconds from agent_slot
		where slot >= ${since} and slot < ${until}
	union all
	select slot, a.person, last.state,
		extract(epoch from least(now(), ${until}, slot + interval '30 minutes') - greatest(last.at, slot))
	from agent_state a cross join lateral (
			select state, at from agent_time t where t.person = a.person order by at desc, id desc limit 1
		) last
		cross join generate_series(date_bin('30 minutes', greatest(last.at, ${since}), timestamptz '2000-01-01 00:00:00+00'),
			least(now(), ${until}), interval '30 minutes') as slot
	where last.state <> 'offline' and least(now(), ${until}, slot + interval '30 minutes') > greatest(last.at, slot)`;

/** Occupancy, of rows of it. */
export const occupancy = sql`(coalesce(sum(seconds) filter (where state in ('on_call', 'hold', 'wrap_up')), 0)
	/ nullif(sum(seconds) filter (where state <> 'paused'), 0))::float8`;

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
	avg(date_part('epoch', connected_at - queued_at)) as answer,
	date_part('epoch', max(coalesce(connected_at, ended_at, now()) - queued_at)) as longest`;

/** The share of calls that were served in time, of those columns. */
export const serviceLevel = sql`served / nullif(queued - short - asked - undecided, 0)::float8`;

/** Seconds for which a call that is over kept an agent: talk, hold and wrap-up. Carriers' clocks go wrong. */
export const handling = sql`greatest(date_part('epoch', greatest(ended_at, disposed_at) - connected_at), 0)`;

/** Of them, those after the caller was gone. */
export const wrappingUp = sql`date_part('epoch', greatest(disposed_at, ended_at) - ended_at)`;

/** Seconds of each person and half-hour at the telephone and at work there; what goes on now counts up to now. */
export const agentTime = (since: Sql, until: Sql) => sql`select slot, person, there_s, busy_s from agent_slot
		where slot >= ${since} and slot < ${until}
	union all
	select slot, a.person, seconds, case when last.state in ('on_call', 'hold', 'wrap_up') then seconds else 0 end
	from agent_state a cross join lateral (
			select state, at from agent_time t where t.person = a.person order by at desc, id desc limit 1
		) last
		cross join generate_series(date_bin('30 minutes', greatest(last.at, ${since}), timestamptz '2000-01-01 00:00:00+00'),
			least(now(), ${until}), interval '30 minutes') as slot
		cross join lateral (select extract(epoch from
			least(now(), ${until}, slot + interval '30 minutes') - greatest(last.at, slot))::float8 as seconds) lasted
	where last.state not in ('offline', 'paused') and seconds > 0`;

/** Occupancy, of rows of it. */
export const occupancy = sql`(sum(busy_s) / nullif(sum(there_s), 0))::float8`;

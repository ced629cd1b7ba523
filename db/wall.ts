import { Type } from 'typebox';
import { ChannelHealth, Wall } from '#contracts/wall.ts';
import { visible, type Viewer } from './scope.ts';
import { many, one, sql, type Db } from './sql.ts';

const Arriving = Type.Pick(Wall, ['minutes', 'arriving']);
const Counts = Type.Omit(Wall, ['minutes', 'arriving']);

const today = sql`date_trunc('day', now() at time zone 'Asia/Kolkata') at time zone 'Asia/Kolkata'`;

/** Arrivals by minute of the last hour, from the counters that each write keeps. */
export const readArriving = (db: Db) =>
	one(
		db,
		Arriving,
		sql`with minute as (
				select generate_series(date_trunc('minute', now()) - interval '59 minutes', date_trunc('minute', now()),
					interval '1 minute') as at
			), counted as (
				select c.channel, array_agg(coalesce(m.received, 0) order by minute.at) as counts
				from (select distinct channel from account union select unnest('{walk_in,post,phone}'::text[])) c
				cross join minute left join arrival_minute m on m.minute = minute.at and m.channel = c.channel
				group by c.channel
			)
			select (select jsonb_agg(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') order by at) from minute) as minutes,
				coalesce((select jsonb_agg(jsonb_build_object('channel', channel, 'counts', counts) order by channel)
					from counted), '[]') as arriving`
	);

/** What the wall counts now: the whole state's, but for the oldest number, which is of those that the viewer sees. */
export const readCounts = (db: Db, viewer: Viewer) =>
	one(
		db,
		Counts,
		sql`select now() as at,
			coalesce((select jsonb_agg(jsonb_build_object('channel', channel, 'count', count) order by channel)
				from waiting where count > 0), '[]') as waiting,
			(select count(*)::int from submission where state = 'waiting' and claimed_until > now()) as claimed,
			(select jsonb_build_object('number', number, 'receivedAt',
					to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
				from submission s where state = 'waiting' and ${visible(viewer, 's')} order by received_at, id limit 1) as oldest,
			jsonb_build_object(
				'received', (select coalesce(sum(received), 0)::int from arrival_minute where minute >= ${today}),
				'registered', (select coalesce(sum(count), 0)::int from decision_day
					where day = (now() at time zone 'Asia/Kolkata')::date and state = 'registered'),
				'linked', (select coalesce(sum(count), 0)::int from decision_day
					where day = (now() at time zone 'Asia/Kolkata')::date and state = 'linked'),
				'dismissed', (select coalesce(sum(count), 0)::int from decision_day
					where day = (now() at time zone 'Asia/Kolkata')::date and state = 'dismissed')) as today,
			(select count(*)::int from delivery where state = 'parked') as parked,
			(select count(*)::int from delivery where state = 'parked' and 'unverified' = any(flags)
				and received_at > now() - interval '1 hour') as "unverifiedLastHour",
			(select count(*)::int from pgboss.job where name = 'dead' and state in ('created', 'retry')) as "deadJobs",
			(select count(*)::int from notice where state = 'failed' and created_at >= ${today}) as "noticesFailedToday"`
	);

/** How each account fares. */
export const readHealth = (db: Db) =>
	many(
		db,
		ChannelHealth,
		sql`select a.id as account, a.channel, a.provider,
			case when a.last_error_at > coalesce(a.last_success_at, '-infinity') then 'failing'
				when a.last_success_at is null then 'quiet' else 'ok' end as state,
			a.last_success_at as "lastSuccessAt", a.last_received_at as "lastReceivedAt", a.last_error as "lastError",
			a.last_error_at as "lastErrorAt",
			(select percentile_cont(0.5) within group (order by extract(epoch from d.read_at - d.received_at) * 1000)
				from (select read_at, received_at from delivery where account = a.id and read_at is not null and kind in ('message', 'part')
					and received_at > now() - interval '1 hour' order by received_at desc limit 1000) d) as lag_ms,
			(select count(*)::int from delivery d where d.account = a.id and d.kind in ('message', 'part')
				and d.received_at >= ${today}) as "receivedToday",
			(select count(*)::int from delivery d where d.account = a.id and d.state = 'parked'
				and d.received_at >= ${today}) as "parkedToday",
			(select count(*)::int from notice n where n.account = a.id and n.created_at >= ${today}
				and n.state in ('accepted', 'sent', 'delivered', 'read')) as "sentToday",
			(select count(*)::int from notice n where n.account = a.id and n.created_at >= ${today}
				and n.state = 'failed') as "failedToday",
			(select count(*)::int from notice n where n.account = a.id and n.state in ('queued', 'sending')
				and n.sent_at is null) as waiting,
			case when a.held_until > now() then a.held_until end as "heldUntil",
			case when a.held_until > now() then a.held_reason end as "heldReason"
			from account a order by a.channel, a.id`
	);

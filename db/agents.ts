import type { Sql } from 'sql-template-tag';
import { Agent } from '#contracts/agents.ts';
import { visible, type Viewer } from './scope.ts';
import { scopeColumn } from './staff.ts';
import { many, sql, type Db } from './sql.ts';

/** A row that nobody touched for so long was left behind by a process that is gone. */
const STALE = sql`interval '15 seconds'`;

/** As the driver reads a timestamptz, within JSON. */
const instant = (column: Sql) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Everybody with these roles: whether they are here, what they hold and since when, what they decided today. */
export const readAgents = (db: Db, viewer: Viewer, roles: readonly string[]) =>
	many(
		db,
		Agent,
		sql`with here as (
			select distinct person, number from presence where at > now() - ${STALE}
		), held as (
			select s.claimed_by as person, s.number, s.channel, s.language, s.claimed_until, (${visible(viewer, 's')}) is true as seen,
				left(regexp_replace(left(concat_ws(' · ', s.subject, s.text), 300), '\\s+', ' ', 'g'), 120) as excerpt,
				coalesce((select e.at from event e where e.number = s.number
					and e.type in ('submission:claimed', 'submission:assigned') order by e.sequence desc limit 1),
					s.claimed_until) as since
			from submission s where s.state = 'waiting' and s.claimed_until > now()
		), holds as (
			select h.person, count(*) filter (where not h.seen)::int as hidden,
				jsonb_agg(jsonb_build_object('number', h.number, 'channel', h.channel, 'language', h.language,
					'excerpt', h.excerpt, 'since', ${instant(sql`h.since`)},
					'until', ${instant(sql`h.claimed_until`)},
					'open', exists (select from here where here.person = h.person and here.number = h.number))
					order by h.since, h.number) filter (where h.seen) as rows
			from held h group by h.person
		)
		select u.id, u.name, u.role, ${scopeColumn},
			exists (select from here where here.person = u.id) as present,
			coalesce(holds.rows, '[]') as holds, coalesce(holds.hidden, 0) as hidden,
			jsonb_build_object('registered', done.registered, 'linked', done.linked, 'dismissed', done.dismissed) as today,
			done.last as "lastDecidedAt"
		from access."user" u left join access.staff p on p.id = u.id left join holds on holds.person = u.id
		cross join lateral (
			select count(*) filter (where s.state = 'registered')::int as registered,
				count(*) filter (where s.state = 'linked')::int as linked,
				count(*) filter (where s.state = 'dismissed')::int as dismissed, max(s.decided_at) as last
			from submission s where s.decided_by = u.id
				and s.decided_at >= date_trunc('day', now() at time zone 'Asia/Kolkata') at time zone 'Asia/Kolkata'
		) done
		where u.role = any(${[...roles]}) and coalesce(p.active, true)
		order by present desc, u.name, u.id`
	);

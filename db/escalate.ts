import { Type, type Static } from 'typebox';
import { CaseState, ClockKind, Fallback, Track } from '#contracts/case.ts';
import { PolicyContent } from '#contracts/policy.ts';
import { Nullable } from '#contracts/words.ts';
import type { NewClock } from './clock.ts';
import { many, run, sql, type Db } from './sql.ts';

const Due = Type.Object({
	clock: Type.String(),
	kind: ClockKind,
	dueAt: Type.String(),
	number: Type.String(),
	state: CaseState,
	level: Type.Integer(),
	stay: Type.Integer(),
	track: Nullable(Track),
	office: Nullable(Type.String()),
	category: Type.String(),
	department: Type.String(),
	district: Type.String(),
	now: Type.String()
});
/** A time limit that has passed, with the case that it is of. */
export type Due = Static<typeof Due>;

/**
 * Takes up to `limit` passed time limits, the oldest first, locked with their cases; what another worker or a verb
 * holds is left to it. Of each case one at a time.
 */
export const takeDue = (db: Db, kinds: ClockKind[], limit: number) =>
	many(
		db,
		Due,
		sql`with due as (
				select c.id, c.kind, c.due_at, g.number, g.state, g.level, g.stay, g.track, g.office, g.category, g.department,
					g.district
				from clock c join grievance g on g.number = c.number
				where c.stopped_at is null and c.paused_at is null and c.kind <> 'appeal' and c.due_at <= (select sunwai_now())
					and c.kind = any(${kinds}::text[])
				order by c.due_at limit ${limit} for update of c, g skip locked
			)
			select distinct on (number) id::text as clock, kind, due_at as "dueAt", number, state, level, stay, track, office,
				category, department, district, (select sunwai_now()) as now
			from due order by number, kind = 'acknowledge', due_at`
	);

const RulesOf = Type.Object({
	district: Type.String(),
	version: Type.Integer(),
	content: PolicyContent,
	holidays: Type.Array(Type.String())
});
/** By what clocks start now, in each of these districts; nothing where no policy is in force. */
export const rulesOfDistricts = (db: Db, districts: string[]) =>
	many(
		db,
		RulesOf,
		sql`select d.code as district, p.version, p.content, array(select distinct to_char(day, 'YYYY-MM-DD') from holiday h
				where h.day between today() and today() + 400 and (h.district is null or h.district = d.code) order by 1) as holidays
			from unnest(${districts}::text[]) as d (code) join policy p on p.version = policy_now()`
	);

const Seat = Type.Object({
	nth: Type.Integer(),
	office: Nullable(Type.String()),
	post: Nullable(Type.String()),
	fallback: Nullable(Fallback)
});
export type NextSeat = Static<typeof Seat>;
export interface SeatAsked {
	track: Track | null;
	level: number;
	department: string;
	district: string;
	office: string | null;
}
/**
 * Where each of these is to lie; `nth` counts from 1. Above all offices of a district, or of a department in the state, is
 * the same seat: it is looked up once, and once more of each office only where nobody is there.
 */
export const seatsOf = (db: Db, asked: SeatAsked[]) =>
	many(
		db,
		Seat,
		sql`with asked as (
				select *, case track when 'state' then department end as of_department,
					case when track is distinct from 'state' then district end as of_district
				from rows from (jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as (track text, level int, department text,
					district text, office text)) with ordinality as a (track, level, department, district, office, nth)
			), way as (
				select distinct track, level, of_department, of_district from asked
			), above as materialized (
				select way.*, s.* from way cross join lateral seat_of(track, level, of_department, of_district, null) as s
			)
			select a.nth::int, s.office, s.post, s.fallback from asked a join above on above.level = a.level
				and (above.track, above.of_department, above.of_district) is not distinct from (a.track, a.of_department, a.of_district)
				cross join lateral (
					select above.office, above.post, above.fallback where above.office is not null
					union all
					select s.* from seat_of(a.track, a.level, a.department, a.district, a.office) as s where above.office is null
				) as s`
	);

/** Stops these clocks as late. */
export const stopLate = (db: Db, clocks: string[]) =>
	run(
		db,
		sql`update clock set stopped_at = (select sunwai_now()), outcome = 'late' where id = any(${clocks}::bigint[])`
	);

/** Stops what still runs or rests of a level that these cases leave. */
export const stopLeft = (db: Db, numbers: string[]) =>
	run(
		db,
		sql`update clock set stopped_at = (select sunwai_now()), paused_at = null, pause_reason = null,
				rests = case when paused_at is null then rests else rests || jsonb_build_object(
					'since', paused_at, 'until', (select sunwai_now()), 'reason', pause_reason) end,
				outcome = case when paused_at is null and due_at <= (select sunwai_now()) then 'late' else 'cancelled' end
			where number = any(${numbers}::bpchar[]) and stopped_at is null and kind in ('acknowledge', 'redress', 'interim')`
	);

/** What becomes of a case whose time has passed. */
export interface Passed {
	number: string;
	level: number;
	stay: number;
	office: string | null;
	post: string | null;
	fallback: string | null;
	event: string;
	late: boolean;
	detail: Record<string, unknown>;
}

/** Brings the cases to their new level, with the times that start there, and writes all their histories. */
export async function raise(db: Db, cases: Passed[], clocks: NewClock[]): Promise<void> {
	const rows = JSON.stringify(cases);
	// Of many clocks few have holidays of their own: each list travels once.
	const lists = new Map<string, number>();
	const listed = clocks.map(({ holidays, ...clock }) => {
		const key = JSON.stringify(holidays);
		const list = lists.get(key) ?? lists.size + 1;
		lists.set(key, list);
		return { ...clock, list };
	});
	await run(
		db,
		sql`with listed as materialized (
				select at, array(select jsonb_array_elements_text(days)::date) as holidays
				from jsonb_array_elements(${`[${[...lists.keys()].join(',')}]`}::jsonb) with ordinality as l (days, at)
			)
			insert into clock (number, kind, level, stay, office, policy, days, unit, holidays, started_at, due_at)
			select number, kind, level, stay, office, policy, days, unit, holidays, (select sunwai_now()), "dueAt"
			from jsonb_to_recordset(${JSON.stringify(listed)}::jsonb) as c (number char(10), kind text, level smallint,
				stay smallint, office text, policy int, days smallint, unit text, list int, "dueAt" timestamptz)
			join listed on listed.at = c.list`
	);
	const due = clocks.filter(({ kind }) => kind === 'redress').map(({ number, dueAt }) => ({ number, dueAt }));
	await run(
		db,
		sql`update grievance g set level = x.level, stay = x.stay, office = x.office, post = x.post, fallback = x.fallback,
				escalations = escalations + 1, late = true, due_at = d."dueAt", updated_at = now()
			from jsonb_to_recordset(${rows}::jsonb) as x (number char(10), level smallint, stay smallint, office text, post text,
				fallback text)
			join jsonb_to_recordset(${JSON.stringify(due)}::jsonb) as d (number char(10), "dueAt" timestamptz) using (number)
			where g.number = x.number`
	);
	await tellPassed(db, cases);
}

/** Marks cases late whose time of redress has passed where no level is above, and writes the histories of all. */
export async function markPassed(db: Db, cases: Passed[]): Promise<void> {
	const late = cases.filter((one) => one.late).map(({ number }) => number);
	if (late.length)
		await run(
			db,
			sql`update grievance set late = true, updated_at = now() where number = any(${late}::bpchar[])`
		);
	await tellPassed(db, cases);
}

/** The lines of history by time itself, and one hint to the open screens for all of them. */
async function tellPassed(db: Db, cases: Passed[]): Promise<void> {
	const rows = JSON.stringify(cases.map(({ number, event, detail }) => ({ number, event, detail })));
	await run(
		db,
		sql`insert into event (number, type, actor, detail)
			select number, event, 'clock', detail
			from jsonb_to_recordset(${rows}::jsonb) as x (number char(10), event text, detail jsonb) order by number`
	);
	await run(db, sql`select announce()`);
	await run(
		db,
		sql`with told as (
				insert into change (event, number, channel)
					select 'submission:changed', number, channel from submission
					where number = any(${cases.map(({ number }) => number)}::bpchar[]) order by number returning sequence
			)
			select pg_notify('change', max(sequence)::text) from told having count(*) > 0`
	);
}

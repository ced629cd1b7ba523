import { Type, type Static } from 'typebox';
import { ClockKind, ClockOutcome } from '#contracts/case.ts';
import { PolicyContent } from '#contracts/policy.ts';
import { Nullable } from '#contracts/words.ts';
import { many, maybeOne, one, run, sql, type Db } from './sql.ts';

/** Holidays are looked up so far ahead. Days. */
const HOLIDAYS_AHEAD = 400;

const Rules = Type.Object({
	version: Type.Integer(),
	content: PolicyContent,
	/** Of the state and the district, from today on. */
	holidays: Type.Array(Type.String())
});
export type Rules = Static<typeof Rules>;

/** By what clocks start now in this district; null where no policy is in force. */
export const rulesNow = (db: Db, district: string) =>
	maybeOne(
		db,
		Rules,
		sql`select version, content, array(select distinct to_char(day, 'YYYY-MM-DD') from holiday h
				where h.day between today() and today() + ${HOLIDAYS_AHEAD}::int
					and (h.district is null or h.district = ${district}) order by 1) as holidays
			from policy where version = policy_now()`
	);

export interface NewClock {
	number: string;
	kind: ClockKind;
	level: number;
	stay: number;
	office: string | null;
	policy: number;
	days: number;
	unit: string;
	holidays: string[];
	dueAt: string;
}
/** Starts clocks now. */
export const insertClocks = (db: Db, clocks: NewClock[]) =>
	run(
		db,
		sql`insert into clock (number, kind, level, stay, office, policy, days, unit, holidays, started_at, due_at)
			select number, kind, level, stay, office, policy, days, unit, holidays, sunwai_now(), "dueAt"
			from jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb) as c (number char(10), kind text, level smallint,
				stay smallint, office text, policy int, days smallint, unit text, holidays date[], "dueAt" timestamptz)`
	);

/** Stops those of these kinds that run or rest: met or late by the time at which they stop, or cancelled. */
export const stopClocks = (db: Db, number: string, kinds: ClockKind[], cancelled = false) =>
	run(
		db,
		sql`update clock set stopped_at = sunwai_now(), paused_at = null, pause_reason = null,
				rests = case when paused_at is null then rests else rests || jsonb_build_object(
					'since', paused_at, 'until', sunwai_now(), 'reason', pause_reason) end,
				outcome = case when ${cancelled} then 'cancelled'
					when paused_at is null and due_at < sunwai_now() then 'late' else 'met' end
			where number = ${number} and kind = any(${kinds}::text[]) and stopped_at is null`
	);

export type PauseReason = 'citizen' | 'long_term' | 'merged';

/** Lets those of these kinds rest that run. */
export const pauseClocks = (db: Db, number: string, kinds: ClockKind[], reason: PauseReason) =>
	run(
		db,
		sql`update clock set paused_at = sunwai_now(), pause_reason = ${reason}
			where number = ${number} and kind = any(${kinds}::text[]) and stopped_at is null and paused_at is null`
	);

export const Clock = Type.Object({
	id: Type.String(),
	kind: ClockKind,
	level: Type.Integer(),
	office: Nullable(Type.String()),
	startedAt: Type.String(),
	dueAt: Type.String(),
	pausedAt: Nullable(Type.String()),
	pauseReason: Nullable(Type.String()),
	stoppedAt: Nullable(Type.String()),
	outcome: Nullable(ClockOutcome),
	policy: Type.Integer(),
	days: Type.Integer(),
	unit: Type.Union([Type.Literal('working'), Type.Literal('calendar')]),
	holidays: Type.Array(Type.String()),
	rests: Type.Array(Type.Object({ since: Type.String(), until: Type.String(), reason: Type.String() })),
	content: PolicyContent
});
export type Clock = Static<typeof Clock>;

const columns = sql`c.id::text, c.kind, c.level, c.office, c.started_at as "startedAt", c.due_at as "dueAt",
	c.paused_at as "pausedAt", c.pause_reason as "pauseReason", c.stopped_at as "stoppedAt", c.outcome, c.policy, c.days,
	c.unit, array(select to_char(day, 'YYYY-MM-DD') from unnest(c.holidays) as h (day)) as holidays, c.rests, p.content`;

/** Every clock that the case ever had, with the policy by which it ran. */
export const clocksOf = (db: Db, number: string) =>
	many(
		db,
		Clock,
		sql`select ${columns} from clock c join policy p on p.version = c.policy where c.number = ${number} order by c.id`
	);

/** Those that rest for this reason. */
export const restingClocks = (db: Db, number: string, reason: PauseReason) =>
	many(
		db,
		Clock,
		sql`select ${columns} from clock c join policy p on p.version = c.policy
			where c.number = ${number} and c.pause_reason = ${reason} and c.stopped_at is null`
	);

/** Lets a clock run on, till the given time. */
export const resumeClock = (db: Db, id: string, dueAt: string) =>
	run(
		db,
		sql`update clock set due_at = ${dueAt}, paused_at = null, pause_reason = null,
				rests = rests || jsonb_build_object('since', paused_at, 'until', sunwai_now(), 'reason', pause_reason)
			where id = ${id}`
	);

/** Every kind that time does something about. */
export const allClocks: ClockKind[] = [
	'acknowledge',
	'screen',
	'answer',
	'redress',
	'interim',
	'feedback',
	'appeal',
	'review'
];

/** The time by which cases live. */
export const caseTime = async (db: Db) =>
	(await one(db, Type.Object({ now: Type.String() }), sql`select sunwai_now() as now`)).now;

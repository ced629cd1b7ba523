import { Type, type Static } from 'typebox';
import {
	HOT_DAYS,
	HOT_DEVIATIONS,
	HOT_LEAST,
	HOT_PAST,
	HotSpot,
	ListedCase,
	outcomes,
	type CaseList,
	type Outcome
} from '#contracts/dashboard.ts';
import { Nullable } from '#contracts/words.ts';
import { visible, type Viewer } from './scope.ts';
import { empty, join, many, one, raw, sql, type Db } from './sql.ts';

/** In the order of the bits of a cell's grain. */
export const dimensions = ['district', 'tehsil', 'department', 'office', 'category', 'channel'] as const;
export type Dimension = (typeof dimensions)[number];

/** Which values of each dimension count; absent are all. */
export type Filters = Partial<Record<Dimension, readonly string[]>>;

/** Days (0) or months (1) from `since` till before `until`. */
export interface Span {
	span: 0 | 1;
	since: string;
	until: string;
}

/** A step is what is told apart in time: the period, the one before, each day of a trend. */
export type Step = Span & { step: number };

export interface Question {
	/** The dimensions of the grain that is read. */
	grain: readonly Dimension[];
	filters: Filters;
	/** What is told apart; null: everything together. */
	by: Dimension | null;
}

const measures = [
	...['received', 'late', 'escalated', 'reopened', 'merged', 'settled', 'in_time', 'satisfied', 'partly'],
	...['not_satisfied', 'unverified', 'special', 'not_taken_up', 'withdrawn']
] as const;
/** Last days of the classes in which the days from receipt to settlement are counted; the last class is open. */
export const classes = [1, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90] as const;

const Counted = Type.Object({
	key: Type.String(),
	step: Type.Integer(),
	...Object.fromEntries(measures.map((measure) => [measure, Type.Integer()])),
	/** Settled cases by class of days. */
	after: Type.Array(Type.Integer())
});
export type Counted = { key: string; step: number; after: number[] } & Record<
	(typeof measures)[number],
	number
>;

/** What a cell of the grain does not tell apart has its bit set. */
const maskOf = (grain: readonly Dimension[]) =>
	dimensions.reduce((mask, dimension) => mask * 2 + (grain.includes(dimension) ? 0 : 1), 0);

const matching = (filters: Filters, alias: 'c' | 'd' | 'g') =>
	join(
		[
			sql`true`,
			...dimensions.flatMap((dimension) => {
				const values = filters[dimension];
				if (!values) return [];
				const column = raw(`${alias}.${dimension}`);
				// Of one value an index gives the rows in their order.
				return values.length === 1
					? [sql`${column} = ${values[0]}`]
					: [sql`${column} = any(${values as string[]}::text[])`];
			})
		],
		' and '
	);

/** Cells that count for the question, and changes that are not folded into them yet. */
const cells = ({
	grain,
	filters,
	by
}: Question) => sql`select id, ${by ? raw(`c.${by}`) : sql`''`} as key from case_cell c
	where grain = ${maskOf(grain)} and ${matching(filters, 'c')}`;
const unfolded = ({
	filters,
	by
}: Question) => sql`select ${by ? raw(`d.${by}`) : sql`''`} as key, f.* from case_change d
	cross join lateral case_figures(received_on, settled_on, late, escalated, reopened, merged, outcome, weight) f
	where ${matching(filters, 'd')}`;

const named = (names: readonly string[], shape: (name: string) => string) => raw(names.map(shape).join(', '));
const afters = [...classes.map((days) => `after_${days}`), 'after_more'];
const summed = [...measures, ...afters];

/** Counts of each key and step; what is not there has none. One statement: what is folded meanwhile is seen once. */
export const readCounts = (db: Db, question: Question, steps: readonly Step[]) =>
	many(
		db,
		Counted,
		sql`with step as (
				select * from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as x (step int, span smallint, since date, until date)
			), whole as (
				select step, min(since) as since, max(until) as until from step group by step
			), cell as materialized (${cells(question)})
			select key, step, ${named(measures, (name) => `sum(${name})::int as ${name}`)},
				array[${named(afters, (name) => `sum(${name})::int`)}] as after
			from (
				-- Each cell's own days by the index, summed up at once: of thousands of cells no rows are sorted.
				select cell.key, step.step, n.* from step cross join cell cross join lateral (
					select ${named(summed, (name) => `sum(${name}) as ${name}`)} from case_count
					where case_count.cell = cell.id and span = step.span and day >= step.since and day < step.until
					having count(*) > 0
				) n
			) kept group by key, step
			union all
			select key, step, ${named(measures, (name) => `sum(${name})::int`)}, array[${named(afters, (name) => `sum(${name})::int`)}]
			from (${unfolded(question)}) d join whole on d.day >= whole.since and d.day < whole.until
			group by key, step`
	) as Promise<Counted[]>;

const OpenNow = Type.Object({
	key: Type.String(),
	open: Type.Integer(),
	openLate: Type.Integer(),
	oldest: Nullable(Type.String())
});

/** What is open now by key; keys without any are left out. By month, `oldest` is the first day of its month. */
export const readOpen = (db: Db, question: Question, daily: boolean) =>
	many(
		db,
		OpenNow,
		sql`with cell as materialized (${cells(question)}), waiting as (
				select key, day, sum(open) as open, sum(open_late) as late from (
					select cell.key, n.day, n.open, n.open_late
					from cell cross join lateral (
						select * from case_count where case_count.cell = cell.id and span = ${raw(daily ? '0' : '1')} and open > 0 offset 0
					) n
					union all
					select key, date_trunc(${daily ? 'day' : 'month'}, day)::date, open, open_late from (${unfolded(question)}) d
				) n group by key, day
			)
			select key, sum(open)::int as open, sum(late)::int as "openLate", min(day) filter (where open > 0) as oldest
			from waiting group by key having sum(open) > 0`
	);

const recentAndEarlier = (
	to: string
) => sql`sum(received) filter (where day > ${to}::date - ${HOT_DAYS}::int) as recent,
	sum(received) filter (where day <= ${to}::date - ${HOT_DAYS}::int) as earlier`;

/** District and category of which unusually many came in the days up to `to`. */
export const readHot = (db: Db, question: Question, to: string) =>
	many(
		db,
		HotSpot,
		sql`with counted as (
				select district, category, recent, earlier from case_cell c cross join lateral (
					select ${recentAndEarlier(to)} from case_count where cell = c.id and span = 0
						and day > ${to}::date - ${HOT_DAYS * (1 + HOT_PAST)}::int and day <= ${to}::date
				) n
				where c.grain = ${maskOf(question.grain)} and ${matching(question.filters, 'c')}
				union all
				select d.district, d.category, ${recentAndEarlier(to)} from case_change d
				cross join lateral case_figures(received_on, settled_on, late, escalated, reopened, merged, outcome, weight) f
				where ${matching(question.filters, 'd')}
					and f.day > ${to}::date - ${HOT_DAYS * (1 + HOT_PAST)}::int and f.day <= ${to}::date
				group by d.district, d.category
			), spot as (
				select district, category, coalesce(sum(recent), 0)::int as recent, coalesce(sum(earlier), 0) / ${HOT_PAST}::float8 as usual
				from counted group by district, category
			)
			select district, category, recent, usual from spot
			where recent >= ${HOT_LEAST} and recent > usual + ${HOT_DEVIATIONS} * sqrt(greatest(usual, 1))
			order by (recent - usual) / sqrt(greatest(usual, 1)) desc, district, category limit 20`
	);

const lists: Record<CaseList, ReturnType<typeof sql>> = {
	received: sql`true`,
	late: sql`g.late`,
	escalated: sql`g.escalations > 0`,
	reopened: sql`g.reopenings > 0`,
	settled: sql`g.settled`,
	open: sql`not g.settled and g.merged_into is null`,
	...(Object.fromEntries(
		outcomes.map((outcome) => [outcome, sql`g.settled and case_outcome(g.state, g.verdict) = ${outcome}`])
	) as Record<Outcome, ReturnType<typeof sql>>)
};
const bySettling = new Set<CaseList>(['settled', ...outcomes]);
const midnight = (day: string) => sql`${day}::date::timestamp at time zone 'Asia/Kolkata'`;

/** A page of the cases behind a figure, as far as the viewer sees them; what was settled by when it was. `until`: the day after the period. */
export function readCases(
	db: Db,
	viewer: Viewer,
	filters: Filters,
	{
		list,
		since,
		until,
		after,
		limit
	}: { list: CaseList; since: string; until: string; after: string | null; limit: number }
): Promise<Static<typeof ListedCase>[]> {
	const moment = raw(bySettling.has(list) ? 'settled_at' : 'received_at');
	const order = list === 'open' ? sql`g.received_at, g.number` : sql`g.${moment} desc, g.number desc`;
	const beyond = raw(list === 'open' ? '>' : '<');
	const during =
		list === 'open' ? empty : sql`and g.${moment} >= ${midnight(since)} and g.${moment} < ${midnight(until)}`;
	return many(
		db,
		ListedCase,
		sql`select g.number, g.state, g.late, g.received_at as "receivedAt", g.settled_at as "settledAt", g.due_at as "dueAt",
				g.district, g.department, g.category, g.summary
			from grievance g join submission s on s.number = g.number
			where ${lists[list]} and ${matching(filters, 'g')} and ${visible(viewer, 's')}
				${during}
				${after ? sql`and (g.${moment}, g.number) ${beyond} (select ${moment}, number from grievance where number = ${after})` : empty}
			order by ${order} limit ${limit}`
	);
}

/** Folds what has changed into the counts; true while there is more. */
export async function foldChanges(db: Db, most: number): Promise<boolean> {
	const { folded } = await one(
		db,
		Type.Object({ folded: Type.Integer() }),
		sql`select fold_cases(${most}::int) as folded`
	);
	return folded === most;
}

/** The first month in which a case came; null where none has. */
export async function firstMonth(db: Db): Promise<string | null> {
	const { month } = await one(
		db,
		Type.Object({ month: Nullable(Type.String()) }),
		sql`select min(day) as month from case_cell c join case_count n on n.cell = c.id and n.span = 1
			where c.grain = ${maskOf(['district'])}`
	);
	return month;
}

const Now = Type.Object({ at: Type.String(), today: Type.String() });

/** The time by which cases live, and the day in India. */
export const caseTime = (db: Db) =>
	one(db, Now, sql`select sunwai_now() as at, india_day(sunwai_now()) as today`);

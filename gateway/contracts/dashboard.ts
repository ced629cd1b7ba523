import { Type, type Static } from 'typebox';
import { CaseState } from './case.ts';
import { Channel, Instant, Names, Nullable, Number10, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused } as const;
const Count = Type.Integer();
const Code = Type.String({ minLength: 1, maxLength: 40 });

/** A day of the calendar in India. */
export const Day = Type.String({ format: 'date' });

/** What figures can be broken down by. */
export const Way = Type.Union([
	Type.Literal('division'),
	Type.Literal('district'),
	Type.Literal('tehsil'),
	Type.Literal('department'),
	Type.Literal('office'),
	Type.Literal('category'),
	Type.Literal('channel')
]);
export type Way = Static<typeof Way>;
export const ways: readonly Way[] = Way.anyOf.map((way) => way.const);

/** What is asked for; absent is everything that the person may see. Without a period: the last 30 days. */
export const DashboardQuery = Type.Object({
	from: Type.Optional(Day),
	/** The last day, that included. */
	to: Type.Optional(Day),
	division: Type.Optional(Code),
	district: Type.Optional(Code),
	tehsil: Type.Optional(Code),
	department: Type.Optional(Code),
	office: Type.Optional(Code),
	category: Type.Optional(Code),
	channel: Type.Optional(Channel)
});
export type DashboardQuery = Static<typeof DashboardQuery>;

/**
 * Counts of a period. The first five are of the cases received in it and what became of them till now, the others of the
 * cases settled in it. Received cases are merged with another, open, or settled by now.
 */
export const Figures = Type.Object({
	received: Count,
	/** A time limit of redress has passed, at any level. */
	late: Count,
	escalated: Count,
	reopened: Count,
	/** Goes on as part of another case. */
	merged: Count,
	settled: Count,
	/** Settled without a time limit of redress having passed. */
	inTime: Count,
	satisfied: Count,
	partly: Count,
	notSatisfied: Count,
	/** Closed without the citizen having been reached. */
	unverified: Count,
	special: Count,
	notTakenUp: Count,
	withdrawn: Count,
	/** From receipt to settlement, estimated within classes of days; null where nothing was settled. */
	medianDays: Nullable(Type.Number())
});
export type Figures = Static<typeof Figures>;

/** What is open at this moment, whenever it was received. */
export const Open = Type.Object({
	open: Count,
	openLate: Count,
	/** Day on which the oldest of them was received; where the answer is `widened`, the first day of that month. */
	oldest: Nullable(Day)
});
export type Open = Static<typeof Open>;

export const Period = Type.Object({ from: Day, to: Day });
export type Period = Static<typeof Period>;

export const TrendPoint = Type.Object({
	/** First day of what is counted. */
	day: Day,
	now: Figures,
	/** As far into the period before. */
	prior: Nullable(Figures)
});
export type TrendPoint = Static<typeof TrendPoint>;

const asked = {
	at: Instant,
	period: Period,
	/** As long, directly before. */
	before: Period,
	/** True: at this depth figures are kept by month, and the period was widened to whole months. */
	widened: Type.Boolean()
};
export const Dashboard = Type.Object({
	...asked,
	now: Figures,
	prior: Figures,
	open: Open,
	unit: Type.Union([Type.Literal('day'), Type.Literal('week'), Type.Literal('month')]),
	trend: Type.Array(TrendPoint),
	/** What these figures can be broken down by further. */
	ways: Type.Array(Way)
});
export type Dashboard = Static<typeof Dashboard>;

export const Breakdown = Type.Object({
	/** '' where the cases say nothing of it: no office yet, no tehsil known. */
	code: Type.String(),
	names: Nullable(Names),
	now: Figures,
	prior: Figures,
	open: Open
});
export type Breakdown = Static<typeof Breakdown>;

/** A spot is hot when at least so many came, and so many times the usual scatter more than usual. */
export const HOT_LEAST = 10;
export const HOT_DEVIATIONS = 3;
/** Days that are looked at, and how many times as many of the past they are held against. */
export const HOT_DAYS = 14;
export const HOT_PAST = 6;

export const HotSpot = Type.Object({
	district: Type.String(),
	category: Type.String(),
	/** Received in the last days of the period. */
	recent: Count,
	/** As many days of the weeks before, on average. */
	usual: Type.Number()
});
export type HotSpot = Static<typeof HotSpot>;

/** How a settled case ended. What the citizen said counts more than that it was closed for a special reason. */
export const Outcome = Type.Union([
	Type.Literal('satisfied'),
	Type.Literal('partly'),
	Type.Literal('not_satisfied'),
	Type.Literal('unverified'),
	Type.Literal('special'),
	Type.Literal('not_taken_up'),
	Type.Literal('withdrawn')
]);
export type Outcome = Static<typeof Outcome>;
export const outcomes: readonly Outcome[] = Outcome.anyOf.map((outcome) => outcome.const);

/** Which of the counted cases are listed; an outcome: those that ended so. */
export const CaseList = Type.Union([
	Type.Literal('received'),
	Type.Literal('late'),
	Type.Literal('escalated'),
	Type.Literal('reopened'),
	Type.Literal('settled'),
	Type.Literal('open'),
	...Outcome.anyOf
]);
export type CaseList = Static<typeof CaseList>;
export const caseLists: readonly CaseList[] = CaseList.anyOf.map((list) => list.const);

export const ListedCase = Type.Object({
	number: Number10,
	state: CaseState,
	late: Type.Boolean(),
	receivedAt: Instant,
	settledAt: Nullable(Instant),
	dueAt: Nullable(Instant),
	district: Type.String(),
	department: Type.String(),
	category: Type.String(),
	summary: Type.String()
});
export type ListedCase = Static<typeof ListedCase>;

/** The figures of a period and of the one before, what is open, and the course of time. 400 `too_deep`: not kept. */
export const readDashboard = {
	method: 'GET',
	url: '/api/dashboard',
	schema: { querystring: DashboardQuery, response: { 200: Dashboard, ...refusals } }
} as const;

/** The same for each district, department …; those with most cases first. */
export const readBreakdown = {
	method: 'GET',
	url: '/api/dashboard/by/:way',
	schema: {
		params: Type.Object({ way: Way }),
		querystring: DashboardQuery,
		response: { 200: Type.Object({ ...asked, rows: Type.Array(Breakdown) }), ...refusals }
	}
} as const;

/** District and category that rise against their own past, the hottest first. */
export const readHotSpots = {
	method: 'GET',
	url: '/api/dashboard/hot-spots',
	schema: {
		querystring: DashboardQuery,
		response: { 200: Type.Object({ rows: Type.Array(HotSpot) }), ...refusals }
	}
} as const;

/** The cases behind a figure that the person may see, a page at a time; the newest first – settled ones by their settlement –, of the open ones the oldest. */
export const readCases = {
	method: 'GET',
	url: '/api/dashboard/cases',
	schema: {
		querystring: Type.Object({
			...DashboardQuery.properties,
			list: CaseList,
			after: Type.Optional(Number10)
		}),
		response: {
			200: Type.Object({ rows: Type.Array(ListedCase), next: Nullable(Number10) }),
			...refusals
		}
	}
} as const;

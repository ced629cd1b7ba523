import { Type, type Static } from 'typebox';
import { Instant, Names } from './words.ts';

/** Counts below this could tell of one person. */
export const LEAST_TOLD = 5;

/** A count; `<5` for one to four; `*` where the others would give such a one away. */
export const Told = Type.Union([Type.Integer(), Type.Literal('<5'), Type.Literal('*')]);
export type Told = Static<typeof Told>;

/** Columns of the public report, in their order. The first three are of the cases received, the others of those settled. */
export const reportColumns = [
	'received',
	'late',
	'reopened',
	'settled',
	'in_time',
	'satisfied',
	'partly',
	'not_satisfied',
	'unverified',
	'other'
] as const;
export type ReportColumn = (typeof reportColumns)[number];

/** What the open data say of their columns. */
export const reportWords: Record<'table' | 'code' | ReportColumn | 'median_days', string> = {
	table: 'what the row is of: state, district, department or category',
	code: 'of the Local Government Directory where it has one',
	received: 'cases received in the month',
	late: 'of those received: a time limit of redress has passed since',
	reopened: 'of those received: opened again at the citizen’s word',
	settled: 'cases closed in the month, whenever received; the sum of the five endings',
	in_time: 'of those settled: no time limit had passed',
	satisfied: 'of those settled: the citizen is satisfied',
	partly: 'of those settled: the citizen is partly satisfied',
	not_satisfied: 'of those settled: the citizen is not satisfied',
	unverified: 'of those settled: the citizen could not be reached',
	other: 'of those settled: withdrawn, not taken up, or closed for a special reason',
	median_days:
		'half of those settled took no longer from receipt, estimated within classes of days; of five or more'
};

export const ReportRow = Type.Object({
	table: Type.Union([
		Type.Literal('state'),
		Type.Literal('district'),
		Type.Literal('department'),
		Type.Literal('category')
	]),
	code: Type.String(),
	names: Names,
	...(Object.fromEntries(reportColumns.map((column) => [column, Told])) as Record<ReportColumn, typeof Told>),
	median_days: Type.Union([Type.Number(), Type.Null()])
});
export type ReportRow = Static<typeof ReportRow>;

/** What is public of a month: counts, small ones withheld. */
export const MonthlyReport = Type.Object({
	/** `2026-10`. */
	month: Type.String(),
	at: Instant,
	rows: Type.Array(ReportRow)
});
export type MonthlyReport = Static<typeof MonthlyReport>;

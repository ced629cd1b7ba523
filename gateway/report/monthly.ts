import type { Figures } from '#contracts/dashboard.ts';
import { plusMonths, todayInIndia } from '#contracts/period.ts';
import type { Reference } from '#contracts/place.ts';
import {
	LEAST_TOLD,
	reportColumns,
	type MonthlyReport,
	type ReportColumn,
	type ReportRow
} from '#contracts/report.ts';
import type { Names } from '#contracts/words.ts';
import { firstMonth, readCounts, type Counted, type Dimension } from '#db/dashboard.ts';
import { referenceOf } from '../reference.ts';
import type { Services } from '../services.ts';
import { figuresOf } from './figures.ts';
import { grainOf } from './grain.ts';
import { suppress, type Sum } from './suppress.ts';

type With = Pick<Services, 'pool' | 'log'>;
type Table = ReportRow['table'];
interface Part {
	table: Table;
	code: string;
	names: Names;
	counts: Record<ReportColumn, number>;
	medianDays: number | null;
}

/** A report is made anew at most this often; meanwhile everybody reads the same one. */
const FRESH_MS = 10 * 60_000;
const kept = new WeakMap<object, Map<string, { until: number; report: Promise<MonthlyReport> }>>();

const state: Names = { en: 'Punjab', pa: 'ਪੰਜਾਬ', hi: 'पंजाब' };
const endings: ReportColumn[] = ['satisfied', 'partly', 'not_satisfied', 'unverified', 'other'];

const countsOf = (figures: Figures): Record<ReportColumn, number> => ({
	received: figures.received,
	late: figures.late,
	reopened: figures.reopened,
	settled: figures.settled,
	in_time: figures.inTime,
	satisfied: figures.satisfied,
	partly: figures.partly,
	not_satisfied: figures.notSatisfied,
	unverified: figures.unverified,
	other: figures.special + figures.notTakenUp + figures.withdrawn
});

function partOf(table: Table, code: string, names: Names, counted: readonly Counted[]): Part {
	const figures = figuresOf(counted);
	return { table, code, names, counts: countsOf(figures), medianDays: figures.medianDays };
}

/** The parts of the state by one dimension, in the order of its list; what nothing is known of is left out. */
async function partsBy({ pool }: With, by: Dimension & Table, month: string, list: Reference['departments']) {
	const step = { step: 0, span: 1 as const, since: `${month}-01`, until: plusMonths(`${month}-01`, 1) };
	const counted = await readCounts(pool, { grain: grainOf([by])!.dimensions, filters: {}, by }, [step]);
	const byKey = Map.groupBy(counted, ({ key }) => key);
	const parts = list.flatMap(({ code, names }) => {
		const own = byKey.get(code);
		return own ? [partOf(by, code, names, own)] : [];
	});
	return { counted, parts: parts.filter(({ counts }) => counts.received + counts.settled > 0) };
}

const cell = ({ table, code }: Pick<Part, 'table' | 'code'>, column: ReportColumn) =>
	`${table} ${code} ${column}`;

/** Everything in the tables that can be computed from the rest of them. */
function sumsOf(parts: readonly Part[], groups: readonly { total: Part; parts: readonly Part[] }[]): Sum[] {
	return [
		...parts.map((part) => ({
			total: cell(part, 'settled'),
			parts: endings.map((ending) => cell(part, ending))
		})),
		...groups.flatMap(({ total, parts: below }) =>
			reportColumns.map((column) => ({
				total: cell(total, column),
				parts: below.map((part) => cell(part, column))
			}))
		)
	];
}

async function makeReport(services: With, month: string): Promise<MonthlyReport> {
	const { retired, ...reference } = await referenceOf(services);
	const [districts, departments, categories] = await Promise.all([
		partsBy(services, 'district', month, [...reference.districts, ...retired.districts]),
		partsBy(services, 'department', month, [...reference.departments, ...retired.departments]),
		partsBy(services, 'category', month, [...reference.categories, ...retired.categories])
	]);
	const whole = partOf('state', 'PB', state, districts.counted);
	const parts = [whole, ...districts.parts, ...departments.parts, ...categories.parts];
	const departmentOf = new Map(reference.categories.map(({ code, department }) => [code, department]));
	const within = departments.parts.map((total) => ({
		total,
		parts: categories.parts.filter(({ code }) => departmentOf.get(code) === total.code)
	}));
	const groups = [
		...[districts, departments, categories].map((one) => ({ total: whole, parts: one.parts })),
		...within.filter((group) => group.parts.length > 0)
	];
	const counts = new Map(
		parts.flatMap((part) => reportColumns.map((column) => [cell(part, column), part.counts[column]] as const))
	);
	const told = suppress(counts, sumsOf(parts, groups));
	return {
		month,
		at: new Date().toISOString(),
		rows: parts.map((part) => ({
			...{ table: part.table, code: part.code, names: part.names },
			...(Object.fromEntries(reportColumns.map((column) => [column, told.get(cell(part, column))])) as Pick<
				ReportRow,
				ReportColumn
			>),
			median_days: part.counts.settled >= LEAST_TOLD ? part.medianDays : null
		}))
	};
}

/** Months of which there is a report, the newest first: whole ones, from the first in which a case came. */
export async function reportMonths({ pool }: With): Promise<string[]> {
	const first = await firstMonth(pool);
	if (first === null) return [];
	const months: string[] = [];
	const current = `${todayInIndia().slice(0, 7)}-01`;
	for (let month = plusMonths(current, -1); month >= first; month = plusMonths(month, -1))
		months.push(month.slice(0, 7));
	return months;
}

/** What is public of a month that `reportMonths` names. */
export function monthlyReport(services: With, month: string): Promise<MonthlyReport> {
	const mine =
		kept.get(services.pool) ?? new Map<string, { until: number; report: Promise<MonthlyReport> }>();
	kept.set(services.pool, mine);
	const found = mine.get(month);
	if (found && found.until > Date.now()) return found.report;
	const report = makeReport(services, month);
	mine.set(month, { until: Date.now() + FRESH_MS, report });
	// A fault is not kept.
	report.catch(() => mine.delete(month));
	return report;
}

import type { Breakdown, Dashboard, DashboardQuery, Open, Period, Way } from '#contracts/dashboard.ts';
import { plusDays, todayInIndia } from '#contracts/period.ts';
import type { Names } from '#contracts/words.ts';
import {
	readCases,
	readCounts,
	readHot,
	readOpen,
	type Counted,
	type Filters,
	type Step
} from '#db/dashboard.ts';
import { officesOf } from '#db/office.ts';
import type { Actor } from '../access/actor.ts';
import { referenceOf } from '../reference.ts';
import type { Services } from '../services.ts';
import { figuresOf } from './figures.ts';
import type { Grain } from './grain.ts';
import { before, inMonths, periodOf, spansOf, stepsOf } from './period.ts';
import { filtersOf, grainFor, questionOf, waysOf } from './question.ts';

type With = Pick<Services, 'pool' | 'log'>;
type OpenRow = Awaited<ReturnType<typeof readOpen>>[number];
const PAGE = 50;
const [NOW, PRIOR] = [0, 1] as const;

/** Period and the one before, as the grain's counts can tell them. */
function periodsOf(query: DashboardQuery, grain: Grain) {
	const asked = periodOf(query, todayInIndia());
	const period = grain.daily ? asked : inMonths(asked);
	return {
		at: new Date().toISOString(),
		period,
		before: before(period),
		widened: period.from !== asked.from || period.to !== asked.to
	};
}

const stepped = (step: number, period: Period): Step[] => spansOf(period).map((span) => ({ ...span, step }));

/** What is open, of several keys together. */
function openOf(rows: readonly OpenRow[]): Open {
	const days = rows.flatMap(({ oldest }) => oldest ?? []).sort();
	return {
		open: rows.reduce((sum, { open }) => sum + open, 0),
		openLate: rows.reduce((sum, { openLate }) => sum + openLate, 0),
		oldest: days[0] ?? null
	};
}

const at = (counts: readonly Counted[], step: number) => counts.filter((one) => one.step === step);

/** The course of time: what the period's steps and as many before them come to. */
async function readTrend(
	{ pool }: With,
	filters: Filters,
	grain: Grain,
	{ period, before }: { period: Period; before: Period }
) {
	const { unit, steps } = stepsOf(period, grain.daily);
	const earlier = stepsOf(before, grain.daily);
	const span = (list: readonly string[], within: Period, offset: number): Step[] =>
		list.flatMap((day, index) =>
			stepped(index + offset, { from: day, to: plusDays(list[index + 1] ?? plusDays(within.to, 1), -1) })
		);
	const prior = unit === earlier.unit ? earlier.steps.slice(0, steps.length) : [];
	const asked = [...span(steps, period, 0), ...span(prior, before, steps.length)];
	const counts = await readCounts(pool, questionOf(grain, filters, null), asked);
	return {
		unit,
		trend: steps.map((day, index) => ({
			day,
			now: figuresOf(at(counts, index)),
			prior: prior[index] ? figuresOf(at(counts, steps.length + index)) : null
		}))
	};
}

/** All that the head of the dashboard shows for what was asked, within the actor's jurisdiction. */
export async function showDashboard(services: With, actor: Actor, query: DashboardQuery): Promise<Dashboard> {
	const { pool } = services;
	const filters = filtersOf(query, actor.scope, await referenceOf(services));
	const grain = grainFor(filters, null);
	const asked = periodsOf(query, grain);
	const question = questionOf(grain, filters, null);
	const [counts, open, course] = await Promise.all([
		readCounts(pool, question, [...stepped(NOW, asked.period), ...stepped(PRIOR, asked.before)]),
		readOpen(pool, question, grain.daily),
		readTrend(services, filters, grain, asked)
	]);
	return {
		...asked,
		now: figuresOf(at(counts, NOW)),
		prior: figuresOf(at(counts, PRIOR)),
		open: openOf(open),
		...course,
		ways: waysOf(query, filters)
	};
}

/** What the codes of a way are called. */
async function namesOf(services: With, way: Way, codes: string[]): Promise<Map<string, Names>> {
	if (way === 'office')
		return new Map((await officesOf(services.pool, codes)).map(({ code, names }) => [code, names]));
	const { retired, ...reference } = await referenceOf(services);
	const lists = {
		district: [...retired.districts, ...reference.districts],
		tehsil: [...retired.tehsils, ...reference.tehsils],
		department: [...retired.departments, ...reference.departments],
		category: [...retired.categories, ...reference.categories],
		// Their names are the console's own words.
		division: [],
		channel: []
	};
	return new Map(lists[way].map(({ code, names }) => [code, names]));
}

/** The figures of each part, those with most cases first; districts that were looked for are there even without any. */
export async function breakDown(services: With, actor: Actor, way: Way, query: DashboardQuery) {
	const { pool } = services;
	const reference = await referenceOf(services);
	const filters = filtersOf(query, actor.scope, reference);
	const grain = grainFor(filters, way);
	const asked = periodsOf(query, grain);
	const question = questionOf(grain, filters, way);
	const [counts, open] = await Promise.all([
		readCounts(pool, question, [...stepped(NOW, asked.period), ...stepped(PRIOR, asked.before)]),
		readOpen(pool, question, grain.daily)
	]);
	const divisions = new Map(reference.districts.map(({ code, division }) => [code, division]));
	const partOf = ({ key }: { key: string }) => (way === 'division' ? (divisions.get(key) ?? '') : key);
	const countsOf = Map.groupBy(counts, partOf);
	const opensOf = Map.groupBy(open, partOf);
	const codes = [...new Set([...countsOf.keys(), ...opensOf.keys()])];
	const names = await namesOf(services, way, codes);
	const rows: Breakdown[] = codes.map((code) => {
		const own = countsOf.get(code) ?? [];
		return {
			code,
			names: names.get(code) ?? null,
			now: figuresOf(at(own, NOW)),
			prior: figuresOf(at(own, PRIOR)),
			open: openOf(opensOf.get(code) ?? [])
		};
	});
	rows.sort((one, other) => other.now.received - one.now.received || one.code.localeCompare(other.code));
	return { ...asked, rows };
}

/** Where more comes than usual; nothing where a tehsil, an office or a channel is asked for: of these no days are kept. */
export async function findHotSpots(services: With, actor: Actor, query: DashboardQuery) {
	const filters = filtersOf(query, actor.scope, await referenceOf(services));
	if (filters.tehsil ?? filters.office ?? filters.channel) return { rows: [] };
	const grain: Grain = { daily: true, dimensions: ['district', 'department', 'category'] };
	const { to } = periodOf(query, todayInIndia());
	return { rows: await readHot(services.pool, questionOf(grain, filters, null), to) };
}

/** A page of the cases behind a figure, as far as the actor may see them. */
export async function listCases(
	services: With,
	actor: Actor,
	{
		list,
		after,
		...query
	}: DashboardQuery & { list: Parameters<typeof readCases>[3]['list']; after?: string }
) {
	const filters = filtersOf(query, actor.scope, await referenceOf(services));
	const { from, to } = periodOf(query, todayInIndia());
	const page = { list, since: from, until: plusDays(to, 1), after: after ?? null, limit: PAGE + 1 };
	const rows = await readCases(services.pool, actor, filters, page);
	return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? (rows[PAGE - 1]?.number ?? null) : null };
}

import type { Scope } from '#contracts/access.ts';
import { ways, type DashboardQuery, type Way } from '#contracts/dashboard.ts';
import type { Reference } from '#contracts/place.ts';
import { dimensions, type Dimension, type Filters, type Question } from '#db/dashboard.ts';
import { Refusal } from '../refusal.ts';
import { grainOf, type Grain } from './grain.ts';

/** A division is told apart by its districts. */
const dimensionOf = (way: Way): Dimension => (way === 'division' ? 'district' : way);

const both = (one: readonly string[] | null, other: readonly string[] | null) =>
	one && other ? one.filter((code) => other.includes(code)) : (one ?? other);

/**
 * Which cases count: what was asked for within what the person is limited to, their jurisdiction. Skills (channels,
 * languages) limit what somebody works on, not what they may know the sum of.
 */
export function filtersOf(query: DashboardQuery, scope: Scope, { districts }: Reference): Filters {
	const inDivision = query.division
		? districts.filter(({ division }) => division === query.division).map(({ code }) => code)
		: null;
	const only = (code: string | undefined) => (code === undefined ? null : [code]);
	const limits: Record<Dimension, readonly string[] | null> = {
		district: both(both(only(query.district), inDivision), scope.districts),
		tehsil: both(only(query.tehsil), scope.tehsils),
		department: both(only(query.department), scope.departments),
		office: only(query.office),
		category: only(query.category),
		channel: only(query.channel)
	};
	return Object.fromEntries(Object.entries(limits).filter(([, values]) => values !== null)) as Filters;
}

const filtered = (filters: Filters) => dimensions.filter((dimension) => filters[dimension]);

/** The grain that answers for these filters, told apart by this. Refuses with `too_deep` where none is kept. */
export function grainFor(filters: Filters, by: Way | null): Grain {
	const grain = grainOf([...filtered(filters), ...(by ? [dimensionOf(by)] : [])]);
	if (!grain) throw new Refusal('too_deep', 400, 'Figures of so many parts at once are not kept.');
	return grain;
}

export const questionOf = (grain: Grain, filters: Filters, by: Way | null): Question => ({
	grain: grain.dimensions,
	filters,
	by: by && dimensionOf(by)
});

/** Below what is chosen already, or across it. */
const isFurther = (way: Way, query: DashboardQuery) =>
	query[way] === undefined &&
	!(way === 'division' && (query.district ?? query.tehsil)) &&
	!(way === 'district' && query.tehsil) &&
	!(way === 'department' && query.category) &&
	!((way === 'division' || way === 'district' || way === 'department') && query.office);

/** What these figures can be broken down by further. */
export const waysOf = (query: DashboardQuery, filters: Filters): Way[] =>
	ways.filter(
		(way) => isFurther(way, query) && grainOf([...filtered(filters), dimensionOf(way)]) !== undefined
	);

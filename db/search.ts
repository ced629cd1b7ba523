import { Type } from 'typebox';
import type { SearchFilters } from '#contracts/search.ts';
import { Submission } from '#contracts/submission.ts';
import { Nullable } from '#contracts/words.ts';
import { row } from './queue.ts';
import { visible, type Viewer } from './scope.ts';
import { empty, join, many, sql, type Db } from './sql.ts';

/** What is looked for, made of the words by the gateway. */
export interface Terms {
	/** A tsquery of keys, with `~` where each one's block belongs; null where there are no words. */
	words: string | null;
	/** Numbers that the digits may stand for, and the ranges of those that begin or end with them. */
	numbers: Numbers | null;
}
export interface Numbers {
	exact: string[];
	beginning: [string, string] | null;
	/** Of the digits backwards. */
	ending: [string, string] | null;
}
type Filters = Omit<SearchFilters, 'q'>;

const zone = sql`at time zone 'Asia/Kolkata'`;

/** What only the submission itself tells. */
const conditions = (viewer: Viewer, { state, from, to }: Filters) =>
	join(
		[
			visible(viewer, 's'),
			state ? sql`s.state = ${state}` : null,
			from ? sql`s.received_at >= ${from}::date::timestamp ${zone}` : null,
			to ? sql`s.received_at < (${to}::date + 1)::timestamp ${zone}` : null
		].filter((condition) => condition !== null),
		' and '
	);

const facetsOf = ({ channel, district, department, category }: Filters) =>
	[
		channel && `w${channel}`,
		district && `d${district}`,
		department && `p${department}`,
		category && `c${category}`
	].filter((facet): facet is string => Boolean(facet));

/** The months from day to day, as `2611`; none where there is no end to them, or too many to be worth it. */
const MONTHS_LIMIT = 36;
export function monthsOf({ from, to }: Filters, today = new Date()): string[] {
	if (!from) return [];
	const months: string[] = [];
	const last = to ?? today.toISOString().slice(0, 10);
	let [year, month] = from.split('-').map(Number) as [number, number];
	while (`${year}-${String(month).padStart(2, '0')}` <= last.slice(0, 7)) {
		months.push(`t${String(year % 100).padStart(2, '0')}${String(month).padStart(2, '0')}`);
		if (months.length > MONTHS_LIMIT) return [];
		month = (month % 12) + 1;
		if (month === 1) year++;
	}
	return months;
}

/** The block's own keys of these facets. */
const inBlock = (facets: string[]) =>
	sql`(select array_agg(to_hex(block) || '/' || facet) from unnest(${facets}::text[]) facet)`;

const below = (before: string | null, id: typeof empty) => (before ? sql`and ${id} < ${before}` : empty);

/** The viewer's limits that the index knows: for each of them the facets of which one must be there. */
const limitsOf = ({ scope: { districts, tehsils, departments, channels } }: Viewer): string[][] => {
	const limits = { d: districts, h: tehsils, p: departments, w: channels };
	return Object.entries(limits).flatMap(([letter, values]) =>
		values ? [values.map((value) => letter + value)] : []
	);
};

/** What the index alone says of words and filters, where `block` is the row's block. */
function inIndex(terms: Terms, filters: Filters) {
	const facets = facetsOf(filters);
	const months = monthsOf(filters);
	return [
		terms.words ? sql`f.words @@ replace(${terms.words}, '~', to_hex(block) || '/')::tsquery` : null,
		facets.length ? sql`f.facets @> ${inBlock(facets)}` : null,
		months.length ? sql`f.facets && ${inBlock(months)}` : null
	].filter((condition) => condition !== null);
}

/**
 * Ids by words and facets, the newest first. Block after block from the newest, and no further than the limit asks:
 * in each the index answers first and by itself, for a limited viewer once of what their limits hold and once of what
 * they took in or decided. The planner, which believes any word to be in one of two hundred texts, would rather begin
 * with what waits, or walk the primary key: `materialized` and `+ 0` keep it from that.
 */
function byWords(viewer: Viewer, terms: Terms, filters: Filters, before: string | null, limit: number) {
	const found = inIndex(terms, filters);
	const limits = limitsOf(viewer);
	const leg = (...more: ReturnType<typeof inBlock>[]) =>
		sql`select f.submission from search f
			where ${join([...found, ...more], ' and ')} ${below(before, sql`f.submission`)}`;
	const legs = limits.length
		? [
				leg(...limits.map((facets) => sql`f.facets && ${inBlock(facets)}`)),
				leg(sql`f.facets @> ${inBlock([`u${viewer.id}`])}`)
			]
		: [leg()];
	const top = before ? sql`${before}::bigint` : sql`(select coalesce(max(submission), 0) from search)`;
	return sql`select hit.id from generate_series(${top} >> 15, 0, -1) as block cross join lateral (
			with f as materialized (${join(legs, ' union ')})
			select s.id from f join submission s on s.id = f.submission where ${conditions(viewer, filters)}
			order by s.id + 0 desc limit ${limit}) hit
		limit ${limit}`;
}

/** Ids by words and facets among the few that the viewer holds: a claim is no facet. */
function byClaim(viewer: Viewer, terms: Terms, filters: Filters, before: string | null) {
	const found = inIndex(terms, filters);
	const held = sql`s.claimed_by = ${viewer.id} and ${conditions(viewer, filters)}`;
	return sql`select s.id from submission s join search f on f.submission = s.id + 0
		cross join lateral (select f.submission >> 15 as block) b
		where ${join([held, ...found], ' and ')} ${below(before, sql`s.id`)}`;
}

/** Ids without words or facets: the submissions themselves, the newest first. */
const byItself = (viewer: Viewer, filters: Filters, before: string | null, limit: number) =>
	sql`select s.id from submission s where ${conditions(viewer, filters)} ${below(before, sql`s.id`)}
		order by s.id desc limit ${limit}`;

/** Ids by the digits of their numbers. */
function byNumber(
	viewer: Viewer,
	{ exact, beginning, ending }: Numbers,
	filters: Filters,
	before: string | null,
	limit: number
) {
	const { channel, district, department, category } = filters;
	const where = sql`${conditions(viewer, filters)} ${below(before, sql`s.id`)}
		${channel ? sql`and s.channel = ${channel}` : empty}
		${district ? sql`and s.place_district = ${district}` : empty}
		${department ? sql`and s.place_department = ${department}` : empty}
		${category ? sql`and coalesce((select category from grievance g where g.number = s.grievance), s.matter->>'category') = ${category}` : empty}`;
	const page = sql`order by s.number desc limit ${limit}`;
	const legs = [
		sql`(select s.id from submission s where s.number = any(${exact}::bpchar[]) and ${where} ${page})`,
		...(beginning
			? [
					sql`(select s.id from submission s where s.number >= ${beginning[0]} and s.number <= ${beginning[1]}
						and ${where} ${page})`
				]
			: []),
		...(ending
			? [
					sql`(select s.id from search f join submission s on s.id = f.submission
						where reverse(f.number::text) >= ${ending[0]} and reverse(f.number::text) <= ${ending[1]}
						and ${where} ${page})`
				]
			: [])
	];
	return join(legs, ' union ');
}

/** Ids of what matches and the viewer sees, the newest first, at most `limit`. `before`: below this id. */
export async function findSubmissions(
	db: Db,
	viewer: Viewer,
	query: { terms: Terms; filters: Filters; before: string | null; limit: number }
): Promise<string[]> {
	const { terms, filters, before, limit } = query;
	const limited = limitsOf(viewer).length > 0;
	const faceted = terms.words !== null || facetsOf(filters).length > 0 || monthsOf(filters).length > 0;
	// Of what waits there is never so much that the limits could not be asked row by row.
	const walked =
		faceted || (limited && filters.state !== 'waiting')
			? byWords(viewer, terms, filters, before, limit)
			: byItself(viewer, filters, before, limit);
	const legs = [
		sql`(${walked})`,
		...(limited ? [byClaim(viewer, terms, filters, before)] : []),
		...(terms.numbers ? [byNumber(viewer, terms.numbers, filters, before, limit)] : [])
	];
	const all = join(legs, ' union ');
	const rows = await many(
		db,
		Type.Object({ id: Type.String() }),
		sql`select id::text from (${all}) found order by found.id desc limit ${limit}`
	);
	return rows.map(({ id }) => id);
}

const Text = Nullable(Type.String());
const Shown = Type.Intersect([
	Submission,
	Type.Object({
		id: Type.String(),
		text: Type.String(),
		summary: Text,
		citizenName: Text,
		department: Text,
		grievanceState: Text
	})
]);

/** The rows of these ids as a search shows them, the newest first; texts up to `length` characters. */
export const readFound = (db: Db, viewer: Viewer, ids: string[], length: number) =>
	many(
		db,
		Shown,
		sql`select ${row}, s.id::text, left(s.text, ${length}) as text, g.summary, c.name as "citizenName",
				s.place_department as department, g.state as "grievanceState"
			from submission s left join grievance g on g.number = s.grievance
				left join citizen c on c.id = coalesce(g.citizen, s.citizen)
			where s.id = any(${ids}::bigint[]) and ${visible(viewer, 's')} order by s.id desc`
	);

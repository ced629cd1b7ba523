import { dimensions } from '#db/dashboard.ts';
import { grains } from '#gateway/report/grain.ts';

type Ask = (text: string, ...values: string[]) => Promise<Record<string, string | number | null>[]>;

const day = (moment: string) => `(${moment} at time zone 'Asia/Kolkata')::date`;
const days = `${day('settled_at')} - ${day('received_at')}`;
const open = `not settled and merged_into is null`;
/** What each count says in plain words of the case: written anew, not taken from the product. */
const ofReceived: Record<string, string> = {
	...{ received: 'true', late: 'late', escalated: 'escalations >= 1', reopened: 'reopenings >= 1' },
	...{ merged: 'not settled and merged_into is not null', open, open_late: `${open} and late` }
};
const ofSettled: Record<string, string> = {
	settled: 'true',
	in_time: 'not late',
	satisfied: `state = 'closed_satisfied'`,
	partly: `state = 'closed_partly'`,
	not_satisfied: `state = 'closed_special' and verdict = 'not_satisfied'`,
	unverified: `state = 'closed_unverified'`,
	special: `state = 'closed_special' and verdict is distinct from 'not_satisfied'`,
	not_taken_up: `state = 'not_taken_up'`,
	withdrawn: `state = 'withdrawn'`,
	...Object.fromEntries(
		[1, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90].map((last, at, all) => [
			`after_${last}`,
			`${days} between ${at ? all[at - 1]! + 1 : 0} and ${last}`
		])
	),
	after_more: `${days} > 90`
};
const measures = [...Object.keys(ofReceived), ...Object.keys(ofSettled)];
const list = (each: (name: string) => string, names: readonly string[]) => names.map(each).join(', ');

/** What the cases of a month (`$1`: its first day) say of themselves by one of their two moments. */
const half = (own: Record<string, string>, moment: string) =>
	`select ${list((name) => `coalesce(${name}, '') as ${name}`, dimensions)}, ${day(moment)} as day,
		${list((name) => `${own[name] ? `case when ${own[name]} then 1 else 0 end` : '0'} as ${name}`, measures)}
	from grievance where ${moment} >= $1::timestamp at time zone 'Asia/Kolkata'
		and ${moment} < ($1::timestamp + interval '1 month') at time zone 'Asia/Kolkata'`;

const sets = grains.flatMap(({ daily, dimensions: kept }) =>
	(daily ? ['day, ', ''] : ['']).map((span) => `(${span}${kept.join(', ')})`)
);
/** Of one month in one reading, since the groups of all months would not fit into memory. */
const counted = `select grouping(${dimensions.join(', ')})::int as grain, grouping(day)::int as span,
		${list((name) => `coalesce(${name}, '') as ${name}`, dimensions)}, coalesce(day, $1::date) as day,
		${list((name) => `sum(${name})::int as ${name}`, measures)}
	from (${half(ofReceived, 'received_at')} union all ${half(ofSettled, 'settled_at')}) halves
	group by grouping sets (${sets.join(', ')})`;
const told = `select grain::int, span::int, ${dimensions.join(', ')}, day, ${measures.join(', ')}
	from case_count n join case_cell c on c.id = n.cell
	where day >= $1::date and day < $1::date + interval '1 month'
		and (${measures.join(', ')}) <> (${list(() => '0', measures)})`;
const difference = `with counted as materialized (${counted}), told as materialized (${told})
	select count(*)::int as differing from (
		(table counted except table told) union all (table told except table counted)) x`;

const months = `select to_char(month, 'YYYY-MM-DD') as month from (
		select min(day) as first, max(day) as last from (
			select day from case_count
			union all select ${day('received_at')} from grievance
			union all select ${day('settled_at')} from grievance where settled_at is not null) x) ends
	cross join lateral generate_series(date_trunc('month', first::timestamp), last, '1 month') month`;

/** Counts in the tables of the dashboard that a full count of the cases does not give, or gives otherwise. */
export async function recountDifference(ask: Ask): Promise<number> {
	let differing = 0;
	for (const { month } of await ask(months))
		for (const found of await ask(difference, String(month))) differing += Number(found.differing);
	return differing;
}

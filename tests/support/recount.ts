import { dimensions } from '#db/dashboard.ts';
import { grains, type Grain } from '#gateway/report/grain.ts';

type Ask = (text: string) => Promise<{ differing: number }[]>;

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

const half = (own: Record<string, string>, moment: string, { dimensions: kept }: Grain, month: boolean) =>
	`select ${kept.map((name) => `coalesce(${name}, '') as ${name}`).join(', ')},
		date_trunc('${month ? 'month' : 'day'}', ${day(moment)})::date as day,
		${measures.map((name) => (own[name] ? `count(*) filter (where ${own[name]})` : '0') + ` as ${name}`).join(', ')}
	from grievance where ${moment} is not null group by ${kept.map((_, at) => at + 1).join(', ')}, ${kept.length + 1}`;

function difference(grain: Grain, month: boolean): string {
	const kept = grain.dimensions.join(', ');
	const mask = dimensions.reduce((bits, one) => bits * 2 + (grain.dimensions.includes(one) ? 0 : 1), 0);
	const sums = measures.map((name) => `sum(${name})::int as ${name}`).join(', ');
	const counted = `select ${kept}, day, ${sums} from (
		${half(ofReceived, 'received_at', grain, month)} union all ${half(ofSettled, 'settled_at', grain, month)}) halves
		group by ${kept}, day`;
	const told = `select ${kept}, day, ${measures.join(', ')} from case_count n join case_cell c on c.id = n.cell
		where grain = ${mask} and span = ${month ? 1 : 0} and (${measures.join(', ')}) <> (${measures.map(() => '0').join(', ')})`;
	return `select count(*)::int as differing from (
		((${counted}) except (${told})) union all ((${told}) except (${counted}))) x`;
}

/** Counts in the tables of the dashboard that a full count of the cases does not give, or gives otherwise. */
export async function recountDifference(ask: Ask): Promise<number> {
	let differing = 0;
	for (const grain of grains)
		for (const month of grain.daily ? [false, true] : [true])
			differing += (await ask(difference(grain, month)))[0]!.differing;
	return differing;
}

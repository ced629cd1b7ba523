import { ways, type DashboardQuery, type Way } from '#contracts/dashboard.ts';
import { caseLists, type CaseList } from '#contracts/dashboard.ts';

/** All that the page shows stands in its address, so that it can be passed on. */
export interface Board extends DashboardQuery {
	by?: Way;
	/** Figure of the map. */
	figure?: string;
	/** Cases that are listed. */
	list?: CaseList;
}

const filters = ['division', 'district', 'tehsil', 'department', 'office', 'category', 'channel'] as const;
const names = ['from', 'to', ...filters, 'by', 'figure', 'list'] as const;
const day = /^\d{4}-\d\d-\d\d$/;
const known: Partial<Record<(typeof names)[number], (value: string) => boolean>> = {
	from: (value) => day.test(value),
	to: (value) => day.test(value),
	by: (value) => (ways as readonly string[]).includes(value),
	list: (value) => (caseLists as readonly string[]).includes(value)
};

/** The page's state out of its address; words that mean nothing are left out. */
export const readBoard = (search: URLSearchParams): Board =>
	Object.fromEntries(
		names
			.map((name) => [name, search.get(name)?.trim()] as const)
			.filter(([name, value]) => value && (known[name]?.(value) ?? true))
	);

/** The address of this state. */
export const boardAddress = (board: Board): string => {
	const set = names.filter((name) => board[name]).map((name) => [name, String(board[name])]);
	return set.length ? `/dashboard?${new URLSearchParams(set)}` : '/dashboard';
};

/** The part of it that the gateway is asked. */
export const queryOf = ({ by: _by, figure: _figure, list: _list, ...query }: Board): DashboardQuery => query;

/** One step further down: what lies below another choice goes with it. */
export function choose(board: Board, name: (typeof filters)[number], value: string | undefined): Board {
	const next: Board = { ...board, [name]: value };
	if (name === 'division') delete next.district;
	if (name === 'division' || name === 'district') delete next.tehsil;
	if (name === 'department') delete next.category;
	if (name === 'division' || name === 'district' || name === 'department') delete next.office;
	delete next.list;
	if (value !== undefined && next.by === name) delete next.by;
	return next;
}

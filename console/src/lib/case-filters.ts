import type { CaseList, CaseQuery } from '#contracts/case-desk.ts';
import { session } from './session.svelte.ts';

/** A list of cases by its name in the address; `open` and `settled` are everybody's. */
export type ListName = CaseList | 'open' | 'settled';

/** Lists that this person has a use for, theirs first. */
export const caseLists = (): ListName[] => [
	...(session.may('redress') ? (['mine', 'review'] as const) : []),
	...(session.may('screen') ? (['screening', 'review', 'vacant'] as const) : []),
	...(session.may('feedback') ? (['feedback'] as const) : []),
	'open',
	'settled'
];

const words = ['state', 'office', 'department', 'district', 'tehsil', 'category', 'track', 'level'] as const;
export type CaseFilters = { list: ListName; late: boolean } & Partial<Record<(typeof words)[number], string>>;

/** What an address asks for; the person's first list where it names none. */
export function readCaseFilters(search: Pick<URLSearchParams, 'get'>): CaseFilters {
	const lists = caseLists();
	const list = lists.find((one) => one === search.get('list')) ?? lists[0]!;
	const set = words.flatMap((word) => {
		const value = search.get(word)?.trim();
		return value ? [[word, value] as const] : [];
	});
	return { list, late: search.get('late') === 'true', ...Object.fromEntries(set) };
}

/** The address of these filters. */
export function writeCaseFilters({ list, late, ...rest }: CaseFilters): string {
	const set = Object.entries(rest).filter(([, value]) => value) as [string, string][];
	return `/cases?${new URLSearchParams([['list', list], ...set, ...(late ? [['late', 'true']] : [])])}`;
}

/** The question to the gateway. */
export function toCaseQuery({ list, late, level, ...rest }: CaseFilters): CaseQuery {
	const whole = list === 'open' || list === 'settled';
	return {
		...(rest as CaseQuery),
		...(level ? { level: Number(level) } : {}),
		...(late ? { late } : {}),
		...(whole ? { settled: list === 'settled' } : { list })
	};
}

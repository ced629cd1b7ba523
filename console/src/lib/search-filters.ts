import type { SearchFilters } from '#contracts/search.ts';

const names = ['q', 'state', 'channel', 'district', 'department', 'category', 'from', 'to'] as const;
const shapes: Partial<Record<(typeof names)[number], RegExp>> = {
	state: /^(waiting|registered|linked|dismissed)$/,
	channel: /^(email|sms|ivr|web|walk_in|post|phone)$/,
	from: /^\d{4}-\d\d-\d\d$/,
	to: /^\d{4}-\d\d-\d\d$/
};

/** What is looked for, out of the page's address; words that mean nothing are left out. */
export const readSearch = (search: URLSearchParams): SearchFilters =>
	Object.fromEntries(
		names
			.map((name) => [name, search.get(name)?.trim()] as const)
			.filter(([name, value]) => value && (shapes[name]?.test(value) ?? true))
	);

/** The address of a search, so that it can be passed on. */
export const searchAddress = (filters: SearchFilters): string => {
	const set = names.filter((name) => filters[name]).map((name) => [name, String(filters[name])]);
	return set.length ? `/search?${new URLSearchParams(set)}` : '/search';
};

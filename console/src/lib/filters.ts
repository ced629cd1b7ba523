import type { QueueQuery } from '#contracts/desk.ts';
import type { Submission } from '#contracts/submission.ts';

/** Filters as they stand in the page's address. No `state` there means waiting; `all` means every state. */
export type Filters = Omit<QueueQuery, 'state' | 'after' | 'limit'> & { state?: QueueQuery['state'] | 'all' };

const names = ['state', 'channel', 'language', 'district', 'claim', 'flag', 'q', 'order'] as const;
const known: Partial<Record<(typeof names)[number], readonly string[]>> = {
	state: ['all', 'waiting', 'registered', 'linked', 'dismissed'],
	channel: ['email', 'sms', 'ivr', 'web', 'walk_in', 'post', 'phone'],
	language: ['pa', 'hi', 'en'],
	claim: ['mine', 'free', 'others'],
	order: ['newest', 'oldest']
};

/** Filters out of an address; words that mean nothing are left out. */
export const readFilters = (search: URLSearchParams): Filters =>
	Object.fromEntries(
		names
			.map((name) => [name, search.get(name)?.trim()] as const)
			.filter(([name, value]) => value && (known[name]?.includes(value) ?? true))
	);

/** The address part for these filters, empty when there are none; defaults are not written. */
export const writeFilters = (filters: Filters): string => {
	const set = names
		.map((name) => [name, filters[name]] as const)
		.filter(
			([name, value]) =>
				value && !(name === 'state' && value === 'waiting') && !(name === 'order' && value === 'newest')
		)
		.map(([name, value]) => [name, String(value)]);
	return set.length ? `?${new URLSearchParams(set)}` : '';
};

/** What the API is asked for these filters. */
export const toQuery = ({ state = 'waiting', ...rest }: Filters): QueueQuery => ({
	...rest,
	...(state === 'all' ? {} : { state })
});

/** Who holds a row now: nobody once the lease is over. */
export const holder = (row: Submission, now: number) =>
	row.state === 'waiting' && row.claimedBy && row.claimedUntil && Date.parse(row.claimedUntil) > now
		? row.claimedBy
		: null;

const claims = {
	mine: (held: string | null, me: string) => held === me,
	free: (held: string | null) => held === null,
	others: (held: string | null, me: string) => held !== null && held !== me
};

const fold = (text: string) => text.normalize('NFC').toLowerCase();
const says = (row: Submission, words: string) => {
	const digits = words.replace(/\D/g, '');
	if (digits.length >= 4 && row.number.includes(digits)) return true;
	const text = fold([row.sender, row.senderName, row.subject, row.excerpt].filter(Boolean).join(' '));
	return text.includes(fold(words));
};

/** True when a row that has just come belongs in a list with these filters. */
export function belongs(row: Submission, filters: Filters, me: string, now: number): boolean {
	const { state, channel, language, district, claim, flag, q } = { state: 'waiting' as const, ...filters };
	return (
		(state === 'all' || row.state === state) &&
		(!channel || row.channel === channel) &&
		(!language || row.language === language) &&
		(!district || row.district === district) &&
		(!claim || claims[claim](holder(row, now), me)) &&
		(!flag || row.flags.includes(flag)) &&
		(!q || says(row, q))
	);
}

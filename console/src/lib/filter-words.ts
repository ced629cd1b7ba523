import type { SearchFilters } from '#contracts/search.ts';
import type { FigureFilters, QueueFilters } from '#contracts/export.ts';
import { m } from './paraglide/messages.js';
import { reference, say } from './reference.svelte.ts';
import { channelName, flagName, languageName, stateName } from './words.ts';

const claims = { mine: m.claim_mine, free: m.claim_free, others: m.claim_others };

/** Filters of a search, the queue or the dashboard in words, to be read at a glance. */
export function filterWords(filters: Partial<SearchFilters & QueueFilters & FigureFilters>): string {
	const { q, state, channel, division, district, tehsil, department, office, category } = filters;
	const { from, to, language, claim, flag } = filters;
	const departments = reference.all.departments;
	return [
		q && `“${q}”`,
		state && stateName[state](),
		channel && channelName[channel](),
		division,
		district && reference.district(district),
		tehsil && reference.tehsil(tehsil),
		office,
		department && (say(departments.find(({ code }) => code === department)?.names) || department),
		category && reference.category(category),
		language && languageName[language],
		claim && `${m.filter_claim()}: ${claims[claim]()}`,
		flag && flagName(flag),
		from && `${m.filter_from()} ${from}`,
		to && `${m.filter_to()} ${to}`
	]
		.filter(Boolean)
		.join(' · ');
}

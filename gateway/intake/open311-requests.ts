import type { Reference } from '#contracts/place.ts';
import type { Language } from '#contracts/words.ts';
import type { PublicRequest, RequestFilter } from '#db/open311.ts';
import { Open311Fault } from './open311-fault.ts';
import type { Answerable } from './open311-format.ts';
import { lateWords, levels, stages } from './open311-words.ts';

export const PAGE_LIMIT = 1000;
const SPAN_LIMIT_MS = 90 * 86_400_000;
/** Deepest row that paging reaches: beyond it a span of dates is the way. */
const OFFSET_LIMIT = 100_000;

/** Values of a comma list. */
export const listed = (text: string | null) => {
	const values = (text ?? '').split(',').flatMap((value) => value.trim() || []);
	return values.length ? values : null;
};

/** W3C date and time, with a time zone where there is a time. */
const w3c = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;
const instant = (text: string | null) => {
	if (!text) return null;
	// A `+` that was not encoded arrives as a space.
	const tidy = text.trim().replace(' ', '+');
	const time = w3c.test(tidy) ? Date.parse(tidy) : NaN;
	return time;
};

const count = (text: string | null, ordinary: number, most: number) => {
	if (text === null || text === '') return ordinary;
	const value = Number(text);
	return Number.isInteger(value) && value >= 1 && value <= most ? value : null;
};

function span(query: URLSearchParams, faults: string[], now: number) {
	const [start, end] = [instant(query.get('start_date')), instant(query.get('end_date'))];
	if (Number.isNaN(start)) faults.push('start_date is not a date such as 2026-01-31T00:00:00+05:30');
	if (Number.isNaN(end)) faults.push('end_date is not a date such as 2026-01-31T00:00:00+05:30');
	const to = end ?? (start === null ? now : Math.min(now, start + SPAN_LIMIT_MS));
	const from = start ?? to - SPAN_LIMIT_MS;
	if (to - from > SPAN_LIMIT_MS) faults.push('start_date and end_date are more than 90 days apart');
	if (to < from) faults.push('start_date lies behind end_date');
	return { from, to };
}

/** What the address asks for. Throws `Open311Fault` naming everything that is wrong with it. */
export function filterOf(query: URLSearchParams, now: number): RequestFilter {
	const faults: string[] = [];
	const { from, to } = span(query, faults, now);
	const status = query.get('status');
	if (status && status !== 'open' && status !== 'closed') faults.push('status must be open or closed');
	const size = count(query.get('page_size'), PAGE_LIMIT, PAGE_LIMIT);
	if (size === null) faults.push(`page_size must be between 1 and ${PAGE_LIMIT}`);
	const page = count(query.get('page'), 1, Math.floor(OFFSET_LIMIT / (size ?? PAGE_LIMIT)));
	if (page === null)
		faults.push('page must be a whole number from 1; ask for a shorter span instead of a far page');
	if (faults.length) throw new Open311Fault(400, ...faults);
	return {
		from: new Date(from).toISOString(),
		to: new Date(to).toISOString(),
		categories: listed(query.get('service_code')),
		status: (status || null) as RequestFilter['status'],
		limit: size!,
		offset: (page! - 1) * size!
	};
}

/** What is to be expected of an open case: who has it, and whether its time has passed. */
function noticeOf({ open, level, late }: PublicRequest, language: Language): string | null {
	if (!open || !level) return null;
	const where = levels[level][language];
	return late ? `${where}; ${lateWords[language]}` : where;
}

/** A request as the specification has it. Never a telephone number, a mail address or a name. */
export function requestOf(row: PublicRequest, reference: Reference, language: Language): Answerable {
	const named = (rows: { code: string; names: Record<Language, string> }[], code: string | null) =>
		rows.find((known) => known.code === code)?.names[language];
	const area = [named(reference.tehsils, row.tehsil), named(reference.districts, row.district)]
		.filter(Boolean)
		.join(', ');
	return {
		service_request_id: row.number,
		status: row.open ? 'open' : 'closed',
		status_notes: stages[row.state][language],
		service_name: named(reference.categories, row.category),
		service_code: row.category,
		description: row.description,
		agency_responsible: row.office?.[language] ?? named(reference.departments, row.department),
		service_notice: noticeOf(row, language),
		requested_datetime: row.requestedAt,
		updated_datetime: row.updatedAt ?? row.requestedAt,
		expected_datetime: row.open ? row.expectedAt : null,
		address: row.address ?? (area || null),
		lat: row.latitude,
		long: row.longitude
	};
}

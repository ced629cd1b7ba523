import { REPORT_DAYS_LIMIT, type readCallReport as contract } from '#contracts/call-report.ts';
import type { Query } from '#contracts/endpoint.ts';
import { readCallReport } from '#db/call-report.ts';
import { readDispositions } from '#db/disposition.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

const DAY_MS = 86_400_000;
const invalid = (field: string, message: string) => new Refusal('invalid', 400, message, { field });

/** The day's number; refuses days that no calendar has. */
function numbered(field: string, day: string): number {
	const ms = Date.parse(`${day}T00:00:00Z`);
	if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(day)) throw invalid(field, 'No such day.');
	return ms / DAY_MS;
}

/** The helpline's figures of a day or several, put together as asked. Refuses with `invalid`. */
export async function reportCalls(
	{ pool, adapters }: Services,
	{ from, to = from, ...query }: Query<typeof contract>
) {
	const days = numbered('to', to) - numbered('from', from) + 1;
	if (days < 1) throw invalid('to', 'The last day is before the first.');
	if (days > REPORT_DAYS_LIMIT) throw invalid('to', `A report has ${REPORT_DAYS_LIMIT} days at most.`);
	if (query.by === 'interval' && days > 1) throw invalid('to', 'Half-hours are shown of one day.');
	const [figures, dispositions] = await Promise.all([
		readCallReport(pool, { ...query, from, to }),
		readDispositions(pool)
	]);
	const rows = figures.filter(({ total }) => !total);
	const total = figures.find((row) => row.total);
	if (!total) throw new Error('a report without its total');
	const accounts = [...adapters.values()]
		.filter(({ channel }) => channel === 'ivr')
		.map(({ account }) => account);
	return { rows, total, dispositions, accounts };
}

import {
	REPORT_DAYS_LIMIT,
	type CallFigures,
	type readCallReport as contract
} from '#contracts/call-report.ts';
import type { Query } from '#contracts/endpoint.ts';
import * as report from '#db/call-report.ts';
import { readDispositions } from '#db/disposition.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;
/** India's clock goes before Greenwich. */
const INDIA_MS = 5.5 * 3_600_000;
const invalid = (field: string, message: string) => new Refusal('invalid', 400, message, { field });

/** The day's number; refuses days that no calendar has. */
function numbered(field: string, day: string): number {
	const ms = Date.parse(`${day}T00:00:00Z`);
	if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(day)) throw invalid(field, 'No such day.');
	return ms / DAY_MS;
}

function check({ by, from, to }: report.ReportWish) {
	const days = numbered('to', to) - numbered('from', from) + 1;
	if (days < 1) throw invalid('to', 'The last day is before the first.');
	if (days > REPORT_DAYS_LIMIT) throw invalid('to', `A report has ${REPORT_DAYS_LIMIT} days at most.`);
	if (by === 'interval' && days > 1) throw invalid('to', 'Half-hours are shown of one day.');
}

/** Every half-hour or day that has begun: one without a call is a row too. */
function timesOf({ by, from, to }: report.ReportWish): string[] {
	if (by !== 'interval' && by !== 'day') return [];
	const begin = numbered('from', from) * DAY_MS;
	const end = Math.min((numbered('to', to) + 1) * DAY_MS, Date.now() + INDIA_MS);
	const step = by === 'day' ? DAY_MS : HALF_HOUR_MS;
	const count = Math.max(0, Math.ceil((end - begin) / step));
	return Array.from({ length: count }, (_, at) => {
		const text = new Date(begin + at * step).toISOString();
		return by === 'day' ? text.slice(0, 10) : text.slice(11, 16);
	});
}

const nothing = (key: string): CallFigures => ({
	...{ key, name: null, queued: 0, answered: 0, abandoned: 0, abandonedShort: 0, callbacksAsked: 0 },
	...{ serviceLevel: null, answer_s: null, longestWait_s: null },
	...{ handled: 0, talk_s: null, hold_s: null, wrapUp_s: null, handle_s: null, occupancy: null },
	...{ offers: 0, notAnswered: 0, callbacksMade: 0, callbacksReached: 0, dispositions: [] }
});

type Part = Partial<CallFigures> & { key: string; total: boolean };

/** Each part knows some figures of a row. */
function assemble(parts: Part[][], times: string[]) {
	const rows = new Map(times.map((key) => [key, nothing(key)]));
	let total = nothing('');
	for (const { total: all, key, ...figures } of parts.flat())
		if (all) total = { ...total, ...figures };
		else rows.set(key, { ...(rows.get(key) ?? nothing(key)), ...figures });
	return { rows: [...rows.values()], total };
}

/** In the order of their names, nobody last; everything else by its key. */
const inOrder = (one: CallFigures, other: CallFigures) =>
	Number(!one.name) - Number(!other.name) ||
	(one.name ?? '').localeCompare(other.name ?? '') ||
	(one.key < other.key ? -1 : 1);

/** The helpline's figures of a day or several, put together as asked. Refuses with `invalid`. */
export async function reportCalls(
	{ pool, adapters }: Pick<Services, 'pool' | 'adapters'>,
	{ to, ...query }: Query<typeof contract>
) {
	const wish = { ...query, to: to ?? query.from };
	check(wish);
	const { readQueued, readHandled, readDisposed, readWorked, readOffered, readCalledBack } = report;
	const parts = [readQueued, readHandled, readDisposed, readWorked, readOffered, readCalledBack];
	const [dispositions, ...read] = await Promise.all([
		readDispositions(pool),
		...parts.map((one): Promise<Part[]> => one(pool, wish))
	]);
	const { rows, total } = assemble(read, timesOf(wish));
	const names =
		wish.by === 'agent'
			? await report.readNames(
					pool,
					rows.map(({ key }) => key)
				)
			: new Map<string, string>();
	const named = rows.map((row) => ({ ...row, name: names.get(row.key) ?? null }));
	const accounts = [...adapters.values()]
		.filter(({ channel }) => channel === 'ivr')
		.map(({ account }) => account);
	return { rows: named.toSorted(inOrder), total, dispositions, accounts };
}

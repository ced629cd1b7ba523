import { reportBys, type readCallReport } from '#contracts/call-report.ts';
import type { Query } from '#contracts/endpoint.ts';
import { languages } from '#contracts/words.ts';

export type ReportQuery = Query<typeof readCallReport>;

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const inIndia = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata', dateStyle: 'short' });
/** The day it is in India, `YYYY-MM-DD`. */
export const today = (now: number) => inIndia.format(now);

/** What an address asks for; half-hours of today when it asks for nothing. */
export function readReportQuery(search: Pick<URLSearchParams, 'get'>, now: number): ReportQuery {
	const get = (name: string) => search.get(name) ?? '';
	const by = reportBys.find((one) => one === get('by')) ?? 'interval';
	const from = dayPattern.test(get('from')) ? get('from') : today(now);
	const to = dayPattern.test(get('to')) && by !== 'interval' ? get('to') : from;
	const language = languages.find((one) => one === get('language'));
	const [account, agent] = [get('account'), get('agent')];
	return {
		by,
		from,
		to,
		...(language && { language }),
		...(account && { account }),
		...(agent && { agent })
	};
}

/** The address of a report. */
export const reportAddress = (query: ReportQuery) =>
	`/reports/calls?${new URLSearchParams(Object.entries(query).filter(([, value]) => value) as [string, string][])}`;

import { reportBys, type CallFigures, type ReportBy, type readCallReport } from '#contracts/call-report.ts';
import type { Query } from '#contracts/endpoint.ts';
import { languages, type Language, type Names } from '#contracts/words.ts';
import { count, day, percent, stopwatch } from './format.ts';
import { m } from './paraglide/messages.js';
import { languageName } from './words.ts';

export type ReportQuery = Query<typeof readCallReport>;
type Figure = Exclude<keyof CallFigures, 'key' | 'name' | 'dispositions'>;

export interface Column {
	figure: Figure;
	says: () => string;
	/** How it is made. */
	how: () => string;
	show: (value: number) => string;
}
export interface Group {
	says: () => string;
	columns: Column[];
}

const column = (figure: Figure, says: () => string, how: () => string, show = count): Column => ({
	figure,
	says,
	how,
	show
});

const queue: Group = {
	says: m.report_group_queue,
	columns: [
		column('queued', m.report_queued, m.report_how_queued),
		column('answered', m.calls_answered, m.report_how_answered),
		column('abandoned', m.calls_abandoned, m.report_how_abandoned),
		column('abandonedShort', m.report_short, m.report_how_short),
		column('callbacksAsked', m.report_asked, m.report_how_asked),
		column('serviceLevel', m.calls_service, m.report_how_service, percent),
		column('answer_s', m.calls_answer, m.report_how_answer, stopwatch),
		column('longestWait_s', m.calls_longest, m.report_how_longest, stopwatch)
	]
};
const offers: Group = {
	says: m.report_group_offers,
	columns: [
		column('offers', m.report_offers, m.report_how_offers),
		column('notAnswered', m.calls_not_answered, m.report_how_lapsed),
		column('answered', m.calls_answered, m.report_how_answered)
	]
};
const occupancy = column('occupancy', m.calls_occupancy, m.report_how_occupancy, percent);
const handling: Group = {
	says: m.report_group_handling,
	columns: [
		column('handled', m.report_handled, m.report_how_handled),
		column('talk_s', m.report_talk, m.report_how_talk, stopwatch),
		column('hold_s', m.report_hold, m.report_how_hold, stopwatch),
		column('wrapUp_s', m.report_wrap_up, m.report_how_wrap_up, stopwatch),
		column('handle_s', m.calls_handle, m.report_how_handle, stopwatch)
	]
};
const withOccupancy = { ...handling, columns: [...handling.columns, occupancy] };
const callbacks: Group = {
	says: m.report_group_callbacks,
	columns: [
		column('callbacksMade', m.report_made, m.report_how_made),
		column('callbacksReached', m.report_reached, m.report_how_reached)
	]
};

/** Columns of a report, in groups: agents have no queue of their own, languages and accounts no hours. */
export function groupsOf({ by, language, account }: ReportQuery): Group[] {
	const ofPeople = by !== 'language' && by !== 'account' && !language && !account;
	return [by === 'agent' ? offers : queue, ofPeople ? withOccupancy : handling, callbacks];
}

/** A group as a table takes it, in the language on screen. */
export interface Shown {
	/** Empty: no name of its own. */
	says: string;
	columns: {
		key: string;
		says: string;
		how: string;
		value: (row: CallFigures) => number | null;
		show: (row: CallFigures) => string;
	}[];
}
const none = '–';

/** The group in words; a dash stands where there is nothing to make a figure of. */
export const spoken = ({ says, columns }: Group): Shown => ({
	says: says(),
	columns: columns.map(({ figure, says, how, show }) => ({
		key: figure,
		// A number stays with its unit.
		says: says().replace(/(\d) /g, '$1\u00a0'),
		how: how(),
		value: (row) => row[figure],
		show: (row) => (row[figure] === null ? none : show(row[figure]))
	}))
});

/** A column for each disposition, and one for calls of which nobody said what they were. */
export function dispositionGroup(
	all: readonly { code: string; names: Names }[],
	say: (names: Names) => string
): Shown {
	const of = (row: CallFigures, code: string) =>
		row.dispositions.find((one) => one.code === code)?.count ?? 0;
	const said = (row: CallFigures) => row.dispositions.reduce((sum, one) => sum + one.count, 0);
	const counted = (key: string, says: string, value: (row: CallFigures) => number) => ({
		...{ key, says, value, how: '' },
		show: (row: CallFigures) => count(value(row))
	});
	return {
		says: '',
		columns: [
			...all.map(({ code, names }) => counted(code, say(names), (row) => of(row, code))),
			counted('unsaid', m.report_unsaid(), (row) => row.handled - said(row))
		]
	};
}

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

const half_minutes = 30;
const clockOf = (minutes: number) =>
	`${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
/** `10:00–10:30`, of the half-hour that begins at 10:00. */
function interval(key: string): string {
	const [hours = 0, minutes = 0] = key.split(':').map(Number);
	return `${key}–${clockOf(hours * 60 + minutes + half_minutes)}`;
}

/** What the rows are. */
export const rowHead = (by: ReportBy) =>
	({
		interval: m.report_time,
		day: m.report_day,
		language: m.language,
		account: m.report_account,
		agent: m.report_agent
	})[by]();

export interface ReportLine {
	says: string;
	/** Where its parts are shown. */
	href: string | null;
	figures: CallFigures;
}

/** A row by its name, leading to its half-hours; null for nobody's where nobody has anything. */
export function lineOf(figures: CallFigures, query: ReportQuery): ReportLine | null {
	const { key, name } = figures;
	if (query.by === 'interval') return { says: interval(key), href: null, figures };
	if (query.by === 'day') {
		const href = reportAddress({ ...query, by: 'interval', from: key, to: key });
		return { says: day(key), href, figures };
	}
	if (query.by === 'agent' && !key)
		return figures.handled ? { says: m.report_nobody(), href: null, figures } : null;
	const by = query.to === query.from ? 'interval' : 'day';
	const href = reportAddress({ ...query, by, [query.by]: key });
	const says = query.by === 'language' ? languageName[key as Language] : (name ?? key);
	return { says, href, figures };
}

/** What a spreadsheet would take for a formula has an apostrophe before it; quoted where needed. */
const cell = (value: string | number | null) => {
	if (typeof value !== 'string') return value === null ? '' : String(value);
	const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Lines as a spreadsheet opens them: UTF-8 with its mark, ended as on Windows. */
export const csvOf = (lines: (string | number | null)[][]) =>
	`\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;

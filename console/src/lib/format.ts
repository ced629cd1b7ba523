import { locale } from './locale.svelte.ts';
import { punjabiDate, punjabiUnit } from './punjabi.ts';

const tags = { pa: 'pa-IN', hi: 'hi-IN', en: 'en-IN' } as const;
const kept = new Map<string, unknown>();

/** One formatter per language and shape: making them is slow, and rows want many. */
function keep<T>(name: string, make: (tag: string) => T, language = locale.current): T {
	const key = `${language}:${name}`;
	if (!kept.has(key)) kept.set(key, make(tags[language]));
	return kept.get(key) as T;
}

/** A count with the language's grouping. */
export const count = (value: number) => keep('count', (tag) => new Intl.NumberFormat(tag)).format(value);

/** A share as whole percent. */
export const percent = (share: number) =>
	keep('percent', (tag) => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 })).format(
		share
	);

/** The message for so many: languages differ in what they call one. */
export function plural(value: number, one: Counted, other: Counted) {
	// Punjabi counts as Hindi does, and Chromium knows only the latter.
	const rules = keep('plural', (tag) => new Intl.PluralRules(locale.current === 'pa' ? 'hi' : tag));
	return (rules.select(value) === 'one' ? one : other)({ count: count(value) });
}
type Counted = (inputs: { count: string }) => string;

const zone = 'Asia/Kolkata';
const clockOf = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const;

const dated = (
	name: string,
	instant: string,
	shape: Intl.DateTimeFormatOptions,
	language = locale.current
) => {
	const punjabi = language === 'pa';
	const month = punjabi ? 'numeric' : shape.month;
	const make = (tag: string) => new Intl.DateTimeFormat(tag, { ...shape, month, ...clockOf });
	const format = keep(name, make, language);
	const date = new Date(instant);
	return punjabi ? punjabiDate(format.formatToParts(date), Boolean(shape.year)) : format.format(date);
};

/** Day and time in India, e.g. 24 Nov, 14:05. */
export const dayTime = (instant: string) => dated('dayTime', instant, { day: 'numeric', month: 'short' });

/** A day of the calendar, e.g. 26 January 2027. */
export function day(date: string): string {
	const punjabi = locale.current === 'pa';
	const shape = { day: 'numeric', month: punjabi ? 'numeric' : 'long', year: 'numeric' } as const;
	const format = keep('date', (tag) => new Intl.DateTimeFormat(tag, { ...shape, timeZone: zone }));
	const noon = new Date(`${date}T12:00:00+05:30`);
	return punjabi ? punjabiDate(format.formatToParts(noon), true) : format.format(noon);
}

/** Time of day in India, e.g. 14:05. */
export const timeOfDay = (instant: string) =>
	keep('time', (tag) => new Intl.DateTimeFormat(tag, clockOf)).format(new Date(instant));

/** Date and time in full, for titles; for receipts in the language of their reader. */
export const fullTime = (instant: string, language = locale.current) =>
	dated('full', instant, { day: 'numeric', month: 'long', year: 'numeric' }, language);

type Unit = 'second' | 'minute' | 'hour' | 'day';
const inUnit = (value: number, unit: Unit) =>
	locale.current === 'pa'
		? punjabiUnit(value, unit)
		: keep(unit, (tag) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'short' })).format(
				value
			);

const steps: [Unit, number][] = [
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000]
];
/** How long ago, in the largest unit that fits: 12 secs, 5 mins, 3 hrs, 2 days. */
export function age(instant: string, now: number) {
	const passed = Math.max(0, now - Date.parse(instant));
	const step = steps.find(([, size]) => passed >= size);
	return step ? inUnit(Math.floor(passed / step[1]), step[0]) : inUnit(Math.floor(passed / 1000), 'second');
}

/** Minutes and seconds, e.g. 9:05. */
export const stopwatch = (seconds: number) =>
	`${Math.floor(Math.max(0, seconds) / 60)}:${String(Math.floor(Math.max(0, seconds) % 60)).padStart(2, '0')}`;

const sizes: [string, number][] = [
	['gigabyte', 1e9],
	['megabyte', 1e6],
	['kilobyte', 1e3]
];
/** Bytes in the largest unit that fits. */
export function size(bytes: number) {
	const [unit, by] = sizes.find(([, least]) => bytes >= least) ?? ['byte', 1];
	return keep(
		unit,
		(tag) =>
			new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: 1 })
	).format(bytes / by);
}

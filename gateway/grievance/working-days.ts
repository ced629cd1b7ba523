import type { Counted, Limit } from '#contracts/policy.ts';

const DAY_MS = 86_400_000;
/** Indian time has no summer time. */
const INDIA_MS = 330 * 60_000;
/** No limit reaches further; a calendar without working days would be counted for ever. Days. */
const HORIZON = 2_000;

/** Which days an office works, and till when; days as `2026-11-27`. */
export interface Calendar {
	/** Monday 1 to Sunday 7. */
	week: readonly number[];
	/** `17:00`, Indian time. */
	dayEnds: string;
	holidays: readonly string[];
}
/** A time in which a clock rested; `until` is open while it rests. */
export interface Rest {
	since: string;
	until: string | null;
}

/** The day in India at this instant. */
export const dayOf = (instant: string) => new Date(Date.parse(instant) + INDIA_MS).toISOString().slice(0, 10);
const next = (day: string) => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
const weekdayOf = (day: string) => new Date(day).getUTCDay() || 7;
const endOf = (day: string, { dayEnds }: Calendar) => Date.parse(`${day}T${dayEnds}:00+05:30`);

/**
 * When a limit that starts at this instant is over, and each day up to it with its place in the count or why it has
 * none. The day of the start does not count; a day does at its end, unless the clock rests then. A limit of no days is
 * over at the end of the first working day that has not ended; one in calendar days never ends on a day without work.
 */
export function countDays(
	startedAt: string,
	{ days, unit }: Limit,
	calendar: Calendar,
	rests: readonly Rest[] = []
): { dueAt: string; proof: Counted[] } {
	const off = new Set(calendar.holidays);
	const offWork = (day: string): 'holiday' | 'weekend' | null =>
		off.has(day) ? 'holiday' : calendar.week.includes(weekdayOf(day)) ? null : 'weekend';
	const rested = (end: number) =>
		rests.some(({ since, until }) => Date.parse(since) <= end && (until === null || end < Date.parse(until)));
	const proof: Counted[] = [];
	const started = Date.parse(startedAt);
	let day = dayOf(startedAt);
	let count = 0;
	for (let at = 0; at < HORIZON; at++, day = next(day)) {
		const end = endOf(day, calendar);
		const idle = offWork(day);
		const enough = count >= days && (days > 0 || end > started);
		if (at === 0 && !(enough && !idle)) {
			proof.push({ day, count: null, why: 'start' });
			continue;
		}
		if (rested(end)) proof.push({ day, count: null, why: 'rest' });
		else if (idle && (unit === 'working' || count >= days)) proof.push({ day, count: null, why: idle });
		else {
			if (count < days) count++;
			proof.push({ day, count, why: 'counted' });
		}
		if (count >= days && !idle && !rested(end)) return { dueAt: new Date(end).toISOString(), proof };
	}
	throw new Error('the calendar has no working day');
}

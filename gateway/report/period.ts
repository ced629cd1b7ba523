import type { Period } from '#contracts/dashboard.ts';
import { daysIn, plusDays, plusMonths } from '#contracts/period.ts';
import type { Span } from '#db/dashboard.ts';

const DEFAULT_DAYS = 30;
/** Up to so many days are shown day by day, up to so many week by week. */
const BY_DAY = 62;
const BY_WEEK = 186;

const firstOfMonth = (day: string) => `${day.slice(0, 7)}-01`;
const monthsIn = ({ from, to }: Period) =>
	(Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
	Number(to.slice(5, 7)) -
	Number(from.slice(5, 7)) +
	1;

/** What was asked for, in order; the last 30 days where nothing was. */
export function periodOf({ from, to }: Partial<Period>, today: string): Period {
	const last = to ?? (from && from > today ? from : today);
	const first = from ?? plusDays(last, 1 - DEFAULT_DAYS);
	return first <= last ? { from: first, to: last } : { from: last, to: first };
}

/** The whole months that it lies in. */
export const inMonths = ({ from, to }: Period): Period => ({
	from: firstOfMonth(from),
	to: plusDays(plusMonths(to, 1), -1)
});

const isWhole = (period: Period) => {
	const whole = inMonths(period);
	return whole.from === period.from && whole.to === period.to;
};

/** As long, directly before; as many months before whole months. */
export const before = (period: Period): Period =>
	isWhole(period)
		? { from: plusMonths(period.from, -monthsIn(period)), to: plusDays(period.from, -1) }
		: { from: plusDays(period.from, -daysIn(period)), to: plusDays(period.from, -1) };

/** The counts that make up a period: whole months where there are any, days at its edges. */
export function spansOf(period: Period): Span[] {
	const end = plusDays(period.to, 1);
	const first = period.from === firstOfMonth(period.from) ? period.from : plusMonths(period.from, 1);
	const last = firstOfMonth(end);
	if (first >= last) return [{ span: 0, since: period.from, until: end }];
	return [
		{ span: 0 as const, since: period.from, until: first },
		{ span: 1 as const, since: first, until: last },
		{ span: 0 as const, since: last, until: end }
	].filter(({ since, until }) => since < until);
}

/** The steps of a trend: days, weeks from the period's first day, or months; with the first day of each. */
export function stepsOf(period: Period, daily: boolean) {
	const days = daysIn(period);
	const unit = !daily || days > BY_WEEK ? 'month' : days > BY_DAY ? 'week' : 'day';
	const next = {
		day: (day: string) => plusDays(day, 1),
		week: (day: string) => plusDays(day, 7),
		month: (day: string) => plusMonths(day, 1)
	}[unit];
	const steps: string[] = [];
	for (let day = period.from; day <= period.to; day = next(day)) steps.push(day);
	return { unit, steps } as const;
}

/** The desk's clock is India's, wherever the screen stands: half past five ahead of UTC, all year. */
const OFFSET_MS = 5.5 * 3_600_000;
const DAY_MS = 86_400_000;
const NINE_MS = 9 * 3_600_000;

const iso = (time: number) => new Date(time).toISOString();
/** Midnight in India of the day of an instant. */
const dayOf = (now: number) => Math.floor((now + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS;

/** Times that are asked for most: in an hour, tomorrow and next Monday at nine. */
export function soonTimes(now: number) {
	const today = dayOf(now);
	const weekday = new Date(today + OFFSET_MS).getUTCDay();
	return {
		hour: iso(now + 3_600_000),
		tomorrow: iso(today + DAY_MS + NINE_MS),
		monday: iso(today + ((8 - weekday) % 7 || 7) * DAY_MS + NINE_MS)
	};
}
export type Soon = keyof ReturnType<typeof soonTimes>;

/** The instant of a date and time as a field gives them (`2026-11-25T09:00`), in India; null when it is none. */
export function instantOf(local: string): string | null {
	const time = Date.parse(`${local}:00+05:30`);
	return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) && !Number.isNaN(time) ? iso(time) : null;
}

/** As a field of date and time wants it. */
export const fieldOf = (instant: string) => iso(Date.parse(instant) + OFFSET_MS).slice(0, 16);

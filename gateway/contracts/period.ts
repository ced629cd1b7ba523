const DAY_MS = 86_400_000;
const time = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The day so many days later. */
export const plusDays = (day: string, days: number) => dayOf(time(day) + days * DAY_MS);
/** The first day of the month so many months later. */
export const plusMonths = (day: string, months: number) =>
	dayOf(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1));
/** Days from the first to the last, both included. */
export const daysIn = ({ from, to }: { from: string; to: string }) =>
	Math.round((time(to) - time(from)) / DAY_MS) + 1;

const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Kolkata', dateStyle: 'short' });
/** The day that it is in India. */
export const todayInIndia = () => calendar.format(new Date());

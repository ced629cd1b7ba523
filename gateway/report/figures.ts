import type { Figures } from '#contracts/dashboard.ts';
import { classes, type Counted } from '#db/dashboard.ts';

/** The last class is open; what lies in it is taken to lie within so many days. */
const OPEN_CLASS = 180;

/** The day by which half were settled, by the share of its class that it takes; null of none. */
export function medianOf(after: readonly number[]): number | null {
	const total = after.reduce((sum, count) => sum + count, 0);
	if (total === 0) return null;
	let passed = 0;
	for (const [at, count] of after.entries()) {
		if (passed + count >= total / 2) {
			const from = at === 0 ? 0 : (classes[at - 1] ?? 0);
			const to = classes[at] ?? OPEN_CLASS;
			return Math.round((from + ((to - from) * (total / 2 - passed)) / count) * 10) / 10;
		}
		passed += count;
	}
	return null;
}

/** The sums of these counts, as they are told. */
export function figuresOf(counts: readonly Counted[]): Figures {
	const sum = (of: (one: Counted) => number) => counts.reduce((total, one) => total + of(one), 0);
	return {
		received: sum((one) => one.received),
		late: sum((one) => one.late),
		escalated: sum((one) => one.escalated),
		reopened: sum((one) => one.reopened),
		merged: sum((one) => one.merged),
		settled: sum((one) => one.settled),
		inTime: sum((one) => one.in_time),
		satisfied: sum((one) => one.satisfied),
		partly: sum((one) => one.partly),
		notSatisfied: sum((one) => one.not_satisfied),
		unverified: sum((one) => one.unverified),
		special: sum((one) => one.special),
		notTakenUp: sum((one) => one.not_taken_up),
		withdrawn: sum((one) => one.withdrawn),
		medianDays: medianOf([0, ...classes].map((_, at) => sum((one) => one.after[at] ?? 0)))
	};
}

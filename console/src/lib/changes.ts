import type { Change } from '#contracts/live.ts';
import type { Submission } from '#contracts/submission.ts';

/** The submissions that these changes speak of, each once. */
export const numbersOf = (changes: readonly Change[]) => [...new Set(changes.map(({ number }) => number))];

/** The sequence to resume from once these changes were taken in; never goes back. */
export const resumeFrom = (changes: readonly Change[], since: number) =>
	changes.reduce((last, { sequence }) => Math.max(last, sequence), since);

export interface Merged {
	rows: Submission[];
	/** Numbers whose row on screen is no longer what it was. */
	changed: string[];
	/** Rows that were not on screen and belong there. */
	arrived: Submission[];
}

const same = (a: Submission, b: Submission) => JSON.stringify(a) === JSON.stringify(b);
/** A claim that was renewed is news to nobody: the row is taken in, and not marked. */
const renewed = (a: Submission, b: Submission) => same(a, { ...b, claimedUntil: a.claimedUntil });

/**
 * Puts fresh rows over the old ones where they stand, so that nothing moves under the pointer:
 * a row that no longer matches stays until the list is asked for again.
 */
export function merge(
	rows: Submission[],
	fresh: Submission[],
	belongs: (row: Submission) => boolean
): Merged {
	const byNumber = new Map(fresh.map((row) => [row.number, row]));
	const changed: string[] = [];
	let touched = false;
	const merged = rows.map((row) => {
		const next = byNumber.get(row.number);
		byNumber.delete(row.number);
		if (!next || same(row, next)) return row;
		touched = true;
		if (!renewed(row, next)) changed.push(row.number);
		return next;
	});
	return { rows: touched ? merged : rows, changed, arrived: [...byNumber.values()].filter(belongs) };
}

/** Puts arrived rows where the order wants them, each number once. */
export function place(rows: Submission[], arrived: Submission[], order: 'newest' | 'oldest'): Submission[] {
	const known = new Set(rows.map(({ number }) => number));
	const added = arrived
		.filter(({ number }) => !known.has(number))
		.sort((a, b) => a.receivedAt.localeCompare(b.receivedAt));
	return order === 'newest' ? [...added.reverse(), ...rows] : [...rows, ...added];
}

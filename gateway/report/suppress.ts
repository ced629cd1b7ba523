import { LEAST_TOLD, type Told } from '#contracts/report.ts';

/** Cells of which one is the sum of the others. */
export interface Sum {
	total: string;
	parts: readonly string[];
}

/**
 * What may be told of these counts: those of one to four are hidden, and of each sum so many more, the smallest first,
 * that no hidden cell is what is missing to it. A zero is told: it speaks of nobody.
 */
export function suppress(counts: ReadonlyMap<string, number>, sums: readonly Sum[]): Map<string, Told> {
	const of = (cell: string) => counts.get(cell) ?? 0;
	const few = (cell: string) => of(cell) > 0 && of(cell) < LEAST_TOLD;
	const hidden = new Set([...counts.keys()].filter(few));
	/** Hides one more where a sum would tell the only hidden one; true when it did. */
	const hideFor = ({ total, parts }: Sum): boolean => {
		if ([total, ...parts].filter((cell) => hidden.has(cell)).length !== 1) return false;
		const [smallest] = parts
			.filter((cell) => !hidden.has(cell) && of(cell) > 0)
			.sort((one, other) => of(one) - of(other));
		const more = smallest ?? (hidden.has(total) ? parts.find((cell) => !hidden.has(cell)) : total);
		if (more === undefined) return false;
		hidden.add(more);
		return true;
	};
	while (sums.filter(hideFor).length > 0);
	return new Map(
		[...counts].map(([cell, count]) => [cell, few(cell) ? '<5' : hidden.has(cell) ? '*' : count])
	);
}

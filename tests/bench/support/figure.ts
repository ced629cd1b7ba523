/** One measured value with what it is held to. */
export interface Figure {
	name: string;
	value: number;
	unit: string;
	/** `>= 0.6`, `<= 50`, `= 0`; `-` where the figure only informs. */
	bar: string;
	ok: boolean;
}

const rounded = (value: number) => Number(value.toPrecision(4));

/** A figure that must reach `bar`. */
export const atLeast = (name: string, value: number, unit: string, bar: number): Figure => ({
	name,
	value: rounded(value),
	unit,
	bar: `>= ${bar}`,
	ok: value >= bar
});

/** A figure that must not exceed `bar`. */
export const atMost = (name: string, value: number, unit: string, bar: number): Figure => ({
	name,
	value: rounded(value),
	unit,
	bar: `<= ${bar}`,
	ok: value <= bar
});

/** A figure that must be exactly `bar`. */
export const exactly = (name: string, value: number, unit: string, bar: number): Figure => ({
	name,
	value,
	unit,
	bar: `= ${bar}`,
	ok: value === bar
});

/** A figure without a bar: it says how the others came about. */
export const told = (name: string, value: number, unit: string): Figure => ({
	name,
	value: rounded(value),
	unit,
	bar: '-',
	ok: true
});

/** The middle one; of an even count the mean of both. Not a number where there is none. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((one, other) => one - other);
	const half = sorted.length >> 1;
	return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** The value that this part of them does not exceed: 0.95 for p95. */
export const percentile = (values: readonly number[], part: number): number =>
	values.toSorted((one, other) => one - other)[Math.ceil(values.length * part) - 1]!;

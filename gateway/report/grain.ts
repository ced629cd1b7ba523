import type { Dimension } from '#db/dashboard.ts';

/** Dimensions that cases are counted by together; `fold_cases` in the database keeps the same. */
export interface Grain {
	dimensions: readonly Dimension[];
	/** Kept day by day; else by month alone. */
	daily: boolean;
}

/** The smallest first: a question is answered from the first that knows all it asks for. */
export const grains: readonly Grain[] = [
	{ daily: true, dimensions: ['district'] },
	{ daily: true, dimensions: ['department', 'category'] },
	{ daily: true, dimensions: ['district', 'tehsil'] },
	{ daily: true, dimensions: ['department', 'channel'] },
	{ daily: true, dimensions: ['district', 'channel'] },
	{ daily: true, dimensions: ['district', 'department', 'office'] },
	{ daily: true, dimensions: ['district', 'department', 'category'] },
	{ daily: false, dimensions: ['department', 'category', 'channel'] },
	{ daily: false, dimensions: ['district', 'tehsil', 'channel'] },
	{ daily: false, dimensions: ['district', 'department', 'channel'] },
	{ daily: false, dimensions: ['district', 'department', 'office', 'category'] },
	{ daily: false, dimensions: ['district', 'tehsil', 'department', 'category'] }
];

/** The smallest grain that knows all of these; undefined when none does. */
export const grainOf = (asked: readonly Dimension[]) =>
	grains.find(({ dimensions }) => asked.every((dimension) => dimensions.includes(dimension)));

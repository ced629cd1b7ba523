import type { Db } from './sql.ts';

/** More would not be few and always the same; what comes after them goes without a name. */
const MOST = 500;
const names = new Map<string, string>();

const nameOf = (text: string): string | undefined => {
	const known = names.get(text);
	if (known !== undefined || names.size >= MOST) return known;
	const name = `sunwai-${names.size}`;
	names.set(text, name);
	return name;
};

/**
 * The same database, where each statement is parsed and planned once for a connection: for work that is done all the
 * time by few statements that never change, and in which planning takes longer than doing.
 */
export const prepared = (db: Db): Db => ({
	query: (query) => {
		const name = nameOf(query.text);
		return db.query(name === undefined ? query : { ...query, name });
	}
});

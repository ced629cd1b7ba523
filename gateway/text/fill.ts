import { fieldsIn, replaceFields } from '#contracts/canned.ts';
import { Refusal } from '../refusal.ts';
import type { Values } from './values.ts';

/** The text with every field that is known, and the names of those that are not: they stay as they stand. */
export function fill(text: string, values: Values): { text: string; missing: string[] } {
	const filled = replaceFields(text, (field) => values[field] ?? undefined);
	return { text: filled, missing: fieldsIn(filled) };
}

/** Refuses with `unfilled` where a field was left standing: what is said or kept has none. */
export function refuseUnfilled(text: string | null, field: string): void {
	if (text && fieldsIn(text).length)
		throw new Refusal('unfilled', 400, `Fill in first: ${fieldsIn(text).join(', ')}.`, { field });
}

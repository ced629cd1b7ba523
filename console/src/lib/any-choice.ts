import type { Names } from '#contracts/words.ts';
import type { Choice } from './choose.ts';
import { m } from './paraglide/messages.js';

/** Value of the choice that leaves a matter or a place open. */
export const ANY = '-';

type Row = { code: string; names: Names; keywords?: readonly string[] };

/** What a list of the reference data offers. */
export const choicesOf = (rows: readonly Row[]): Choice[] =>
	rows.map(({ code, names, keywords = [] }) => ({ value: code, names, keywords }));

/** The same, after the choice that leaves it open. */
export function anyOr(rows: readonly Row[]): Choice[] {
	const open = m.routing_any();
	return [{ value: ANY, names: { en: open, pa: open, hi: open } }, ...choicesOf(rows)];
}

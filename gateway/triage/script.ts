import type { Suggestions } from '#contracts/suggest.ts';

const LOOKED_AT = 2000;
const scripts = [
	['gurmukhi', /[\u0A00-\u0A7F]/g],
	['devanagari', /[\u0900-\u097F]/g],
	['latin', /[A-Za-z]/g]
] as const;

/** The script that most letters of a text are of; null where there is none. */
export function scriptOf(text: string): Suggestions['script'] {
	const sample = text.slice(0, LOOKED_AT);
	const counted = scripts.map(([script, letters]) => ({ script, count: sample.match(letters)?.length ?? 0 }));
	const most = counted.reduce((one, other) => (other.count > one.count ? other : one));
	return most.count > 0 ? most.script : null;
}

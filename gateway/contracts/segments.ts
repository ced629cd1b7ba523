import { gsmSeptets } from './gsm.ts';

/** Size of one SMS: septets of GSM-7, UTF-16 units of UCS-2; less in each part, which gives room to the header. */
const limits = {
	gsm7: { single: 160, part: 153 },
	ucs2: { single: 70, part: 67 }
} as const;

export interface Segments {
	encoding: keyof typeof limits;
	/** Septets or UTF-16 units. */
	units: number;
	segments: number;
}

/** Whether the text can be written in the GSM-7 alphabet with its extension table. */
export const isGsm = (text: string) => [...text].every((character) => gsmSeptets(character) !== undefined);

const encodingOf = (text: string): Segments['encoding'] => (isGsm(text) ? 'gsm7' : 'ucs2');

const widthIn = (encoding: Segments['encoding']) =>
	encoding === 'gsm7'
		? (character: string) => gsmSeptets(character)?.length ?? 1
		: (character: string) => character.length;

/** The texts of the single SMS or of its parts; neither an escape nor a surrogate pair is cut in two. */
export function splitText(text: string, encoding = encodingOf(text)): string[] {
	const width = widthIn(encoding);
	const { single, part } = limits[encoding];
	if ([...text].reduce((sum, character) => sum + width(character), 0) <= single) return [text];
	const parts = [''];
	let used = 0;
	for (const character of text) {
		if (used + width(character) > part) {
			parts.push('');
			used = 0;
		}
		parts[parts.length - 1] += character;
		used += width(character);
	}
	return parts;
}

/** How many SMS the text costs, and in what alphabet. */
export function segments(text: string): Segments {
	const encoding = encodingOf(text);
	const width = widthIn(encoding);
	const units = [...text].reduce((sum, character) => sum + width(character), 0);
	return { encoding, units, segments: splitText(text).length };
}

/** Whether the text fills one SMS to the last unit: then it may be the part of a longer one whose header was lost. */
export function fillsSegment(text: string): boolean {
	const { encoding, units } = segments(text);
	return units === limits[encoding].single || units === limits[encoding].part;
}

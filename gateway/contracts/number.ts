/*
 * A submission's number: two digits of the year, seven of sequence, one Verhoeff check digit.
 * Verhoeff's scheme (1969) finds every wrong digit and every swap of neighbours, the two faults
 * that people make when they say or type a number.
 */

/** Product in the dihedral group D5: 0-4 turn the pentagon, 5-9 also flip it. */
const times = (a: number, b: number) => {
	const turned = a < 5 ? (a + b) % 5 : (a - b + 5) % 5;
	return a < 5 === b < 5 ? turned : turned + 5;
};
const once = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
/** The permutation `once` applied `place` times. */
const permuted = (place: number, digit: number): number =>
	place === 0 ? digit : permuted(place - 1, once[digit] ?? 0);
const inverse = [0, 4, 3, 2, 1, 5, 6, 7, 8, 9];

const checksum = (digits: string, offset: number) =>
	[...digits]
		.reverse()
		.reduce((sum, digit, index) => times(sum, permuted((index + offset) % 8, Number(digit))), 0);

/** The digit that makes `digits` valid when written behind it. */
export const checkDigit = (digits: string) => String(inverse[checksum(digits, 1)]);

/** True for ten digits whose check digit holds. */
export const isNumber = (text: string) => /^[0-9]{10}$/.test(text) && checksum(text, 0) === 0;

/** `2600012345` as it is shown and printed: `26-0001234-5`. */
export const formatNumber = (number: string) =>
	`${number.slice(0, 2)}-${number.slice(2, 9)}-${number.slice(9)}`;

/** Digits of Gurmukhi and Devanagari, as people may type them, in western ones. */
export const western = (text: string) =>
	text
		.replace(/[\u0a66-\u0a6f]/g, (digit) => String(digit.charCodeAt(0) - 0x0a66))
		.replace(/[\u0966-\u096f]/g, (digit) => String(digit.charCodeAt(0) - 0x0966));

/** Ten digits out of any spacing, dashes or script of digits; null when it is no valid number. */
export const parseNumber = (text: string) => {
	const digits = western(text).replace(/[\s\p{Pd}./#]/gu, '');
	return isNumber(digits) ? digits : null;
};

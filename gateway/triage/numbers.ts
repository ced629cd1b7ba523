import { parseNumber } from '#contracts/number.ts';
import { phoneOf } from './citizen.ts';

const MENTIONS = 5;
/** As printed, with or without its dashes. */
const numberLike = /(?<!\d)\d{2}[-\s]?\d{7}[-\s]?\d(?!\d)/g;
const phoneLike = /(?<!\d)(?:\+?91[\s-]?|0)?[6-9]\d{4}[\s-]?\d{5}(?!\d)/g;

/** Numbers of submissions that a text names: their check digit holds. */
export const numbersIn = (text: string): string[] =>
	[...new Set((text.match(numberLike) ?? []).map(parseNumber).filter((number) => number !== null))].slice(
		0,
		MENTIONS
	);

/** Indian mobile numbers that a text names, as E.164; what is a submission's number is none. */
export const phonesIn = (text: string): string[] =>
	[
		...new Set(
			(text.match(phoneLike) ?? [])
				.filter((digits) => parseNumber(digits) === null)
				.map(phoneOf)
				.filter((phone) => phone !== null)
		)
	].slice(0, MENTIONS);

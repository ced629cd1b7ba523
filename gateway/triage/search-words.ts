import { western } from '#contracts/number.ts';
import { isCommon } from './hints.ts';
import { numbersIn, phonesIn } from './numbers.ts';
import { keyOf, tokensOf, type Token } from '#contracts/skeleton.ts';

/** How much of a text can be found. Characters. */
export const SOUGHT_LIMIT = 4000;
const DIGITS_LIMIT = 20;
/** A longer word is found by its beginning. */
const KEY_LENGTH = 40;
const digitRun = /\p{Nd}{2,}/gu;

/**
 * Kinds of keys besides words, each told by its first sign: digits of a text; a telephone and parts of a mail address
 * that a matter came from; words of the place that a citizen gave. Who is not shown a kind does not find by it either,
 * or could guess it letter by letter; a whole telephone or address tells nothing that was not known.
 */
export const DIGITS = '#';
export const PHONE = '+';
export const MAIL = '@';
export const PLACE = '&';
/** Digits of a telephone that count, whatever stands before them. */
export const PHONE_LENGTH = 10;

const digitsKey = (digits: string) => DIGITS + digits.slice(0, DIGITS_LIMIT);
const lastTen = (phone: string) => phone.replace(/\D/g, '').slice(-PHONE_LENGTH);
const phoneKey = (phone: string) => DIGITS + lastTen(phone);
/** The key of a whole mail address. */
export const mailKey = (address: string) =>
	`${MAIL}=${address.toLowerCase().replaceAll('~', '')}`.slice(0, KEY_LENGTH * 2);

/** Everything that a text is found by: its words, its digits, the telephones and numbers that it names. */
function keysOf(text: string): string[] {
	const read = text.slice(0, SOUGHT_LIMIT);
	return [
		...tokensOf(read, SOUGHT_LIMIT).map((token) => keyOf(token).slice(0, KEY_LENGTH)),
		...(western(read).match(digitRun) ?? []).map(digitsKey),
		...phonesIn(read).map(phoneKey),
		...numbersIn(read).map(digitsKey)
	];
}

const addressKeys = (address: string): string[] =>
	/^\+?\d{6,}$/.test(address)
		? [PHONE + lastTen(address)]
		: [mailKey(address), ...keysOf(address).map((key) => MAIL + key)];

type Texts = readonly (string | null | undefined)[];
const each = (texts: Texts, keys: (text: string) => string[]) =>
	texts.flatMap((text) => (text ? keys(text) : []));

/** What a submission or a case is found by: its texts, the addresses it came from, the places that a citizen gave. */
export const wordsOf = (texts: Texts, addresses: Texts = [], places: Texts = []): string[] => [
	...new Set([
		...each(texts, keysOf),
		...each(addresses, addressKeys),
		...each(places, (place) => keysOf(place).map((key) => PLACE + key))
	])
];

/** What somebody looks for. */
export interface Sought {
	/** Each must be found. */
	keys: string[];
	/** Mail addresses, each of which must be found as a whole. */
	mails: string[];
	/** The key of the word that may go on: the last one typed. */
	last: string | null;
	/** What the last word may begin, where nothing has the whole of it. */
	beginnings: string[];
	/** The digits alone, where there is nothing else: a number or a telephone in any spacing, or a part of one. */
	digits: string | null;
}

const WORDS_LIMIT = 8;
const BEGINNING_LENGTH = 3;
const mailAddress = /[^\s@<>"(),;:]+@[^\s@<>"(),;:]+\.[^\s@<>"(),;:]+/g;
const digitsAlone = /^[\s\d()+./#\p{Pd}]+$/u;

function soughtDigits(written: string): Sought | null {
	if (!digitsAlone.test(written)) return null;
	const digits = written.replace(/\D/g, '');
	if (digits.length < 2) return null;
	const key = digits.length > 10 && /^(91|0)/.test(digits) ? phoneKey(digits) : digitsKey(digits);
	return { keys: [key], mails: [], last: key, beginnings: [key], digits: key.slice(1) };
}

/** Telephones and numbers among words, whatever their spacing, and other digits. */
function digitsWithin(written: string): string[] {
	const whole = [...phonesIn(written).map(phoneKey), ...numbersIn(written).map(digitsKey)];
	const runs = (written.match(digitRun) ?? []).filter((run) => !whole.some((key) => key.includes(run)));
	return [...whole, ...runs.map(digitsKey)];
}

/** The words that tell something; all of them where none does. */
function telling(written: string): Token[] {
	const tokens = tokensOf(written);
	const found = tokens.filter((token) => !isCommon(token));
	return (found.length ? found : tokens).slice(0, WORDS_LIMIT);
}

/** What the words of a search mean; null where they mean nothing. Words of every text count only where all are such. */
export function soughtIn(text: string): Sought | null {
	const written = western(text.normalize('NFC')).trim();
	const digits = soughtDigits(written);
	if (digits) return digits;
	const mails = (written.match(mailAddress) ?? []).slice(0, WORDS_LIMIT);
	const words = telling(written.replace(mailAddress, ' '));
	const keys = [
		...new Set([
			...words.map((token) => keyOf(token).slice(0, KEY_LENGTH)),
			...digitsWithin(written.replace(mailAddress, ' '))
		])
	].slice(0, WORDS_LIMIT);
	const last = words.at(-1);
	if (!keys.length && !mails.length) return null;
	const beginnings = last
		? [last.sound, last.skeleton].filter(({ length }) => length >= BEGINNING_LENGTH)
		: [];
	return {
		keys,
		mails,
		last: last ? keyOf(last).slice(0, KEY_LENGTH) : null,
		beginnings: [...new Set(beginnings)],
		digits: null
	};
}

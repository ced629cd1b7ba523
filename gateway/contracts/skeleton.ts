import { romanise } from './letters.ts';

/** How much of a text is compared: what a matter is about is said at its beginning. */
const LOOKED_AT = 1500;
const indic = /[\u0900-\u0A7F]/;

/** A word as it was written, how it sounds, and what is left when nobody agrees on its vowels. */
export interface Token {
	word: string;
	/** Consonants with `i` and `u`, the two vowels that spellings keep apart: `pani`, `paani`, ਪਾਣੀ are `pni`. */
	sound: string;
	/** Consonants alone, and that a vowel begins it: `transformer` and ਟਰਾਂਸਫ਼ਾਰਮਰ are `trnsfrmr`. */
	skeleton: string;
}

// In this order: what English spells is brought to how Punjabi and Hindi write the same loanword.
const spellings: [RegExp, string][] = [
	[/(?<=....)(?<!s)s$/g, ''],
	[/[ts]ion/g, 'sn'],
	[/ight/g, 'it'],
	[/(?<=...)age$/, 'aj'],
	[/ph/g, 'f'],
	[/t?ch+/g, 'C'],
	[/ck/g, 'k'],
	[/c(?=[eiy])/g, 's'],
	[/[cq]/g, 'k'],
	[/x/g, 'ks'],
	[/sh/g, 's'],
	[/z/g, 'j'],
	[/w/g, 'v'],
	[/C/g, 'c'],
	[/(?<=.)y/g, 'i'],
	[/e/g, 'i'],
	[/o/g, 'u'],
	[/(?<=.)a/g, '']
];
const spelt = (word: string) => spellings.reduce((text, [from, to]) => text.replace(from, to), word);
const heard = (word: string) => word.replace(/(?<=.)[ay]/g, (letter) => (letter === 'y' ? 'i' : ''));
const single = (word: string) => word.replace(/(.)\1+/g, '$1');

function parse(word: string): Token {
	const sound = single(
		indic.test(word) ? heard(romanise(word)) : spelt(word.normalize('NFD').replace(/\p{M}/gu, ''))
	);
	const skeleton = single(sound.replace(/^[aiu]+/, 'a').replace(/(?<=.)[iu]/g, ''));
	return { word, sound, skeleton };
}

/** The same few thousand words come again and again; what is beyond this many is forgotten. */
const KNOWN_LIMIT = 20_000;
const known = new Map<string, Token>();
function tokenOf(word: string): Token {
	const before = known.get(word);
	if (before) return before;
	if (known.size >= KNOWN_LIMIT) known.clear();
	const token = parse(word);
	known.set(word, token);
	return token;
}

/** `F.I.R.` and ਐੱਫ.ਆਈ.ਆਰ. are one word each. */
const abbreviation = /(?<![\p{L}\p{M}])(?:[\p{L}\p{M}]{1,4}\.){2,}[\p{L}\p{M}]{0,4}/gu;

/** The words of a text in any of the three scripts; numbers are no words. `limit`: how many characters are read. */
export function tokensOf(text: string, limit = LOOKED_AT): Token[] {
	const plain = text
		.slice(0, limit)
		.normalize('NFC')
		.toLowerCase()
		.replace(abbreviation, (letters) => letters.replaceAll('.', ''));
	return (plain.match(/[\p{L}\p{M}]+/gu) ?? []).map(tokenOf).filter(({ sound }) => sound !== '');
}

/** One Latin text for all spellings and scripts, to be compared and never to be read. */
export const normalise = (text: string): string =>
	tokensOf(text)
		.map(({ skeleton }) => skeleton)
		.join(' ');

/** Below this many consonants words that have nothing to do with each other share a skeleton. */
const TELLING_LENGTH = 4;

/** What the same words have in common and others do not: a key to find them by. */
export const keyOf = ({ sound, skeleton }: Token): string =>
	skeleton.length >= TELLING_LENGTH ? skeleton : sound;

/** Whether two words are the same one, however spelt. Short ones must agree in their vowels too. */
export const sameWord = (one: Token, other: Token): boolean =>
	one.sound === other.sound || (one.skeleton === other.skeleton && one.skeleton.length >= TELLING_LENGTH);

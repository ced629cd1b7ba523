import { tokensOf, type Token } from '#contracts/skeleton.ts';
import type { Names } from '#contracts/words.ts';

export interface Choice {
	value: string;
	names: Names;
	/** Shown small beside the name. */
	aside?: string;
	keywords?: readonly string[];
}

const fold = (text: string) => text.normalize('NFC').toLowerCase().trim();

/** Below this many consonants beginnings sound alike that have nothing to do with each other. */
const telling_length = 3;
/** Whether a word begins as what was typed sounds, however spelt and in whatever script. */
const begins = (word: Token, typed: Token) =>
	(typed.sound.length > 1 && word.sound.startsWith(typed.sound)) ||
	(typed.skeleton.length >= telling_length && word.skeleton.startsWith(typed.skeleton));

const sounds = (texts: readonly string[], typed: readonly Token[]) => {
	const words = tokensOf(texts.join(' '));
	return typed.length > 0 && typed.every((one) => words.some((word) => begins(word, one)));
};

/**
 * How well a choice answers what was typed: 0 starts with it, 1 a word starts with it, 2 it is somewhere inside,
 * 3 it sounds like it: `pani` finds ਪਾਣੀ.
 */
const rank = ({ names, keywords = [] }: Choice, typed: string, heard: readonly Token[]) => {
	const texts = [...Object.values(names), ...keywords].map(fold);
	if (texts.some((text) => text.startsWith(typed))) return 0;
	if (texts.some((text) => text.split(/[\s,/()-]+/).some((word) => word.startsWith(typed)))) return 1;
	const words = typed.split(/\s+/);
	const all = texts.join(' ');
	if (words.every((word) => all.includes(word))) return 2;
	return sounds(texts, heard) ? 3 : null;
};

/** Choices that answer what was typed, in any of the three scripts or romanised, the best first; all when nothing was. */
export function search<C extends Choice>(choices: readonly C[], text: string): C[] {
	const typed = fold(text);
	if (!typed) return [...choices];
	const heard = tokensOf(typed);
	return choices
		.map((choice) => ({ choice, rank: rank(choice, typed, heard) }))
		.filter((found): found is { choice: C; rank: number } => found.rank !== null)
		.sort((a, b) => a.rank - b.rank)
		.map(({ choice }) => choice);
}

import type { Hint } from '#contracts/suggest.ts';
import { readWords } from '#db/lexicon.ts';
import { findPhrase, indexOf, phraseOf } from './phrase.ts';
import { tokensOf, type Token } from '#contracts/skeleton.ts';

const lists = readWords().map(({ kind, code, phrases }) => ({ kind, code, phrases: phrases.map(phraseOf) }));
const common = new Set(
	lists
		.filter(({ kind }) => kind === 'common')
		.flatMap(({ phrases }) => phrases.flat().map(({ sound }) => sound))
);

/** Words of every text, that tell nothing of what it is about. */
export const isCommon = ({ sound }: Token): boolean => common.has(sound);

const WORDS_SHOWN = 5;
const kinds = ['urgent', 'exclusion', 'abuse'] as const;

/** What the words of a text hint at, each with the words that it rests on, as they were written. */
export function hintsOf(tokens: readonly Token[]): Hint[] {
	const index = indexOf(tokens);
	return kinds.flatMap((kind) =>
		lists
			.filter((list) => list.kind === kind)
			.map(({ code, phrases }) => {
				const found = phrases.map((phrase) => findPhrase(tokens, index, phrase));
				return {
					kind,
					code,
					words: [...new Set(found.filter((word) => word !== null))].slice(0, WORDS_SHOWN)
				};
			})
			.filter(({ words }) => words.length > 0)
	);
}

/** `hintsOf` of a text. */
export const hintsIn = (text: string): Hint[] => hintsOf(tokensOf(text));

import { sameWord, tokensOf, type Token } from '#contracts/skeleton.ts';

export type Phrase = readonly Token[];

/** A phrase as it is looked for: its words in order, next to each other. */
export const phraseOf = (text: string): Phrase => tokensOf(text);

/** Words of a text by how they begin, so that a thousand phrases are looked for in one pass. */
export type Index = ReadonlyMap<string, number[]>;
export function indexOf(tokens: readonly Token[]): Index {
	const index = new Map<string, number[]>();
	for (const [at, { skeleton }] of tokens.entries()) {
		const places = index.get(skeleton);
		if (places) places.push(at);
		else index.set(skeleton, [at]);
	}
	return index;
}

/** The phrase as the text writes it, or null where it is not in the text. */
export function findPhrase(tokens: readonly Token[], index: Index, phrase: Phrase): string | null {
	const [first] = phrase;
	if (!first) return null;
	for (const at of index.get(first.skeleton) ?? []) {
		const here = tokens.slice(at, at + phrase.length);
		if (here.length === phrase.length && here.every((token, place) => sameWord(token, phrase[place]!)))
			return here.map(({ word }) => word).join(' ');
	}
	return null;
}

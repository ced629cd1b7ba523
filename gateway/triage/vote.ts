import type { CategorySuggestion } from '#contracts/suggest.ts';
import type { Category } from '#contracts/place.ts';
import type { Near } from '#db/example.ts';
import { findPhrase, indexOf, phraseOf, type Phrase } from './phrase.ts';
import { isCommon } from './hints.ts';
import type { Token } from '#contracts/skeleton.ts';

const SUGGESTED = 3;
const NUMBERS_SHOWN = 5;
/** Below this likeness two texts share little more than their language. */
const ALIKE = 0.25;
/** What a keyword counts beside a neighbour that is all but the same text. */
const KEYWORD_VOTE = 0.35;

interface Ballot {
	department: string;
	votes: number;
	numbers: string[];
	words: string[];
}

interface Keywords {
	category: string;
	department: string;
	phrases: Phrase[];
}

/** The keywords of the taxonomy and its names, ready to be looked for. */
export const keywordsOf = (categories: readonly Category[]): Keywords[] =>
	categories.map(({ code, department, keywords, names }) => ({
		category: code,
		department,
		phrases: [...keywords, ...Object.values(names)].map(phraseOf).filter((phrase) => !phrase.every(isCommon))
	}));

/** Longer phrases tell more than single words, and say it before those that are part of them. */
const weightOf = (phrase: Phrase) => Math.min(phrase.length, 3) ** 1.5;

function countKeywords(
	ballots: Map<string, Ballot>,
	tokens: readonly Token[],
	all: readonly Keywords[]
): void {
	const index = indexOf(tokens);
	for (const { category, department, phrases } of all) {
		const found = phrases
			.map((phrase) => ({ phrase, words: findPhrase(tokens, index, phrase) }))
			.filter((match): match is { phrase: Phrase; words: string } => match.words !== null);
		if (found.length === 0) continue;
		const words = [
			...new Set(found.toSorted((a, b) => b.phrase.length - a.phrase.length).map((match) => match.words))
		];
		const weight = Math.max(...found.map(({ phrase }) => weightOf(phrase))) + Math.log(words.length);
		ballots.set(category, { department, votes: KEYWORD_VOTE * weight, numbers: [], words });
	}
}

/** All neighbours vote; those of other jurisdictions are not named. */
function countNearest(
	ballots: Map<string, Ballot>,
	nearest: readonly Near[],
	shown: ReadonlySet<string>
): void {
	for (const { number, category, department, likeness } of nearest) {
		if (likeness < ALIKE) continue;
		const ballot = ballots.get(category) ?? { department, votes: 0, numbers: [], words: [] };
		// What was decided last says which office answers now.
		ballots.set(category, {
			...ballot,
			votes: ballot.votes + likeness ** 2,
			numbers: shown.has(number) ? [...ballot.numbers, number] : ballot.numbers
		});
	}
}

/** The likeliest categories: settled submissions like this one vote, and so do the taxonomy's keywords. */
export function vote(
	tokens: readonly Token[],
	nearest: readonly Near[],
	{ keywords, shown }: { keywords: readonly Keywords[]; shown: ReadonlySet<string> }
): CategorySuggestion[] {
	const ballots = new Map<string, Ballot>();
	countKeywords(ballots, tokens, keywords);
	// A retired category is learned from no more: nobody can register under it.
	const inUse = new Set(keywords.map(({ category }) => category));
	countNearest(
		ballots,
		nearest.filter(({ category }) => inUse.has(category)),
		shown
	);
	const sum = [...ballots.values()].reduce((total, { votes }) => total + votes, 0);
	return [...ballots]
		.toSorted(([, one], [, other]) => other.votes - one.votes)
		.slice(0, SUGGESTED)
		.map(([category, { department, votes, numbers, words }]) => ({
			category,
			department,
			share: votes / sum,
			reasons: [
				...(numbers.length ? [{ kind: 'like' as const, numbers: numbers.slice(0, NUMBERS_SHOWN) }] : []),
				...(words.length ? [{ kind: 'keyword' as const, words: words.slice(0, NUMBERS_SHOWN) }] : [])
			]
		}));
}

import { readText, saveExample } from '#db/example.ts';
import type { Db } from '#db/sql.ts';
import { isCommon } from './hints.ts';
import { tokensOf, type Token } from '#contracts/skeleton.ts';

const WORDS = 16;

/** The skeleton of a text and those of its words by which others like it are found. */
export function comparable(tokens: readonly Token[]) {
	const telling = tokens.filter((token) => token.skeleton.length > 1 && !isCommon(token));
	return {
		skeleton: tokens.map(({ skeleton }) => skeleton).join(' '),
		words: [...new Set(telling.map(({ skeleton }) => skeleton))].slice(0, WORDS)
	};
}

/** Keeps what was decided of a submission, on the deciding transaction: the next one like it is suggested the same. */
export async function learn(
	db: Db,
	number: string,
	decision: { category: string; department: string; district: string }
): Promise<void> {
	const found = await readText(db, number);
	if (found) await saveExample(db, { number, ...comparable(tokensOf(found.text)), ...decision });
}

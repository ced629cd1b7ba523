import { western } from '#contracts/number.ts';
import type { Piece } from '#contracts/search.ts';
import type { Sought } from '../triage/search-words.ts';
import { keyOf, tokensOf } from '#contracts/skeleton.ts';

const PASSAGE_LENGTH = 240;
/** What is shown before the first word found. */
const LEAD_LENGTH = 60;
const parts = /[\p{L}\p{M}]+|\+?\p{Nd}[\p{Nd}\s()-]*\p{Nd}/gu;
const phoneLength = 10;

/** Whether a word or a group of digits is one of those looked for. `open`: the last one may be a beginning. */
function isSought(part: string, { keys, last, beginnings }: Sought, open: boolean): boolean {
	const begins = (key: string) => open && last !== null && beginnings.some((start) => key.startsWith(start));
	if (/\p{L}/u.test(part))
		return tokensOf(part).some(
			(token) => keys.includes(keyOf(token)) || begins(token.sound) || begins(token.skeleton)
		);
	const digits = western(part).replace(/\D/g, '');
	return [digits, digits.slice(-phoneLength)].some((run) => keys.includes(`#${run}`) || begins(`#${run}`));
}

/** A text in pieces, those that were looked for told apart. */
export function markedText(text: string, sought: Sought | null, open: boolean): Piece[] {
	if (!text) return [];
	if (!sought) return [{ text, found: false }];
	const pieces: Piece[] = [];
	let done = 0;
	for (const { 0: part, index } of text.matchAll(parts)) {
		if (!isSought(part, sought, open)) continue;
		if (index > done) pieces.push({ text: text.slice(done, index), found: false });
		pieces.push({ text: part, found: true });
		done = index + part.length;
	}
	if (done < text.length) pieces.push({ text: text.slice(done), found: false });
	return pieces;
}

const folded = (text: string) => text.replace(/\s+/g, ' ').trim();

/** A word's beginning near this place, so that no word is cut. */
const wordStart = (text: string, near: number) => (near <= 0 ? 0 : text.indexOf(' ', near) + 1);

/** Cuts pieces to a length, the words found kept. */
function cut(pieces: Piece[], length: number): Piece[] {
	const kept: Piece[] = [];
	let left = length;
	for (const piece of pieces) {
		if (left <= 0) break;
		kept.push({ ...piece, text: piece.text.slice(0, left) });
		left -= piece.text.length;
	}
	return kept;
}

/** The part of the first text that has any of the words, from a little before them; without any the first text's beginning. */
export function passageOf(texts: readonly (string | null)[], sought: Sought | null, open: boolean): Piece[] {
	const marked = texts
		.filter((text): text is string => Boolean(text))
		.map((text) => markedText(folded(text), sought, open));
	const best = marked.find((pieces) => pieces.some(({ found }) => found)) ?? marked[0] ?? [];
	const [first, ...rest] = best;
	if (!first || first.found || first.text.length <= LEAD_LENGTH || !rest.length)
		return cut(best, PASSAGE_LENGTH);
	const lead = first.text.slice(wordStart(first.text, first.text.length - LEAD_LENGTH));
	return cut([{ text: `… ${lead}`, found: false }, ...rest], PASSAGE_LENGTH);
}

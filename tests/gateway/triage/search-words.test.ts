import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markedText, passageOf } from '#gateway/find/marks.ts';
import { monthsOf } from '#db/search.ts';
import { soughtIn, wordsOf } from '#gateway/triage/search-words.ts';

test('one word in three scripts and two spellings has one key', () => {
	expect(wordsOf(['ਪਾਣੀ', 'पानी', 'pani', 'PAANI'], [])).toEqual(['pni']);
});

test('words of every text count only where there are no others', () => {
	expect(soughtIn('pani in the')?.keys).toEqual(['pni']);
	expect(soughtIn('the')?.keys).toHaveLength(1);
	expect(soughtIn(' ?! ')).toBeNull();
});

test('digits in any script and spacing are a number or a telephone', () => {
	expect(soughtIn('੨੬-੦੦੦੧੨੩੪-੫')?.digits).toBe('2600012345');
	expect(soughtIn('+91 98765-43210')?.digits).toBe('9876543210');
	expect(soughtIn('gali 12, 98765 43210')?.keys).toEqual(['gli', '#9876543210', '#12']);
});

test('whatever is looked for, a text is told back whole, in pieces', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, words) => {
			const pieces = markedText(text, soughtIn(words), true);
			expect(pieces.map((piece) => piece.text).join('')).toBe(text);
		})
	);
});

test('a passage begins a little before what was found and is never long', () => {
	const text = `${'filler words '.repeat(60)}the pani is dirty ${'and more '.repeat(80)}`;
	const passage = passageOf([text, null], soughtIn('ਪਾਣੀ'), false);
	expect(passage.find(({ found }) => found)?.text).toBe('pani');
	expect(passage[0]!.text).toMatch(/^… (filler|words)/);
	expect(passage.reduce((sum, piece) => sum + piece.text.length, 0)).toBeLessThanOrEqual(240);
});

test('a word too long for the index is found by its beginning, and breaks nothing', () => {
	const [key] = wordsOf(['xyzbdfgk'.repeat(400)], []);
	expect(key).toHaveLength(40);
	expect(soughtIn('xyzbdfgk'.repeat(400))?.keys).toEqual([key]);
});

test('months between two days, over the turn of a year', () => {
	expect(monthsOf({ from: '2026-11-30', to: '2027-02-01' })).toEqual(['t2611', 't2612', 't2701', 't2702']);
	expect(monthsOf({ to: '2027-02-01' })).toEqual([]);
});

import { expect, test } from 'vitest';
import { namedIn, pieces, replaceTrigger, triggerAt } from '#lib/typed-word.ts';

const at = (text: string, signs = '@/') => triggerAt(text, text.length, signs);
const ravi = { id: '2', name: 'Ravi Kumar' };

test('a sign at the beginning of a word asks, with what follows it', () => {
	expect(at('@')).toEqual({ sign: '@', query: '', from: 0 });
	expect(at('ask @Rav')).toEqual({ sign: '@', query: 'Rav', from: 4 });
	expect(at('ask @Ravi K')).toMatchObject({ query: 'Ravi K' });
	expect(at('ਪੁੱਛੋ @ਹਰਪ੍ਰੀ')).toMatchObject({ query: 'ਹਰਪ੍ਰੀ' });
	expect(at('(/need')).toEqual({ sign: '/', query: 'need', from: 1 });
});

test('an address, a path, a date and a finished word ask nothing', () => {
	for (const text of ['ravi@example', '24/11', 'https://x', 'ask @Ravi Kumar today', '@Ravi ', 'none'])
		expect(at(text), text).toBeNull();
	expect(at('/need', '@')).toBeNull();
});

test('what was chosen stands where it was typed', () => {
	const text = 'ask @rav please';
	const typed = triggerAt(text, 8, '@')!;
	expect(replaceTrigger(text, typed, '@Ravi Kumar')).toBe('ask @Ravi Kumar please');
});

test('who is still named is told; a name inside a text is marked, the longest first', () => {
	expect(namedIn('ask @Ravi Kumar', [ravi])).toEqual([ravi]);
	expect(namedIn('ask Ravi Kumar', [ravi])).toEqual([]);
	expect(pieces('to @Ravi Kumar!', [{ id: '1', name: 'Ravi' }, ravi])).toEqual([
		{ text: 'to ', named: false },
		{ text: '@Ravi Kumar', named: true },
		{ text: '!', named: false }
	]);
	expect(pieces('plain', [])).toEqual([{ text: 'plain', named: false }]);
});

import { expect, test } from 'vitest';
import { readWords } from '#db/lexicon.ts';
import { hintsIn } from '#gateway/triage/hints.ts';
import samples from '../../../db/seed/samples.json' with { type: 'json' };

test.for([
	['ਖੰਭੇ ਵਿੱਚ ਕਰੰਟ ਆ ਰਿਹਾ ਹੈ, ਜਾਨ ਦਾ ਖ਼ਤਰਾ', ['urgent life', 'urgent electric']],
	['khambe wich jaan da khatra hai', ['urgent life']],
	['मेरा केस अदालत में चल रहा है', ['exclusion sub_judice']],
	['I want the list under RTI act', ['exclusion rti']],
	['ਮੈਨੂੰ ਸੂਚਨਾ ਦਾ ਅਧਿਕਾਰ ਤਹਿਤ ਜਾਣਕਾਰੀ ਦਿਓ', ['exclusion rti']],
	['ਮੇਰੀ ਬਦਲੀ ਗ਼ਲਤ ਕੀਤੀ', ['exclusion service_matter']],
	['passport nahi mila', ['exclusion wrong_government']],
	['oye haramzada', ['abuse insult']],
	['Street light is out in ward 5', []],
	['ਰਾਤ ਨੂੰ ਲਾਈਟ ਨਹੀਂ', []]
] as const)('%s', ([text, expected]) => {
	expect(hintsIn(text).map(({ kind, code }) => `${kind} ${code}`)).toEqual(expected);
});

test('a hint names the words that it rests on as they were written', () => {
	expect(hintsIn('Jaan da KHATRA! ਤੁਰੰਤ ਆਓ')).toEqual([
		{ kind: 'urgent', code: 'life', words: ['jaan da khatra'] },
		{ kind: 'urgent', code: 'soon', words: ['ਤੁਰੰਤ'] }
	]);
});

test('every list has a kind that is known, a code, and words in every script', () => {
	for (const { kind, code, phrases } of readWords()) {
		expect(['urgent', 'exclusion', 'abuse', 'common']).toContain(kind);
		expect(code).toMatch(/^[a-z_]+$/);
		expect(new Set(phrases), code).toHaveLength(phrases.length);
		if (kind === 'common') continue;
		for (const script of [/\p{Script=Gurmukhi}/u, /\p{Script=Devanagari}/u, /[a-z]/])
			expect(phrases.join(' '), code).toMatch(script);
	}
});

test('ordinary complaints are not called out of scope or abusive', () => {
	const called = samples.flatMap(({ text }) => hintsIn(text).filter(({ kind }) => kind !== 'urgent'));
	expect(called).toEqual([]);
});

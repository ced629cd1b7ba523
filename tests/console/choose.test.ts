import { expect, test } from 'vitest';
import { search, type Choice } from '#lib/choose.ts';

const water: Choice = {
	value: 'water',
	names: { en: 'No drinking water', pa: 'ਪੀਣ ਵਾਲਾ ਪਾਣੀ ਨਹੀਂ', hi: 'पीने का पानी नहीं' },
	keywords: ['tap', 'nal']
};
const sewer: Choice = {
	value: 'sewer',
	names: { en: 'Sewer water overflow', pa: 'ਸੀਵਰੇਜ ਦਾ ਪਾਣੀ', hi: 'सीवर का पानी' }
};
const light: Choice = { value: 'light', names: { en: 'Street light', pa: 'ਗਲੀ ਦੀ ਬੱਤੀ', hi: 'सड़क की बत्ती' } };
const all = [water, sewer, light];
const found = (text: string) => search(all, text).map(({ value }) => value);

test('nothing typed offers everything in its order', () => {
	expect(found('  ')).toEqual(['water', 'sewer', 'light']);
});

test('a choice is found in each script and by its keywords', () => {
	expect(found('ਬੱਤੀ')).toEqual(['light']);
	expect(found('बत्ती')).toEqual(['light']);
	expect(found('LIGHT')).toEqual(['light']);
	expect(found('nal')).toEqual(['water']);
});

test('what starts with the typed text comes before what only contains it', () => {
	expect(found('ਪਾਣੀ')).toEqual(['water', 'sewer']);
	expect(found('s')[0]).toBe('sewer');
});

test('words are found in any order, decomposed letters too', () => {
	expect(found('water drinking')).toEqual(['water']);
	expect(found('सड़क'.normalize('NFD'))).toEqual(['light']);
});

test('what is nowhere is not offered', () => {
	expect(found('pension')).toEqual([]);
});

test('romanised Punjabi and Hindi find what is written in their own scripts', () => {
	expect(found('paani')).toEqual(['water', 'sewer']);
	expect(found('pani nahi')).toEqual(['water']);
	expect(found('gali di batti')).toEqual(['light']);
	expect(found('sadak')).toEqual(['light']);
	expect(found('xyz')).toEqual([]);
});

import { expect, test } from 'vitest';
import { normalise, sameWord, tokensOf } from '#contracts/skeleton.ts';

test.for([
	['ਪਾਣੀ', 'पानी', 'pani', 'paani', 'Paanee'],
	['ਬਿਜਲੀ', 'बिजली', 'bijli', 'bijlee'],
	['ਕੂੜਾ', 'कूड़ा', 'kooda', 'kuda'],
	['ਸੜਕ', 'सड़क', 'sadak'],
	['ਮੱਛਰ', 'मच्छर', 'machhar', 'machar'],
	['ਗੰਦਗੀ', 'गंदगी', 'gandgi', 'gandagi'],
	['ਪਿੰਡ', 'pind'],
	['ਟਰਾਂਸਫ਼ਾਰਮਰ', 'ट्रांसफार्मर', 'transformer'],
	['ਪੈਨਸ਼ਨ', 'पेंशन', 'pension'],
	['ਸੀਵਰੇਜ', 'सीवरेज', 'sewerage'],
	['ਸ਼ਿਕਾਇਤ', 'शिकायत', 'shikayat'],
	['ਕੁਨੈਕਸ਼ਨ', 'कनेक्शन', 'connection'],
	['ਪੁਲਿਸ', 'पुलिस', 'police'],
	['ਜ਼ਮੀਨ', 'ज़मीन', 'zameen', 'jamin'],
	['ਸੰਪਤੀ', 'संपत्ति', 'sampatti'],
	['ਨਹੀਂ', 'नहीं', 'nahi']
])('%s is one word in every script and spelling', (words) => {
	expect(new Set(words.map(normalise))).toHaveLength(1);
	expect(normalise(words[0]!)).toMatch(/^[a-z]+$/);
});

test('an abbreviation is one word, digits are none, and nothing is left of nothing', () => {
	expect(tokensOf('F.I.R. ਐੱਫ.ਆਈ.ਆਰ. 26-0001234-5 98765').map(({ word }) => word)).toEqual(['fir', 'ਐੱਫਆਈਆਰ']);
	expect(normalise('')).toBe('');
	expect(normalise('੧੨੩ !? 🙏')).toBe('');
});

test('nukta, its composed letter and the order of signs make no difference', () => {
	for (const text of ['ਸ਼ਿਕਾਇਤ ਗ਼ਲਤ', 'सड़क ज़मीन'])
		expect(normalise(text.normalize('NFD'))).toBe(normalise(text.normalize('NFC')));
});

test('short words that share their consonants are told apart by their vowels', () => {
	const [death, opinion, driver, twin] = ['maut', 'mat', 'ਡਰਾਈਵਰ', 'driver'].map(
		(word) => tokensOf(word)[0]!
	);
	expect(sameWord(death!, opinion!)).toBe(false);
	expect(sameWord(driver!, twin!)).toBe(true);
});

test('a text of any length is compared by its beginning', () => {
	expect(normalise('ਪਾਣੀ '.repeat(100_000)).length).toBeLessThan(1500);
});

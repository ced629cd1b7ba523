import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Language } from '#contracts/words.ts';
import { detectLanguage } from '#gateway/triage/language.ts';

const samples: Record<Language, string[]> = {
	pa: [
		'ਸਾਡੇ ਪਿੰਡ ਵਿੱਚ ਤਿੰਨ ਦਿਨਾਂ ਤੋਂ ਪਾਣੀ ਨਹੀਂ ਆ ਰਿਹਾ',
		'ਸੜਕ ਟੁੱਟੀ ਹੋਈ ਹੈ',
		'ਬਿਜਲੀ',
		'ward 12 ਵਿੱਚ ਸਟਰੀਟ ਲਾਈਟ ਬੰਦ ਹੈ, Ludhiana',
		'ਮੇਰੀ ਪੈਨਸ਼ਨ ਬੰਦ ਹੋ ਗਈ। My ID 4412',
		'sade pind vich paani nahi aa reha',
		'saadi gali vich light nahi haigi kai dina ton',
		'tuhada mulazim paise mangda hai, sadi koi nahi sunda',
		'bijli da bill bahut zyada aaya hai, kirpa karke theek karo ji',
		'mera ration card nahi ban reha, 3 mahine ho gaye ne',
		'patwari kam nahi karda te paise mangda hai',
		'sadak tutti hoi hai te toye paye hoye ne',
		'nali da ganda pani gali vich khada hai',
		'meri maa di pension nahi aayi 6 mahine ton',
		'Sat sri akal ji, sade school vich master nahi aunde',
		'assi kado ton shikayat kar rahe haan koi sunwai nahi hundi',
		'SADE PIND DI SADAK TUTTI PAYI HAI'
	],
	hi: [
		'हमारे गाँव में बिजली नहीं है',
		'सड़क टूटी हुई है',
		'पानी',
		'ward 5 में कूड़ा नहीं उठाया गया, Bathinda',
		'hamare gaon mein bijli nahi hai',
		'mera ration card nahi ban raha hai, kripya madad kijiye',
		'sadak par bahut gaddhe hain aur koi dhyan nahi deta',
		'humare mohalle mein paani nahi aa raha hai',
		'meri pension kab aayegi, char mahine se nahi mili hai',
		'nali ka ganda pani ghar ke andar aata hai',
		'aap log kab karenge, hum kab se shikayat kar rahe hain',
		'police ne meri shikayat nahi likhi aur paise mange',
		'BIJLI KA BILL BAHUT ZYADA AAYA HAI'
	],
	en: [
		'There has been no water in our street since Monday',
		'The road is broken',
		'Street light not working in ward 12',
		'Please help. My pension has stopped.',
		'Garbage has not been collected for two weeks near the bus stand',
		'Complaint against patwari of village Kot Kalan for taking bribe',
		'No electricity since yesterday in pind Rampur',
		'Sewer overflow near bus stand Ludhiana',
		'Dear Sir, I have applied for a caste certificate at the Sewa Kendra but nobody answers',
		'Ambulance did not come'
	]
};

describe.for(Object.entries(samples) as [Language, string[]][])('%s', ([language, texts]) => {
	test.for(texts)('%s', (text) => expect(detectLanguage(text)).toBe(language));
});

test.for(['', '   ', '12345 67890', '???', '😀😀'])('nothing tells the language of "%s"', (text) => {
	expect(detectLanguage(text)).toBe(null);
});

test('a text of any length is looked at for a moment only', () => {
	const begun = performance.now();
	expect(detectLanguage('The road is broken. '.repeat(500_000))).toBe('en');
	expect(performance.now() - begun).toBeLessThan(200);
});

const shipped = join(import.meta.dirname, '../../../db/seed/samples.json');
test('every sample of the lab is told right', () => {
	const all = JSON.parse(readFileSync(shipped, 'utf8')) as { text: string; language: Language }[];
	expect(all.filter(({ text, language }) => detectLanguage(text) !== language)).toEqual([]);
});

import { expect, test } from 'vitest';
import type { Reference } from '#contracts/place.ts';
import { readBack } from '#lib/read-back.ts';
import { blank } from '#lib/registration.ts';

const named = (code: string, en: string, pa: string, hi: string) => ({ code, names: { en, pa, hi } });
const reference: Reference = {
	districts: [{ ...named('36', 'Ludhiana', 'ਲੁਧਿਆਣਾ', 'लुधियाना'), division: 'Patiala' }],
	tehsils: [{ ...named('1', 'Jagraon', 'ਜਗਰਾਉਂ', 'जगराँव'), district: '36' }],
	departments: [named('403', 'Water Supply', 'ਜਲ ਸਪਲਾਈ', 'जल आपूर्ति')],
	categories: [
		{ ...named('water', 'No water', 'ਪਾਣੀ ਨਹੀਂ', 'पानी नहीं'), department: '403', group: 'water', keywords: [] }
	],
	retired: { districts: [], tehsils: [], categories: [], departments: [] }
};
const form = {
	...blank('pa'),
	category: 'water',
	district: '36',
	tehsil: '1',
	place: 'ਕੋਟ',
	summary: 'ਪਾਣੀ ਨਹੀਂ ਆਉਂਦਾ',
	name: 'ਬਲਵਿੰਦਰ ਸਿੰਘ',
	phone: '098765 01100'
};

test('it is said in the language of the citizen, whatever the agent reads', () => {
	const said = readBack(form, reference);
	expect(said[0]).toBe('ਤੁਹਾਡਾ ਨਾਂ ਬਲਵਿੰਦਰ ਸਿੰਘ ਹੈ।');
	expect(said.join('\n')).toContain('ਕੋਟ, ਜਗਰਾਉਂ, ਲੁਧਿਆਣਾ');
	expect(said.join('\n')).toContain('ਜਲ ਸਪਲਾਈ');
	expect(said.join('\n')).not.toMatch(/[A-Za-z]{3}/);
	expect(readBack({ ...form, language: 'hi' }, reference).join('\n')).toContain('पानी नहीं');
});

test('a telephone number is read in groups', () => {
	expect(readBack(form, reference)[1]).toContain(' 98765 01100 ');
	expect(readBack({ ...form, phone: '+442079460958' }, reference)[1]).toContain('+442079460958');
	expect(readBack({ ...form, language: 'en', phone: '' }, reference)[1]).toBe(
		'You have given no telephone number.'
	);
});

test('what was not said is not read, what was is', () => {
	const plain = readBack({ ...form, language: 'en' }, reference);
	const all = readBack(
		{
			...form,
			language: 'en',
			forOther: true,
			aggrievedName: 'Balwant Kaur',
			told: 'both',
			relief: 'Repair the motor',
			earlier: '2600000018',
			sensitive: 'threat',
			contactTime: 'evening'
		},
		reference
	);
	expect(all).toHaveLength(plain.length + 6);
	expect(all.join('\n')).toMatch(
		/Balwant Kaur[^]*Repair the motor[^]*26-0000001-8[^]*few officers[^]*evening/
	);
});

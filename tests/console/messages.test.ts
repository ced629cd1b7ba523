import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const read = async (language: string): Promise<Record<string, string>> =>
	JSON.parse(await readFile(new URL(`../../console/messages/${language}.json`, import.meta.url), 'utf8'));
const [pa, hi, en] = await Promise.all([read('pa'), read('hi'), read('en')]);
const placeholders = (text = '') => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

test('every message is said in all three languages', () => {
	expect(Object.keys(hi).sort()).toEqual(Object.keys(pa).sort());
	expect(Object.keys(en).sort()).toEqual(Object.keys(pa).sort());
	for (const messages of [pa, hi, en])
		for (const [key, text] of Object.entries(messages)) expect(text.trim(), key).not.toBe('');
});

test('a message has the same placeholders in each language', () => {
	for (const key of Object.keys(pa)) {
		expect(placeholders(hi[key]), key).toEqual(placeholders(pa[key]));
		expect(placeholders(en[key]), key).toEqual(placeholders(pa[key]));
	}
});

test('Punjabi is written in Gurmukhi and Hindi in Devanagari', () => {
	for (const [key, text] of Object.entries(pa)) expect(text, key).not.toMatch(/[\u0904-\u0939]/);
	for (const [key, text] of Object.entries(hi)) expect(text, key).not.toMatch(/[\u0a00-\u0a7f]/);
});

import { expect, test as pure } from 'vitest';
import { readSeed, seed } from '#db/seed.ts';
import { createPool } from '#db/sql.ts';
import { readAll } from '#db/reference.ts';
import samples from '../../db/seed/samples.json' with { type: 'json' };
import { test } from '../support/database.ts';

const gurmukhi = /^[\p{Script=Gurmukhi}\p{P}\p{N}\p{M}\s]+$/u;
const devanagari = /^[\p{Script=Devanagari}\p{P}\p{N}\p{M}\s]+$/u;

pure('every place, department and category has its three names, each in its script', () => {
	const files = readSeed();
	expect(Object.fromEntries(Object.entries(files).map(([name, rows]) => [name, rows.length]))).toMatchObject({
		district: 23,
		tehsil: 93,
		department: 54
	});
	for (const rows of Object.values(files))
		for (const { code, name_en, name_pa = '', name_hi = '' } of rows) {
			expect(name_en, code).toMatch(/^[\x20-\x7e]+$/);
			expect(name_pa, code).toMatch(gurmukhi);
			expect(name_hi, code).toMatch(devanagari);
		}
});

pure('each category can be found by words in all scripts', () => {
	const { category } = readSeed();
	expect(category.length).toBeGreaterThan(60);
	for (const { code, keywords = '' } of category) {
		expect(keywords, code).toMatch(/\p{Script=Gurmukhi}/u);
		expect(keywords, code).toMatch(/\p{Script=Devanagari}/u);
		expect(keywords, code).toMatch(/[a-z]/);
	}
});

test('seeding again changes nothing; what left the files is no longer offered', async ({ database }) => {
	const pool = createPool(database.url, 2, () => {});
	const before = await readAll(pool);
	await pool.query(`
		insert into category (code, department, group_code, name_en, name_pa, name_hi, keywords, position)
			values ('gone', '412', 'other', 'Gone', 'ਗਿਆ', 'गया', '{}', 1);
		update district set name_hi = '?' where code = '27'`);
	await Promise.all([seed(pool), seed(pool)]);
	const { retired, ...offered } = await readAll(pool);
	expect({ ...offered, retired: before.retired }).toEqual(before);
	expect(retired.categories).toMatchObject([{ code: 'gone' }]);
	const { rows } = await pool.query(`select active from category where code = 'gone'`);
	expect(rows).toEqual([{ active: false }]);
	await pool.end();
});

pure('the sample grievances name categories and districts that exist, in every script people write', () => {
	const { category, district } = readSeed();
	const codes = new Set([...category, ...district].map(({ code }) => code));
	for (const { text, category: about, district: place } of samples) {
		expect(codes, text).toContain(about);
		expect(codes, text).toContain(place);
	}
	const scripts = [/\p{Script=Gurmukhi}/u, /\p{Script=Devanagari}/u, /[A-Za-z]/];
	for (const script of scripts)
		expect(samples.filter(({ text }) => script.test(text)).length).toBeGreaterThan(20);
});

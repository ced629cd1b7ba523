import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { languages } from '#contracts/words.ts';
import { test as base } from '../gateway/citizens.ts';
import { chromiumPath, launch } from '../support/browser.ts';
import { faultsOn } from '../support/look.ts';

interface Visit {
	/** A page of a new visitor. */
	open(path: string, options?: BrowserContextOptions): Promise<Page>;
}
const test = base.extend<{ $file: { browser: Browser; visit: Visit } }>({
	browser: [
		async ({}, use) => {
			const browser = await launch();
			await use(browser);
			await browser.close();
		},
		{ scope: 'file' }
	],
	visit: [
		async ({ browser, citizens }, use) => {
			const address = await citizens.app.listen({ port: 0, host: '127.0.0.1' });
			await use({
				async open(path, options = {}) {
					const context = await browser.newContext({ baseURL: address, ...options });
					const page = await context.newPage();
					await page.goto(path);
					return page;
				}
			});
		},
		{ scope: 'file' }
	]
});

const small = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;

describe.skipIf(!chromiumPath)('in a browser', { timeout: 60_000 }, () => {
	// Every page as it opens: tests/e2e/pages-public.test.ts.
	test.for(languages)('axe finds nothing where a form has faults in %s', async (language, { visit }) => {
		const page = await visit.open(`/complain?lang=${language}`, small);
		await page.click('button.primary');
		expect(await faultsOn(page)).toEqual([]);
		await page.goto('/track?number=1');
		expect(await faultsOn(page)).toEqual([]);
		await page.context().close();
	});

	test('a complaint is made, mended and tracked without script', async ({ visit, citizens }) => {
		const page = await visit.open('/complain?lang=en', { javaScriptEnabled: false });
		const { names, code } = citizens.reference.districts[3]!;
		await page.getByLabel('Your complaint').fill('No water since Monday');
		await page
			.getByLabel('Add files')
			.setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('note') });
		await page.getByLabel('Mobile number').fill('98765 43210');
		await page.getByLabel('Your name').press('Enter');
		await page.getByRole('heading', { name: 'Please mend this' }).waitFor();
		expect(await page.getByLabel('Your complaint').inputValue()).toBe('No water since Monday');
		expect(await page.getByLabel('note.txt').isChecked()).toBe(true);
		await page.getByRole('button', { name: 'हिन्दी' }).click();
		expect(await page.locator('#text').inputValue()).toBe('No water since Monday');
		await page.getByRole('button', { name: 'English' }).click();
		await page.getByRole('combobox', { name: 'District' }).selectOption({ label: names.en });
		await page.getByLabel('Your name').fill('Harpreet Kaur');
		await page.getByLabel('Your name').press('Enter');
		await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();
		await page.getByRole('link', { name: 'See how it stands' }).click();
		await page.getByRole('heading', { name: 'Waiting to be read' }).waitFor();
		const row = (await citizens.ledger()).at(-1)!;
		expect(JSON.parse(row.raw)).toMatchObject({
			fields: { text: 'No water since Monday', district: code, name: 'Harpreet Kaur' },
			files: [{ name: 'note.txt' }]
		});
		await page.context().close();
	});

	test('with script the tehsils follow the district and the categories a search', async ({
		visit,
		citizens
	}) => {
		const page = await visit.open('/complain?lang=pa');
		const { categories, districts, tehsils } = citizens.reference;
		const district = districts[5]!;
		await page.locator('#district').selectOption(district.code);
		const shown = await page
			.locator('#tehsil option')
			.evaluateAll((options) => options.map((option) => (option as { value?: string }).value));
		expect(shown.filter(Boolean).toSorted()).toEqual(
			tehsils.flatMap((tehsil) => (tehsil.district === district.code ? tehsil.code : [])).toSorted()
		);
		const wanted = categories[7]!;
		await page.locator('input[type=search]').fill(wanted.names.en);
		const found = await page
			.locator('#category option')
			.evaluateAll((options) => options.map((option) => (option as { value?: string }).value));
		expect(found).toContain(wanted.code);
		expect(found.length).toBeLessThan(categories.length / 2);
		await page.context().close();
	});

	test('what was typed is back after a reload, and gone after it was sent', async ({ visit, citizens }) => {
		const page = await visit.open('/complain?lang=en');
		await page.getByLabel('Your complaint').fill('Street light');
		await page.getByLabel('Your name').fill('Asha');
		await page.reload();
		await page.getByText('What you had typed before is back.').waitFor();
		expect(await page.getByLabel('Your name').inputValue()).toBe('Asha');
		await page.locator('#district').selectOption(citizens.reference.districts[0]!.code);
		await page.getByLabel('Mobile number').fill('98765 43210');
		await page.locator('button.primary').click();
		await page.getByRole('heading', { name: 'We have your complaint' }).waitFor();
		await page.goto('/complain');
		expect(await page.getByLabel('Your complaint').inputValue()).toBe('');
		await page.context().close();
	});
});

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedLarge } from '#db/seed-large.ts';
import { createPool } from '#db/sql.ts';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { openHouse, type House } from '../support/house.ts';
import { faultsOn } from '../support/look.ts';

const CASES = 4_000;

describe.skipIf(!chromiumPath)('the dashboard', () => {
	let house: House;
	let browser: Browser;
	let pool: ReturnType<typeof createPool>;
	beforeAll(async () => {
		[house, browser] = await Promise.all([openHouse(), launch()]);
		pool = createPool(house.databaseUrl, 1, () => undefined);
		await seedLarge(house.databaseUrl, CASES, () => undefined);
	}, 120_000);
	afterAll(async () => {
		await pool?.end();
		await browser?.close();
		await house?.close();
	});

	test(
		'a way down from the state to a case, each step an address that can be passed on',
		{ timeout: 120_000 },
		async () => {
			const { page, context, complaints } = await openPage(browser, house.origin, { person: 'viewer' });
			await page.goto('/dashboard?from=2020-01-01');
			const received = page
				.locator('section', { has: page.getByRole('heading', { name: 'Received', exact: true }) })
				.first();
			await received.getByText('4,000').waitFor();
			await page
				.getByRole('link', { name: /^Ludhiana/ })
				.first()
				.click();
			await expect.poll(() => new URL(page.url()).searchParams.get('district')).toBe('36');
			const { rows } = await pool.query(`select count(*)::int as count from grievance where district = '36'`);
			const { count } = rows[0] as { count: number };
			await received.getByText(String(count), { exact: true }).waitFor();

			await page.getByRole('button', { name: 'Category', exact: true }).click();
			await page.getByRole('row', { name: /water/i }).first().getByRole('link').click();
			await expect.poll(() => new URL(page.url()).searchParams.get('category')).toMatch(/water/);
			expect(new URL(page.url()).searchParams.get('from')).toBe('2020-01-01');
			await received.getByRole('link', { name: 'Received' }).click();
			await page.getByRole('heading', { name: 'The cases behind it' }).waitFor();
			const first = page.locator('#cases tbody a').first();
			const number = (await first.textContent())!;
			expect(await faultsOn(page)).toEqual([]);
			await page.reload();
			await page.locator('#cases tbody a', { hasText: number }).waitFor();
			await page.locator('#cases tbody a').first().click();
			await page.waitForURL(/\/cases\/\d{10}/);
			await page.goBack();

			await page.getByLabel('Period').selectOption({ label: 'Last month' });
			await expect.poll(() => new URL(page.url()).searchParams.get('to')).not.toBeNull();
			await page.getByText(/compared with/).waitFor();
			await page.getByRole('button', { name: 'Export' }).click();
			await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click();
			await page.getByText(/^Dashboard · /).waitFor();
			await page.getByRole('link', { name: 'Download' }).waitFor();
			expect(complaints).toEqual([]);
			await context.close();
		}
	);

	test('the month’s report is read by everybody', async () => {
		// It needs no script; axe does.
		for (const script of [false, true]) {
			const { page, context } = await openPage(browser, house.origin, { language: 'en', script });
			await page.goto('/report?lang=en');
			await page.getByRole('heading', { name: /^Grievances in / }).waitFor();
			await page.getByRole('rowheader', { name: 'Ludhiana' }).waitFor();
			expect(await page.getByText('<5').count()).toBeGreaterThan(0);
			if (script) expect(await faultsOn(page)).toEqual([]);
			await context.close();
		}
	});
});

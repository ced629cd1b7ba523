import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { openHouse, type House } from '../support/house.ts';

describe.skipIf(!chromiumPath)('suggestions at the desk', () => {
	let house: House;
	let browser: Browser;
	beforeAll(async () => {
		house = await openHouse();
		browser = await launch();
	});
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});

	test('what is typed suggests a category with its keyword, and Alt 1 takes it over from the field', async () => {
		const { page, complaints, context } = await openPage(browser, house.origin, { person: 'agent' });
		await page.goto('/register');
		await page.getByLabel("The citizen's words").fill('ਸਟਰੀਟ ਲਾਈਟ ਬੰਦ ਹੈ, ਜਾਨ ਦਾ ਖ਼ਤਰਾ ਹੈ');
		const panel = page.getByRole('region', { name: 'Suggestions' });
		const first = panel.getByRole('button', { name: /Street light not working/ });
		await first.waitFor();
		await first.filter({ hasText: 'keyword: ਸਟਰੀਟ ਲਾਈਟ' }).waitFor();
		await panel.filter({ hasText: 'ਜਾਨ ਦਾ ਖ਼ਤਰਾ' }).waitFor();
		await page.keyboard.press('Alt+1');
		await expect.poll(() => first.getAttribute('aria-pressed')).toBe('true');
		expect(complaints).toEqual([]);
		await context.close();
	});
});

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setupCode } from '#gateway/people/set-up.ts';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { openHouse, secret, type House } from '../support/house.ts';
import { faultsOn } from '../support/look.ts';

describe.skipIf(!chromiumPath)('an installation with nobody in it', () => {
	let house: House;
	let browser: Browser;
	beforeAll(async () => {
		house = await openHouse({ SUNWAI_DEMO: 'off' });
		browser = await launch();
	});
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});

	test('leads from the printed address to the first administrator’s steps, by keyboard', async () => {
		const { page, context } = await openPage(browser, house.origin, { language: 'en' });
		await page.goto('/sign-in');
		await page.getByText(/Nobody can sign in here yet/).waitFor();
		await page.goto(`/setup#${setupCode(secret)}`);
		await page.getByLabel('Name').focus();
		await page.keyboard.type('Anita Sharma');
		await page.keyboard.press('Tab');
		await page.keyboard.type('anita@punjab.example');
		await page.keyboard.press('Tab');
		await page.keyboard.type('short');
		await page.keyboard.press('Enter');
		await page.locator('[aria-invalid=true]').waitFor();
		expect(await faultsOn(page)).toEqual([]);
		await page.getByLabel('Password').fill('her own long password');
		await page.keyboard.press('Enter');
		await page.waitForURL('**/admin/start');
		await page.getByText('Bring in your people').waitFor();
		expect(await faultsOn(page)).toEqual([]);
		await page.goto('/queue');
		await page.getByRole('link', { name: 'First steps' }).waitFor();
		await page.goto('/setup');
		await page.getByText('This installation has been set up already.').waitFor();
		await context.close();
	});

	test('the desk is as the person prefers it, on the next machine too', async () => {
		const signIn = async () => {
			const { page, context } = await openPage(browser, house.origin, { language: 'en' });
			await page.goto('/sign-in');
			await page.getByLabel('E-mail').fill('anita@punjab.example');
			await page.getByLabel('Password').fill('her own long password');
			await page.keyboard.press('Enter');
			await page.waitForURL((url) => url.pathname !== '/sign-in');
			return { page, context };
		};
		const one = await signIn();
		await one.page.waitForURL('**/queue');
		await one.page.goto('/account');
		const saved = one.page.waitForResponse(
			(response) => response.url().endsWith('/api/me') && response.request().method() === 'PUT'
		);
		await one.page.getByLabel('Page after signing in').selectOption('Wall');
		await saved;
		const letters = one.page.getByRole('checkbox', { name: /Single letters/ });
		await letters.uncheck();
		await one.page.getByRole('heading', { level: 1 }).click();
		await one.page.keyboard.press('g');
		await one.page.keyboard.press('q');
		await one.page.keyboard.press('Control+k');
		await one.page.getByRole('dialog').getByRole('combobox').waitFor();
		expect(new URL(one.page.url()).pathname).toBe('/account');
		await one.context.close();
		const two = await signIn();
		await two.page.waitForURL('**/wall');
		await two.context.close();
	});
});

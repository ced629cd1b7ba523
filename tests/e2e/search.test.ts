import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { openHouse, type House } from '../support/house.ts';

describe.skipIf(!chromiumPath)('finding by keyboard', () => {
	let house: House;
	let browser: Browser;
	let desk: Page;
	const texts = ['ਸਾਡੇ ਪਿੰਡ ਵਿੱਚ ਪਾਣੀ ਗੰਦਾ ਹੈ', 'गांव में पानी नहीं', 'Street light is out'];

	beforeAll(async () => {
		house = await openHouse();
		browser = await launch();
		({ page: desk } = await openPage(browser, house.origin, { person: 'agent', language: 'en' }));
		await desk.goto('/queue');
		for (const [at, text] of texts.entries()) {
			await house.lab.carrier.sendSms({ via: 'twilio', from: `+91987654330${at}`, text });
			await desk.locator('a[href^="/queue/"]', { hasText: text }).waitFor();
		}
	});
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});

	const results = () => desk.getByRole('list', { name: 'Search' }).getByRole('listitem');
	const current = () => desk.locator('a[aria-current=true]');

	test('the slash leads to it from the queue; Enter, j, k and Enter to what was found', async () => {
		await desk.keyboard.press('/');
		await desk.waitForURL('**/search*');
		const field = desk.getByRole('searchbox');
		await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
		await desk.getByText('Search everything').waitFor();
		await desk.keyboard.type('pani');
		await desk.keyboard.press('Enter');
		await desk.waitForURL('**/search?q=pani');
		await desk.getByText('2 found').waitFor();
		await expect.poll(() => results().locator('mark').allTextContents()).toEqual(['पानी', 'ਪਾਣੀ']);
		await current().filter({ hasText: texts[1]! }).waitFor();
		await desk.keyboard.press('j');
		await current().filter({ hasText: texts[0]! }).waitFor();
		await desk.keyboard.press('Enter');
		await desk.waitForURL(/\/queue\/\d{10}/);
		await desk.goBack();
		await desk.getByText('2 found').waitFor();
	});

	test('filters stand in the address, and finding nothing says so', async () => {
		await desk.goto('/search?q=pani&channel=email');
		await desk.getByText('Nothing was found').waitFor();
		await desk.getByRole('combobox', { name: 'Channel' }).selectOption('sms');
		await desk.waitForURL('**/search?q=pani&channel=sms');
		await desk.getByText('2 found').waitFor();
		await desk.getByRole('button', { name: 'Clear filters' }).click();
		await desk.getByText('Search everything').waitFor();
	});

	test('a pause is enough, and the command bar searches from anywhere', async () => {
		await desk.goto('/search');
		await desk.getByRole('searchbox').fill('street');
		await desk.waitForURL('**/search?q=street');
		await desk.getByText('1 found').waitFor();
		await desk.goto('/account');
		await desk.locator('h1').waitFor();
		await desk.keyboard.press('Control+k');
		await desk.getByRole('dialog').getByRole('combobox').fill('98765 43301');
		await desk.getByRole('option', { name: 'Search for' }).waitFor();
		await desk.keyboard.press('Enter');
		await desk.waitForURL('**/search?q=98765*');
		await results().filter({ hasText: texts[1]! }).waitFor();
	});
});

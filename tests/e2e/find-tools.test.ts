import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { openHouse, type House } from '../support/house.ts';

describe.skipIf(!chromiumPath)('saved views and exports', () => {
	let house: House;
	let browser: Browser;
	let desk: Page;

	beforeAll(async () => {
		house = await openHouse();
		browser = await launch();
		({ page: desk } = await openPage(browser, house.origin, { person: 'supervisor', language: 'en' }));
		await desk.goto('/queue');
		await house.lab.carrier.sendSms({ via: 'twilio', from: '+919876543310', text: 'Orchard road is dug up' });
		await desk.locator('a[href^="/queue/"]', { hasText: 'Orchard' }).waitFor();
	});
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});

	const views = (page: Page) => page.getByRole('list', { name: 'Saved views' });

	test('a view is saved, shared with everybody and opened by another', async () => {
		await desk.goto('/search?q=orchard&channel=sms');
		await desk.getByText('1 found').waitFor();
		await desk.getByRole('button', { name: 'Save view' }).click();
		await desk.getByRole('textbox', { name: 'Name of the view' }).fill('Orchard by SMS');
		await desk.getByRole('button', { name: 'Save', exact: true }).click();
		await views(desk).getByRole('link', { name: 'Orchard by SMS' }).waitFor();
		await desk.getByRole('button', { name: 'Manage views' }).click();
		const shared = desk.getByRole('checkbox', { name: 'Show to everybody' });
		await shared.click();
		await expect.poll(() => shared.isChecked()).toBe(true);
		const { page: other, context } = await openPage(browser, house.origin, {
			person: 'agent',
			language: 'en'
		});
		await other.goto('/queue');
		await views(other).getByRole('link', { name: 'Orchard by SMS' }).click();
		await other.waitForURL('**/search?q=orchard&channel=sms');
		await other.getByText('1 found').waitFor();
		await context.close();
	});

	test('a list is ordered as a file, which waits on its page and is fetched from there', async () => {
		await desk.goto('/search?q=orchard');
		await desk.getByText('1 found').waitFor();
		await desk.getByRole('button', { name: 'Export' }).click();
		await desk.getByRole('radio', { name: /CSV/ }).check();
		await desk.getByRole('dialog').getByRole('button', { name: 'Export' }).click();
		await desk.waitForURL('**/exports');
		const link = desk.getByRole('link', { name: 'Download' });
		await link.waitFor();
		const [download] = await Promise.all([desk.waitForEvent('download'), link.click()]);
		expect(download.suggestedFilename()).toMatch(/^sunwai-search-\d{12}\.csv$/);
		expect(await readFile(await download.path(), 'utf8')).toContain('Orchard road is dug up');
		await desk.getByRole('button', { name: 'Remove' }).click();
		await desk.getByText('No files yet').waitFor();
	});
});

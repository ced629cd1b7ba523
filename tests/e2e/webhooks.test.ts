import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { openHouse, type House } from '../support/house.ts';
import { faultsOn } from '../support/look.ts';

describe.skipIf(!chromiumPath)('webhooks', () => {
	let house: House;
	let browser: Browser;
	beforeAll(async () => {
		[house, browser] = await Promise.all([openHouse(), launch()]);
	});
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});

	test('an administrator subscribes a system, tries the line, sees what it was told and tells it again', async () => {
		const { page, context, complaints } = await openPage(browser, house.origin, { person: 'admin' });
		const { receiver } = house.lab;
		await page.goto('/admin/keys');
		await page.getByRole('link', { name: 'Webhooks' }).click();
		await page.getByRole('button', { name: 'New subscription' }).click();
		await page.getByLabel('System', { exact: true }).fill('Water supply');
		await page.getByLabel('Address', { exact: true }).fill('http://10.0.0.1/');
		await page.getByRole('button', { name: 'Save', exact: true }).click();
		await page.getByText('This leads into a closed network').waitFor();
		expect(await faultsOn(page)).toEqual([]);
		await page.getByLabel('Address', { exact: true }).fill(receiver.url);
		await page.getByLabel('Chosen events').check();
		await page.getByLabel('submission:received').check();
		await page.getByRole('button', { name: 'Save', exact: true }).click();
		const secret = await page.getByRole('dialog', { name: 'Secret' }).locator('code').textContent();
		receiver.trust(secret!);
		await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

		await page.getByRole('link', { name: 'Water supply' }).click();
		receiver.fail(Array.from({ length: 20 }, () => '500' as const));
		await page.getByRole('button', { name: 'Send a test' }).click();
		await page.getByText('500 · It did not take it').waitFor();
		await page.getByRole('button', { name: 'webhook:tried' }).click();
		const dialog = page.getByRole('dialog', { name: 'webhook:tried' });
		await dialog.getByText('on purpose').waitFor();
		expect(await faultsOn(page)).toEqual([]);
		receiver.fail([]);
		await dialog.getByRole('button', { name: 'Tell again' }).click();
		await page.getByRole('cell', { name: 'Taken' }).waitFor();
		expect(new Set(receiver.received.map(({ verified }) => verified))).toEqual(new Set([true]));
		expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);

		await house.lab.carrier.sendSms({ via: 'twilio', from: '+919876543210', text: 'ਪਾਣੀ ਨਹੀਂ ਆਉਂਦਾ' });
		await expect.poll(() => receiver.taken().map(({ type }) => type)).toContain('submission:received');
		await page.reload();
		await page.getByRole('button', { name: 'submission:received' }).waitFor();
		await page.setViewportSize({ width: 390, height: 844 });
		await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
		expect(await faultsOn(page)).toEqual([]);
		await page.getByRole('button', { name: 'Stop', exact: true }).click();
		await page.getByRole('button', { name: 'Go on', exact: true }).waitFor();
		await page.getByRole('button', { name: 'Remove', exact: true }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
		await page.getByText('No system is told yet').waitFor();
		// The browser itself complains of the refused address.
		expect(complaints.filter((one) => !one.includes('400'))).toEqual([]);
		await context.close();
	});

	test('the description of the API is shown by files of our own alone', async () => {
		const { page, context, complaints } = await openPage(browser, house.origin, { person: 'agent' });
		const foreign: string[] = [];
		page.on('request', (request) => {
			if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(house.origin))
				foreign.push(request.url());
		});
		await page.goto('/api-docs/');
		await page.getByRole('heading', { name: 'Sunwai' }).waitFor();
		await page.locator('#operations-tag-open311').click();
		await page.getByText('Where a grievance stands').first().waitFor();
		expect(foreign).toEqual([]);
		expect(complaints).toEqual([]);
		await context.close();
	});
});

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { until } from '../support/gateway.ts';
import { openHouse, type House } from '../support/house.ts';

const phone = '+919812345210';

describe.skipIf(!chromiumPath)('numbers on the desk', () => {
	let house: House;
	let browser: Browser;
	let number: string;

	beforeAll(async () => {
		house = await openHouse();
		browser = await launch();
		await house.lab.carrier.sendSms({ via: 'twilio', from: phone, text: 'The drain is open' });
		const told = await until(() =>
			house.lab.carrier.handset(phone).messages.find(({ direction }) => direction === 'received')
		);
		number = /\d{2}-\d{7}-\d/.exec(told!.text)![0].replaceAll('-', '');
	});
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});

	test('an agent sees the number and is offered nothing', async () => {
		const { page } = await openPage(browser, house.origin, { person: 'agent' });
		await page.goto(`/queue/${number}`);
		await page.getByRole('article').getByText(phone).waitFor();
		expect(await page.getByRole('button', { name: 'Show number and address' }).count()).toBe(0);
	});

	test('an auditor says why by keyboard, sees it, and still sees it after a reload', async () => {
		const { page } = await openPage(browser, house.origin, { person: 'auditor' });
		await page.goto(`/queue/${number}`);
		const original = page.getByRole('article');
		await original.getByText('+91 98xxx xx210').waitFor();
		await page.getByRole('button', { name: 'Show number and address' }).press('Enter');
		const dialog = page.getByRole('dialog');
		const show = dialog.getByRole('button', { name: 'Show', exact: true });
		await dialog.getByRole('radio').and(page.locator(':focus')).waitFor();
		expect(await show.isDisabled()).toBe(true);
		await page.keyboard.press('Space');
		await page.keyboard.press('Tab');
		await page.keyboard.type('Complaint about the agent');
		await page.keyboard.press('Enter');
		await original.getByText(phone).waitFor();
		await original.getByText(/^Shown until \d\d:\d\d/).waitFor();
		await page.reload();
		await original.getByText(/^Shown until \d\d:\d\d/).waitFor();
		await original.getByText(phone).waitFor();
	});
});

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatNumber } from '#contracts/number.ts';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { until } from '../support/gateway.ts';
import { openHouse, type House } from '../support/house.ts';

const phone = '+919812345211';
const text = 'The drain before our house is open';

describe.skipIf(!chromiumPath)('erasing and the audit on the desk', () => {
	let house: House;
	let browser: Browser;
	let number: string;

	beforeAll(async () => {
		house = await openHouse();
		browser = await launch();
		await house.lab.carrier.sendSms({ via: 'twilio', from: phone, text });
		const told = await until(() =>
			house.lab.carrier.handset(phone).messages.find(({ direction }) => direction === 'received')
		);
		number = /\d{2}-\d{7}-\d/.exec(told!.text)![0].replaceAll('-', '');
	});
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});

	test('an administrator sees what goes, types the number, and the words are gone', async () => {
		const { page } = await openPage(browser, house.origin, { person: 'admin' });
		await page.goto(`/queue/${number}`);
		const original = page.getByRole('article');
		await original.getByText(text).waitFor();
		await page.getByRole('button', { name: 'Erase the person' }).press('Enter');
		const dialog = page.getByRole('dialog');
		const erase = dialog.getByRole('button', { name: 'Erase for good' });
		await dialog.getByText(`Not settled yet: ${formatNumber(number)}`).waitFor();
		await dialog.getByLabel('Why it cannot wait').fill('The court gave three days');
		await dialog.getByLabel('Ground').selectOption({ label: 'Order of a court' });
		await dialog.getByLabel('Reference of the request').fill('Order 12 of 3 May');
		expect(await erase.isDisabled()).toBe(true);
		await dialog.getByLabel(/^Type the number/).fill(formatNumber(number));
		await erase.press('Enter');
		await page.getByRole('status').getByText('The person’s data are erased.').waitFor();
		await original.getByText('Erased').waitFor();
		await original.getByText(text).waitFor({ state: 'detached' });
	});

	test('an auditor finds it in the audit and proves the chain', async () => {
		const { page } = await openPage(browser, house.origin, { person: 'auditor' });
		await page.goto('/admin/audit');
		await page.getByRole('combobox', { name: 'Act' }).selectOption({ label: 'Person erased' });
		const erased = page.getByRole('row', { name: /Person erased/ }).filter({ hasText: formatNumber(number) });
		await erased.getByText('Anita Sharma').first().waitFor();
		await page.getByRole('button', { name: 'Verify now' }).press('Enter');
		await page.getByRole('status').getByText('The chain holds').waitFor();
		await page.getByText('Nisha Bansal', { exact: false }).first().waitFor();
	});
});

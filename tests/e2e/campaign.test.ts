import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { openHouse, type House } from '../support/house.ts';

const letter = (name: string) =>
	`All street lights of the lane behind the primary school of our colony have been out for two months, women cannot go home in the evening. Please repair them soon. ${name}`;

describe.skipIf(!chromiumPath)('a campaign, by keyboard alone', () => {
	let house: House;
	let browser: Browser;
	let page: Page;
	let grievance: string;
	beforeAll(async () => {
		house = await openHouse();
		browser = await launch();
		({ page } = await openPage(browser, house.origin, { person: 'agent', language: 'en' }));
	});
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});

	let phones = 0;
	const write = async (name: string) => {
		const from = `+91987653300${phones++}`;
		await house.lab.carrier.sendSms({ via: 'twilio', from, text: letter(name) });
	};
	const row = (name: string) => page.getByRole('link', { name: new RegExp(name) });

	test('those who say the same are chosen and become one grievance', async () => {
		await page.goto('/queue');
		await page.getByRole('heading', { name: 'Queue' }).waitFor();
		for (const name of ['Amarjit', 'Baljit', 'Charanjit']) await write(name);
		for (const name of ['Amarjit', 'Baljit', 'Charanjit']) await row(name).waitFor();
		await page.keyboard.press('Shift+V');
		await page.getByText('3 chosen').waitFor();
		await page.keyboard.press('b');
		const dialog = page.getByRole('dialog', { name: 'Bring together as one · 3 chosen' });
		const summary = dialog.getByRole('textbox', { name: /Summary/ });
		await expect.poll(() => summary.inputValue()).toContain('street lights');
		await dialog.getByRole('textbox', { name: /Name of the campaign/ }).fill('Dark lane behind the school');
		await dialog.getByRole('textbox', { name: /Citizen/ }).fill('Amarjit Kaur');
		await dialog.getByRole('combobox', { name: /District/ }).pressSequentially('ludh');
		await dialog.getByRole('option', { name: 'Ludhiana' }).waitFor();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await dialog.getByRole('button', { name: 'Bring together as one' }).press('Enter');
		const news = await page.getByText(/is a campaign now/).textContent();
		await page.getByRole('status').getByText('2 done, 0 refused').waitFor();
		grievance = /\d{2}-\d{7}-\d/.exec(news ?? '')![0].replaceAll('-', '');
		await page.goto(`/queue/${grievance}`);
		await page.getByRole('heading', { name: /Dark lane behind the school/ }).waitFor();
		await page.getByText('3 people', { exact: true }).waitFor();
		const people = page.getByRole('list', { name: 'Who brings it' }).getByRole('listitem');
		await expect.poll(() => people.count()).toBe(3);
	});

	test('who signed on paper is added from a list, faults named first', async () => {
		await page.goto(`/queue/${grievance}`);
		await page.getByRole('button', { name: 'Add signatories' }).press('Enter');
		const dialog = page.getByRole('dialog', { name: /Add signatories/ });
		const list = dialog.getByRole('textbox', { name: 'The list' });
		await list.fill('Name, Phone, Address\nJasbir Kaur, 12345, Ward 3\nHarnek Singh, 9876543210, Ward 4');
		await dialog.getByRole('button', { name: 'Check' }).press('Enter');
		await dialog.getByText(/Line 2 · Phone/).waitFor();
		await list.fill('Jasbir Kaur, , Ward 3\nHarnek Singh, 9876543210, Ward 4');
		await dialog.getByRole('button', { name: 'Check' }).press('Enter');
		await dialog.getByText('2 people; 0 of them are there already.').waitFor();
		await dialog.getByRole('button', { name: 'Add signatories' }).press('Enter');
		await page.getByText('5 people', { exact: true }).waitFor();
		const people = page.getByRole('list', { name: 'Who brings it' });
		await people.getByText('Harnek Singh').waitFor();
		await page.getByRole('button', { name: 'Remove: Harnek Singh' }).press('Enter');
		await page.getByRole('dialog').getByRole('textbox', { name: /Why/ }).fill('Did not sign');
		await page.keyboard.press('Enter');
		await page.getByText('4 people', { exact: true }).waitFor();
	});

	test('a later arrival is suggested to join, joins by one key, and is taken back', async () => {
		await page.goto('/queue');
		await page.getByRole('heading', { name: 'Queue' }).waitFor();
		await write('Daljit');
		await row('Daljit').press('Enter');
		await page.getByRole('heading', { name: 'Looks like a campaign' }).first().waitFor();
		await page.keyboard.press('c');
		await page.getByRole('timer').waitFor();
		// The hands are in the form now; outside of it a letter is a verb.
		await page.locator('#registration :focus').waitFor();
		await page.keyboard.press('Escape');
		await page.locator('#registration :focus').waitFor({ state: 'detached' });
		await page.getByRole('button', { name: 'Join Dark lane behind the school' }).first().waitFor();
		await page.keyboard.press('b');
		await page.getByText(/Joined the campaign/).waitFor();
		await page.getByRole('status').getByRole('button', { name: 'Undo' }).press('Enter');
		await page.getByRole('timer').waitFor();
	});
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { until } from '../support/gateway.ts';
import { openHouse, type House } from '../support/house.ts';

describe.skipIf(!chromiumPath)('notes between two people', () => {
	let house: House;
	let browser: Browser;
	let writer: Page;
	let reader: Page;
	let number: string;

	beforeAll(async () => {
		house = await openHouse();
		browser = await launch();
		({ page: writer } = await openPage(browser, house.origin, { person: 'agent', language: 'en' }));
		({ page: reader } = await openPage(browser, house.origin, { person: 'agent2', language: 'en' }));
		// The first load of a page is slow; the steps below are not to wait for it.
		await Promise.all([writer.goto('/queue'), reader.goto('/queue')]);
		const from = '+919876513001';
		await house.lab.carrier.sendSms({ via: 'twilio', from, text: 'The hand pump is broken' });
		const told = await until(() =>
			house.lab.carrier.handset(from).messages.find(({ direction }) => direction === 'received')
		);
		number = /\d{2}-\d{7}-\d/.exec(told!.text)![0].replaceAll('-', '');
	});
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});

	const box = () => writer.getByRole('textbox', { name: 'Write a note' });

	test('a colleague is named by keyboard alone, is told at once, and reads it from the list', async () => {
		await reader.getByRole('button', { name: 'For you: 0 unread' }).waitFor();
		await writer.goto(`/queue/${number}`);
		await box().waitFor();
		await writer.keyboard.press('o');
		await writer.locator('textarea:focus').waitFor();
		await writer.keyboard.type('Please look, @rav');
		await writer.getByRole('option', { name: /Ravi Kumar/ }).waitFor();
		await writer.keyboard.press('Enter');
		await until(async () => (await box().inputValue()) === 'Please look, @Ravi Kumar ');
		await writer.keyboard.type('the pump is near you');
		expect(await box().inputValue()).toBe('Please look, @Ravi Kumar the pump is near you');
		await writer.keyboard.press('Control+Enter');
		await writer.locator('b', { hasText: '@Ravi Kumar' }).waitFor();
		await until(async () => (await box().inputValue()) === '');

		await reader.getByRole('status').getByText('Harpreet Kaur on').waitFor();
		await reader.getByRole('button', { name: 'For you: 1 unread' }).waitFor();
		await reader.keyboard.press('g');
		await reader.keyboard.press('n');
		await reader.getByRole('dialog', { name: 'For you' }).waitFor();
		await reader.keyboard.press('Enter');
		await reader.locator('b', { hasText: '@Ravi Kumar' }).waitFor();
		await reader.getByRole('button', { name: 'For you: 0 unread' }).waitFor();
	});

	test('a name and Enter, typed faster than the list comes, name that person and none of an earlier list', async () => {
		const typed = Promise.withResolvers<void>();
		await writer.route('**/people?q=rav', async (route) => {
			await typed.promise;
			await route.continue();
		});
		await box().pressSequentially('@');
		await writer.getByRole('option', { name: /Anita Sharma/ }).waitFor();
		await writer.keyboard.type('rav');
		await writer.keyboard.press('Enter');
		await writer.keyboard.type('has it');
		typed.resolve();
		await until(async () => (await box().inputValue()) === '@Ravi Kumar has it');
		await writer.unrouteAll({ behavior: 'wait' });
		await box().fill('');
	});

	test('what is half written survives a reload', async () => {
		await box().fill('Half a note');
		await writer.getByText(/^Saved \d/).waitFor();
		await writer.reload();
		await until(async () => (await box().inputValue()) === 'Half a note');
	});

	test('a text is inserted by its shortcut; what is not known must be filled in first', async () => {
		await box().fill('');
		await box().pressSequentially('/no-ans');
		await writer.getByRole('option', { name: /no-answer/ }).waitFor();
		await writer.getByRole('button', { name: 'English' }).click();
		await writer.getByRole('option', { name: /^Called/ }).waitFor();
		await writer.keyboard.press('Enter');
		await until(async () => (await box().inputValue()).startsWith('Called {{citizen_name}} on '));
		await writer.getByRole('alert').getByText('Citizen’s name').waitFor();
		const save = writer.getByRole('button', { name: 'Save the note' });
		expect(await save.isDisabled()).toBe(true);
		await box().fill((await box().inputValue()).replace('{{citizen_name}}', 'Kulwinder Kaur'));
		await save.click();
		await writer.getByText(/^Called Kulwinder Kaur on/).waitFor();
	});

	test('a reminder is made by keyboard, and done from the list', async () => {
		await writer.goto(`/queue/${number}`);
		await box().waitFor();
		await writer.keyboard.press('r');
		await writer.locator('dialog input:focus').waitFor();
		await writer.keyboard.type('Ring the engineer');
		await writer.keyboard.press('Enter');
		await writer.getByText(/^You will be reminded/).waitFor();
		await writer.keyboard.press('g');
		await writer.keyboard.press('n');
		const list = writer.getByRole('dialog', { name: 'For you' });
		await list.getByText('Ring the engineer').waitFor();
		await list.getByRole('button', { name: 'Done' }).click();
		await list.getByText('Ring the engineer').waitFor({ state: 'detached' });
		await writer.keyboard.press('Escape');
	});

	test('a withdrawal stays visible to both', async () => {
		writer.on('dialog', (dialog) => void dialog.accept());
		await writer.getByRole('button', { name: 'Withdraw' }).first().click();
		await writer.getByText(/^Withdrawn \d/).waitFor();
		await reader.getByText(/^Withdrawn \d/).waitFor();
		expect(await reader.getByRole('button', { name: 'Withdraw' }).count()).toBe(0);
	});
});

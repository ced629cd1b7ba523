import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { formatNumber } from '#contracts/number.ts';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { until } from '../support/gateway.ts';
import { openHouse, type House } from '../support/house.ts';

describe.skipIf(!chromiumPath)('a supervisor’s board of agents', () => {
	let house: House;
	let browser: Browser;
	let page: Page;
	beforeAll(async () => {
		house = await openHouse();
		browser = await launch();
		({ page } = await openPage(browser, house.origin, { person: 'supervisor', language: 'en' }));
	});
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});

	const card = (name: string) => page.getByRole('listitem', { name, exact: true });
	const free = () => page.getByRole('region', { name: 'With nobody' });
	let phones = 0;
	/** Arrives with nobody; gives its number. */
	async function arrived(text: string) {
		await house.lab.carrier.sendSms({ via: 'twilio', from: `+91987653400${phones++}`, text });
		const find = async () => {
			const answer = await page.request.get(`/api/submissions?state=waiting&q=${encodeURIComponent(text)}`);
			return ((await answer.json()) as { rows: { number: string }[] }).rows[0]?.number;
		};
		return (await until(find)) as string;
	}
	async function reason(words: string) {
		await page.getByRole('dialog').getByRole('textbox', { name: /why/i }).fill(words);
		await page.keyboard.press('Enter');
		await page.getByRole('dialog').waitFor({ state: 'detached' });
	}

	test('shows live who is here and what they hold', async () => {
		await page.goto('/queue');
		await page.getByRole('heading', { name: 'Queue' }).waitFor();
		await page.keyboard.press('g');
		await page.keyboard.press('a');
		await page.getByRole('heading', { name: 'Agents' }).waitFor();
		const number = await arrived('Claimed by an agent');
		await free().getByText(formatNumber(number)).waitFor();
		await card('Harpreet Kaur').getByText('Holds nothing').waitFor();
		const agent = await openPage(browser, house.origin, { person: 'agent', language: 'en' });
		await agent.page.goto(`/queue/${number}`);
		await agent.page.getByRole('button', { name: /^Claim/ }).click();
		await card('Harpreet Kaur').getByText(formatNumber(number)).waitFor();
		await card('Harpreet Kaur').getByText('at the desk').waitFor();
		await card('Harpreet Kaur').getByText('has it open').waitFor();
		await free().getByText(formatNumber(number)).waitFor({ state: 'detached' });
		await agent.page.request.post(`/api/submissions/${number}/dismiss`, { data: { reason: 'test' } });
		await card('Harpreet Kaur').getByText('Holds nothing').waitFor();
		await agent.context.close();
	});

	test('a submission is given by keyboard alone, and taken back to the queue', async () => {
		const number = await arrived('Given by keyboard');
		await page.goto('/agents');
		await free().getByText(formatNumber(number)).waitFor();
		await page.keyboard.press('j');
		await page.keyboard.press('a');
		await page.getByRole('combobox', { name: /to whom/i }).pressSequentially('ravi');
		await page.getByRole('option', { name: /Ravi Kumar/ }).waitFor();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await reason('He knows the village');
		const held = card('Ravi Kumar').getByRole('link', { name: new RegExp(formatNumber(number)) });
		await held.focus();
		await page.keyboard.press('a');
		await page.getByRole('combobox', { name: /to whom/i }).pressSequentially('back');
		await page.getByRole('option', { name: /Back to the queue/ }).waitFor();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await reason('Shift is over');
		await free().getByText(formatNumber(number)).waitFor();
	});

	test('a submission is dragged onto a person; why is asked', async () => {
		const number = await arrived('Given by hand');
		await page.goto('/agents');
		const item = free().getByRole('link', { name: new RegExp(formatNumber(number)) });
		await item.waitFor();
		await item.dragTo(card('Ravi Kumar'));
		await reason('Closest to the place');
		await card('Ravi Kumar').getByText(formatNumber(number)).waitFor();
	});
});

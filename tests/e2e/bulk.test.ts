import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { openHouse, type House } from '../support/house.ts';

/** The focus moves within this. */
const LOOK_MS = 1000;

describe.skipIf(!chromiumPath)('many at once, by keyboard alone', () => {
	let house: House;
	let browser: Browser;
	let page: Page;
	beforeAll(async () => {
		house = await openHouse();
		browser = await launch();
		({ page } = await openPage(browser, house.origin, { person: 'agent', language: 'en' }));
		for (const [at, text] of ['first', 'second', 'third', 'fourth'].entries())
			await house.lab.carrier.sendSms({ via: 'twilio', from: `+9198765320${at}0`, text: `Many ${text}` });
		await page.goto('/queue');
		await page.getByText('Many fourth').waitFor();
		await page.getByText('Many first').waitFor();
	});
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});

	/** The row of this text takes the focus. */
	const standOn = async (text: string) => {
		const focused = page.locator('a:focus', { hasText: text });
		for (let step = 0; step < 10; step++) {
			await page.keyboard.press('j');
			const reached = await focused.waitFor({ timeout: LOOK_MS }).then(
				() => true,
				() => false
			);
			if (reached) return;
		}
		throw new Error(`${text} was not reached`);
	};
	const waiting = async () => {
		const answer = await page.request.get('/api/submissions?state=waiting');
		return ((await answer.json()) as { total: number }).total;
	};
	/** The dialog is open and its first reason can be chosen by a key. */
	const reasonFocused = () =>
		page.getByRole('dialog').getByRole('radio').and(page.locator(':focus')).waitFor();
	const strip = () => page.getByRole('status').filter({ hasText: /Dismiss/ });

	test('rows are chosen, dismissed in the background, and all are taken back', async () => {
		await page.keyboard.press('j');
		await page.keyboard.press('v');
		await page.getByText('1 chosen').waitFor();
		await page.keyboard.press('Shift+J');
		await page.getByText('2 chosen').waitFor();
		await page.keyboard.press('d');
		await page.getByRole('dialog', { name: 'Dismiss · 2 chosen' }).waitFor();
		await reasonFocused();
		await page.keyboard.press('Space');
		await page.getByRole('dialog').getByRole('button', { name: 'Dismiss' }).press('Enter');
		await strip().getByText('2 done, 0 refused').waitFor();
		expect(await waiting()).toBe(2);
		await page.reload();
		await strip().getByText('2 done, 0 refused').waitFor();
		await strip().getByRole('button', { name: 'Undo' }).press('Enter');
		await strip().getByText('2 undone, 0 could not be undone').waitFor();
		expect(await waiting()).toBe(4);
	});

	test('all that match are chosen at once, and Escape chooses none', async () => {
		await page.goto('/queue?q=many');
		await page.getByText('Many first').waitFor();
		await page.keyboard.press('Shift+V');
		await page.getByText('4 chosen').waitFor();
		await page.keyboard.press('Escape');
		await page.getByText('4 chosen').waitFor({ state: 'detached' });
		await standOn('Many second');
		await page.keyboard.press('Space');
		await page.getByText('1 chosen').waitFor();
	});

	test('what was refused is told for each, on a page of its own', async () => {
		const other = await openPage(browser, house.origin, { person: 'agent2', language: 'en' });
		const answer = await other.page.request.get('/api/submissions?state=waiting');
		const [first] = ((await answer.json()) as { rows: { number: string }[] }).rows;
		await other.page.request.post(`/api/submissions/${first!.number}/claim`);
		await other.context.close();
		await page.goto('/queue?q=many');
		await page.getByText('Ravi Kumar').waitFor();
		await page.keyboard.press('Shift+V');
		await page.getByText('4 chosen').waitFor();
		await page.keyboard.press('d');
		await reasonFocused();
		await page.keyboard.press('Space');
		await page.getByRole('dialog').getByRole('button', { name: 'Dismiss' }).press('Enter');
		await strip().getByText('3 done, 1 refused').waitFor();
		await strip().getByRole('link', { name: 'Show' }).press('Enter');
		await page.getByRole('heading', { name: 'Acts on many' }).waitFor();
		const refused = page
			.getByRole('listitem')
			.filter({ hasText: 'refused' })
			.filter({ hasText: 'Ravi Kumar' });
		await refused.first().waitFor();
	});
});

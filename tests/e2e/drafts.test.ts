import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { until } from '../support/gateway.ts';
import { openHouse, type House } from '../support/house.ts';

describe.skipIf(!chromiumPath)('nothing typed is lost', () => {
	let house: House;
	let browser: Browser;
	beforeAll(async () => {
		house = await openHouse();
		browser = await launch();
	});
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});

	/** A matter that the agent has claimed, open before them. */
	async function claimed(text: string) {
		const screen = await openPage(browser, house.origin, { person: 'agent', language: 'en' });
		const { page } = screen;
		await page.goto('/queue');
		await house.lab.carrier.sendSms({ via: 'twilio', from: '+919876543210', text });
		await page.locator('a[href^="/queue/"]', { hasText: text }).click();
		await page.getByRole('button', { name: /^Claim/ }).click();
		await summary(page).and(page.locator(':enabled')).waitFor();
		return { ...screen, path: new URL(page.url()).pathname };
	}
	const summary = (page: Page) => page.getByRole('textbox', { name: /summary/i });
	const saved = (page: Page) => page.getByText(/^Saved \d\d:\d\d$/);

	test('a form survives a reload, and is there on another device', async () => {
		const { page, context, path } = await claimed('Typed on one device');
		await summary(page).fill('What the agent wrote');
		await saved(page).waitFor();
		await page.reload();
		await until(async () => (await summary(page).inputValue()) === 'What the agent wrote');
		const other = await openPage(browser, house.origin, { person: 'agent', language: 'en' });
		await other.page.goto(path);
		await until(async () => (await summary(other.page).inputValue()) === 'What the agent wrote');
		await context.close();
		await other.context.close();
	});

	test('what was typed without a connection is kept here, over a reload, and sent when there is one', async () => {
		const { page, context, path } = await claimed('Typed in the dark');
		await context.route('**/api/drafts/**', (route) => route.abort());
		await summary(page).fill('Written offline');
		await page.getByText(/kept on this device/i).waitFor();
		await page.reload();
		await until(async () => (await summary(page).inputValue()) === 'Written offline');
		await context.unroute('**/api/drafts/**');
		await saved(page).waitFor();
		const subject = `submission:${path.split('/').at(-1)}`;
		const answer = await context.request.get(`/api/drafts/${subject}`);
		expect(await answer.json()).toMatchObject({ draft: { body: { summary: 'Written offline' } } });
		await context.close();
	});

	test('two devices that write at once are told, and the person chooses', async () => {
		const { page, context, path } = await claimed('Typed on two devices');
		const other = await openPage(browser, house.origin, { person: 'agent', language: 'en' });
		await other.page.goto(path);
		await summary(other.page).waitFor();
		await summary(page).fill('From the first');
		await saved(page).waitFor();
		await summary(other.page).fill('From the second');
		const alert = other.page.getByRole('alert');
		await alert.getByText(/also typed on another screen.*This one is newer/).waitFor();
		await alert.getByRole('button', { name: 'Take the other' }).click();
		await until(async () => (await summary(other.page).inputValue()) === 'From the first');
		await summary(page).fill('From the first again');
		await until(async () => {
			const answer = await context.request.get(`/api/drafts/submission:${path.split('/').at(-1)}`);
			return (await answer.json()).draft.revision === 2;
		});
		await summary(other.page).fill('From the second again');
		await alert.getByRole('button', { name: 'Keep this one' }).click();
		await saved(other.page).waitFor();
		await page.reload();
		await until(async () => (await summary(page).inputValue()) === 'From the second again');
		await context.close();
		await other.context.close();
	});

	test('leaving a form that is not sent asks, and the counter’s form is kept', async () => {
		const { page, context } = await openPage(browser, house.origin, { person: 'agent', language: 'en' });
		await page.goto('/register');
		await page.getByRole('textbox', { name: /citizen's words/i }).fill('Told at the counter');
		await saved(page).waitFor();
		let asked = '';
		page.once('dialog', (dialog) => {
			asked = dialog.message();
			void dialog.dismiss();
		});
		await page.keyboard.press('Escape');
		await page.getByRole('link', { name: 'Queue' }).first().click();
		await until(() => asked.includes('not registered yet'));
		expect(new URL(page.url()).pathname).toBe('/register');
		await page.reload();
		const words = page.getByRole('textbox', { name: /citizen's words/i });
		await until(async () => (await words.inputValue()) === 'Told at the counter');
		await context.close();
	});
});

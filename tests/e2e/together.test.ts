import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { until } from '../support/gateway.ts';
import { openHouse, type House } from '../support/house.ts';

describe.skipIf(!chromiumPath)('people who work at one queue', () => {
	let house: House;
	let browser: Browser;
	let database: pg.Client;
	beforeAll(async () => {
		house = await openHouse();
		browser = await launch();
		database = new pg.Client({ connectionString: house.databaseUrl });
		await database.connect();
	});
	afterAll(async () => {
		await database?.end();
		await browser?.close();
		await house?.close();
	});

	async function arrived(text: string): Promise<string> {
		await house.lab.carrier.sendSms({ via: 'twilio', from: '+919876543210', text });
		const find = () => database.query('select number from submission where text = $1', [text]);
		return (await until(async () => (await find()).rows[0]?.number)) as string;
	}
	const open = (person: string) => openPage(browser, house.origin, { person, language: 'en' });
	const summary = (page: Page) => page.getByRole('textbox', { name: /summary/i });
	/** Claims, and waits till the form can be typed into: letters before that are keys of the desk. */
	async function claim(page: Page) {
		await page.getByRole('button', { name: /^Claim/ }).click();
		await until(() => summary(page).isEnabled());
	}

	test('see who looks and who types, in the row and in the submission, till that one leaves', async () => {
		const number = await arrived('Seen by two');
		const [queue, one, two] = [await open('supervisor'), await open('agent'), await open('agent2')];
		await queue.page.goto('/queue');
		await one.page.goto(`/queue/${number}`);
		await two.page.goto(`/queue/${number}`);
		await two.page.getByText('Harpreet Kaur is looking').waitFor();
		await one.page.getByText('Ravi Kumar is looking').waitFor();
		const row = queue.page.locator(`a[href="/queue/${number}"]`);
		await row.getByText('Ravi Kumar is looking').waitFor();
		await claim(one.page);
		const seen = [two.page, row].map((where) => where.getByText('Harpreet Kaur is typing'));
		await until(async () => {
			// Typing is over seconds after the last key: they go on until both have seen it.
			await summary(one.page).press('w');
			return (await Promise.all(seen.map((words) => words.isVisible()))).every(Boolean);
		});
		await one.context.close();
		await row.getByText('Harpreet Kaur is typing').waitFor({ state: 'detached' });
		await row.getByText('Ravi Kumar is looking').waitFor();
		await queue.context.close();
		await two.context.close();
	});

	test('keep a claim while they work, and are told when it ends', async () => {
		const number = await arrived('Worked on for long');
		const { page, context } = await open('agent');
		await page.goto(`/queue/${number}`);
		await claim(page);
		const left = async () =>
			(
				await database.query(
					`select extract(epoch from claimed_until - now()) as left from submission where number = $1`,
					[number]
				)
			).rows[0].left as number;
		await until(async () => (await left()) > 0);
		await database.query(
			`update submission set claimed_until = now() + interval '100 seconds' where number = $1`,
			[number]
		);
		await page.getByText(/Your time ends in 2 min/).waitFor({ state: 'attached' });
		await summary(page).press('End');
		await until(async () => (await left()) > 590);
		await page.getByText(/Your time ends in/).waitFor({ state: 'detached' });
		await context.close();
	});

	test('a supervisor gives a claim to another by keyboard; both are told, and nothing typed is lost', async () => {
		const number = await arrived('Given to another');
		const [loser, winner, boss] = [await open('agent'), await open('agent2'), await open('supervisor')];
		await loser.page.goto(`/queue/${number}`);
		await winner.page.goto('/queue');
		await claim(loser.page);
		await summary(loser.page).fill('Half written');
		await loser.page.getByText(/^Saved \d/).waitFor();
		const { page } = boss;
		await page.goto(`/queue/${number}`);
		await page.getByText(/Harpreet Kaur holds this/).waitFor();
		await page.keyboard.press('a');
		const box = page.getByRole('combobox', { name: /to whom/i });
		await box.pressSequentially('ravi');
		// Visible means nothing here: a list behind the dialog is visible too, so what lies on top is asked.
		const option = page.getByRole('option', { name: /Ravi Kumar/ });
		await option.waitFor();
		const onTop = (element: Element) => {
			const { x, y, width, height } = element.getBoundingClientRect();
			return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
		};
		await until(() => option.evaluate(onTop));
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await page.getByRole('textbox', { name: /why/i }).fill('He knows the village');
		await page.keyboard.press('Enter');
		await winner.page.getByText(/Gurpreet Singh gave you .*: He knows the village/).waitFor();
		await loser.page.getByText(/Gurpreet Singh took .* What you typed is kept/).waitFor();
		await loser.page.getByText(/Ravi Kumar holds this/).waitFor();
		const { rows } = await database.query('select body from draft where subject = $1', [
			`submission:${number}`
		]);
		expect(rows).toMatchObject([{ body: { summary: 'Half written' } }]);
		for (const { context } of [loser, winner, boss]) await context.close();
	});
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatNumber } from '#contracts/number.ts';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { openHouse, type House } from '../support/house.ts';
import { until } from '../support/gateway.ts';

const citizen = '+919876543210';
const numberIn = (text: string) => /\d{2}-\d{7}-\d/.exec(text)?.[0];

describe.skipIf(!chromiumPath)(
	'every channel arrives on an agent’s screen, and the citizen gets a number',
	() => {
		let house: House;
		let browser: Browser;
		let desk: Page;

		beforeAll(async () => {
			house = await openHouse();
			browser = await launch();
			({ page: desk } = await openPage(browser, house.origin, { person: 'agent', language: 'en' }));
			await desk.goto('/queue');
			await desk.getByRole('heading', { level: 1 }).waitFor();
		});
		afterAll(async () => {
			await browser?.close();
			await house?.close();
		});

		/** The row appears by itself: nothing reloads the page. */
		const row = (text: string) => desk.locator('a[href^="/queue/"]', { hasText: text });

		const told = (from: string) =>
			until(() =>
				house.lab.carrier
					.handset(from)
					.messages.filter(({ direction }) => direction === 'received')
					.map(({ text }) => numberIn(text))
					.find(Boolean)
			);

		test.each([
			['twilio', '+919876543211'],
			['vonage-sms', '+919876543212'],
			['vonage-messages', '+919876543213'],
			['smpp', '+919876543214']
		] as const)('an SMS by %s', async (via, from) => {
			const text = `No water in our street, ${via.replaceAll('-', ' ')}`;
			await house.lab.carrier.sendSms({ via, from, text });
			await row(text).waitFor();
			expect(await row(text).getAttribute('href')).toBe(`/queue/${(await told(from))!.replaceAll('-', '')}`);
		});

		test('a mail', async () => {
			const subject = 'Road to the school is broken';
			await house.lab.mailbox.deliver({
				from: 'ravi@citizen.example',
				to: 'grievance@sunwai.example',
				subject,
				text: 'Since the rains nobody can pass.'
			});
			await row(subject).waitFor();
			const answer = await until(() =>
				house.lab.mailbox
					.citizenInbox('ravi@citizen.example')
					.find(({ direction }) => direction === 'received')
			);
			expect(await row(subject).getAttribute('href')).toContain(numberIn(answer!.text)!.replaceAll('-', ''));
		});

		test.each(['ivr-twilio', 'ivr-vonage'])(
			'a call by %s, with its recording playable at the desk',
			async (via) => {
				const from = via === 'ivr-twilio' ? '+919876543220' : '+919876543221';
				const call = await house.lab.telephone.scriptedCall({ via, from }, [
					'press 3',
					'press 1',
					'press 1',
					'press 01',
					'record 2',
					'press 1',
					'hang up'
				]);
				await row(from).waitFor();
				const number = (await row(from).getAttribute('href'))!.split('/').at(-1)!;
				// Read out digit by digit.
				const spoken = call.heard.map((url) => /\/(?:digit[-_])?(\d)\.mp3$/.exec(url)?.[1] ?? '').join('');
				expect(spoken).toContain(number);
				const page = await desk.context().newPage();
				await page.goto(`/queue/${number}`);
				const recording = page.locator('[data-recording]').first();
				await recording.getByRole('button').first().click();
				const heard = () => recording.getByRole('slider').getAttribute('aria-valuenow');
				await expect.poll(async () => Number(await heard())).toBeGreaterThan(0);
				await page.close();
			}
		);

		test('a web form filled in without JavaScript', async () => {
			const { page, context } = await openPage(browser, house.origin, { script: false });
			await page.goto('/complain?lang=en');
			await page.locator('[name=text]').fill('The street light at the bus stand has been out for a month.');
			await page.locator('[name=district]').selectOption({ index: 1 });
			await page.locator('[name=name]').fill('Gurnam Singh');
			await page.locator('[name=phone]').fill('98765 43230');
			await page.locator('button.primary').click();
			await page.waitForURL(/\/complain\/receipt\//);
			const number = numberIn(await page.locator('body').innerText())!;
			await context.close();
			await desk.locator(`a[href="/queue/${number.replaceAll('-', '')}"]`).waitFor();
		});

		test('an agent claims and registers by keyboard alone; another agent sees who holds it', async () => {
			const text = 'Our drain has been blocked for two weeks';
			const { page: other, context } = await openPage(browser, house.origin, {
				person: 'agent2',
				language: 'en'
			});
			await other.goto('/queue');
			await house.lab.carrier.sendSms({ via: 'twilio', from: citizen, text });
			await row(text).waitFor();
			const href = (await row(text).getAttribute('href'))!;
			await desk.keyboard.press('j');
			await expect.poll(() => desk.locator('a[aria-current=true]').count()).toBe(1);
			while ((await desk.locator('a[aria-current=true]').getAttribute('href')) !== href)
				await desk.keyboard.press('j');
			await desk.keyboard.press('c');
			await other.locator(`a[href="${href}"]`, { hasText: 'Harpreet Kaur' }).waitFor();
			await desk.keyboard.press('Enter');
			await desk.waitForURL(`**${href}`);
			await fillForm(desk);
			await desk.keyboard.press('Control+Enter');
			await desk
				.getByText(formatNumber(href.split('/').at(-1)!))
				.first()
				.waitFor();
			// It stays where it is under the other's eyes, and says what became of it.
			await other.locator(`a[href="${href}"]`, { hasText: 'Registered' }).waitFor();
			await context.close();
		});
	}
);

/** Chooses in a box by its first letters. */
async function choose(page: Page, box: RegExp, letters: string): Promise<void> {
	const combo = page.getByRole('combobox', { name: box });
	await combo.fill(letters);
	await page.locator('[role=option]').first().waitFor();
	await combo.press('ArrowDown');
	await combo.press('Enter');
}

/** What an agent adds; the rest is filled in already. */
async function fillForm(page: Page): Promise<void> {
	await choose(page, /category/i, 'drain');
	await choose(page, /district/i, 'ludh');
	await page.getByRole('textbox', { name: /name/i }).fill('Sukhdev Singh');
}

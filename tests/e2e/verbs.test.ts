import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { until } from '../support/gateway.ts';
import { openHouse, type House } from '../support/house.ts';

describe.skipIf(!chromiumPath)('verbs by keyboard alone', () => {
	let house: House;
	let browser: Browser;
	let page: Page;

	beforeAll(async () => {
		house = await openHouse();
		browser = await launch();
		({ page } = await openPage(browser, house.origin, { person: 'agent', language: 'en' }));
	});
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});

	/** Opens what a citizen has just written by SMS, and claims it. */
	async function hold(text: string, from: string) {
		const before = house.lab.carrier.handset(from).messages.length;
		await house.lab.carrier.sendSms({ via: 'twilio', from, text });
		const told = await until(() =>
			house.lab.carrier
				.handset(from)
				.messages.slice(before)
				.find(({ direction }) => direction === 'received')
		);
		const number = /\d{2}-\d{7}-\d/.exec(told!.text)![0].replaceAll('-', '');
		await page.goto(`/queue/${number}`);
		await page.getByRole('button', { name: 'Claim c' }).waitFor();
		await page.keyboard.press('c');
		await page.getByRole('timer').waitFor();
		// The hands are in the form now; outside of it a letter is a verb.
		await page.locator('#registration :focus').waitFor();
		await page.keyboard.press('Escape');
		await page.locator('#registration :focus').waitFor({ state: 'detached' });
		return number;
	}
	const news = (text: string | RegExp) => page.getByRole('status').getByText(text).waitFor();
	const stateOf = async (number: string) => {
		const answer = await page.request.get(`/api/submissions/${number}`);
		return ((await answer.json()) as { submission: { state: string; flags: string[] } }).submission;
	};

	test('a dismissal is taken back from its news, and the agent holds it again', async () => {
		const number = await hold('Dismissed and taken back', '+919876511001');
		await page.keyboard.press('d');
		await page.getByRole('dialog').getByRole('radio').and(page.locator(':focus')).waitFor();
		await page.keyboard.press('Space');
		await page.getByRole('dialog').getByRole('button', { name: 'Dismiss' }).press('Enter');
		await news('The submission is dismissed.');
		await page.getByRole('status').getByRole('button', { name: 'Undo' }).press('Enter');
		await page.getByRole('timer').waitFor();
		expect(await stateOf(number)).toMatchObject({ state: 'waiting', claimedByName: expect.any(String) });
	});

	test('spam is dismissed by the key right after the claim, and restored by its key with a reason', async () => {
		const number = await hold('Cheap loans', '+919876511004');
		await page.keyboard.press('s');
		await page.getByRole('dialog', { name: 'Spam' }).getByRole('button', { name: 'Spam' }).press('Enter');
		await news('Dismissed as spam.');
		await page.getByRole('button', { name: 'Restore u' }).waitFor();
		await page.keyboard.press('u');
		await page.getByRole('dialog', { name: 'Restore' }).getByRole('textbox', { name: /Why/ }).waitFor();
		await page.keyboard.type('It is a complaint after all');
		await page.keyboard.press('Enter');
		await news('It waits in the queue again.');
		await page.getByRole('button', { name: 'Claim c' }).waitFor();
		expect(await stateOf(number)).toMatchObject({ state: 'waiting' });
	});

	test('an answer read before the claim and given after it does not take the claim off the screen', async () => {
		await house.lab.carrier.sendSms({ via: 'twilio', from: '+919876511005', text: 'Read late' });
		const find = async () => {
			const answer = await page.request.get('/api/submissions?state=waiting&q=read+late');
			return ((await answer.json()) as { rows: { number: string }[] }).rows[0]?.number;
		};
		const number = (await until(find)) as string;
		let reads = 0;
		let held = false;
		const claimed = Promise.withResolvers<void>();
		await page.route(`**/api/submissions/${number}`, async (route) => {
			const answer = await route.fetch();
			// The page reads once to show it and once more when it has joined the live room.
			if ((reads += 1) === 2) {
				held = true;
				await claimed.promise;
			}
			await route.fulfill({ response: answer });
		});
		await page.goto(`/queue/${number}`);
		await page.getByRole('button', { name: 'Claim c' }).waitFor();
		await until(() => held);
		await page.keyboard.press('c');
		await page.getByRole('timer').waitFor();
		claimed.resolve();
		await until(() => reads >= 4);
		await page.locator('#registration :focus').waitFor();
		await page.keyboard.press('Escape');
		await page.locator('#registration :focus').waitFor({ state: 'detached' });
		await page.keyboard.press('s');
		await page.getByRole('dialog', { name: 'Spam' }).waitFor();
		await page.keyboard.press('Escape');
		// What is still on its way is answered first.
		await page.unrouteAll({ behavior: 'wait' });
	});

	test('a case is marked sensitive with a reason, and only who sees such cases takes the mark away', async () => {
		const number = await hold('A teacher beats the children', '+919876511008');
		const data = {
			category: 'street-light',
			district: '27',
			summary: 'A teacher beats the children',
			citizen: { name: 'Kulwinder Kaur', language: 'pa' }
		};
		await page.request.post(`/api/submissions/${number}/register`, { data });
		await page.getByRole('button', { name: 'Mark as sensitive' }).press('Enter');
		const dialog = page.getByRole('dialog', { name: 'Mark as sensitive' });
		await dialog.getByLabel('Sensitive').selectOption('About a child');
		expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
		await dialog.getByRole('textbox', { name: /Why/ }).fill('It names a child');
		await page.keyboard.press('Enter');
		await news('Marked as sensitive: few see it now.');
		await page.waitForURL(/\/queue$/);

		const boss = await openPage(browser, house.origin, { person: 'supervisor', language: 'en' });
		await boss.page.goto(`/queue/${number}`);
		await boss.page.getByText('Sensitive: About a child').waitFor();
		await boss.page.getByRole('button', { name: 'Change the sensitive mark' }).press('Enter');
		const change = boss.page.getByRole('dialog', { name: 'Change the sensitive mark' });
		await change.getByLabel('Sensitive').selectOption('No');
		await change.getByRole('textbox', { name: /Why/ }).fill('A mistake');
		await boss.page.keyboard.press('Enter');
		await boss.page.getByRole('status').getByText('No longer marked as sensitive.').waitFor();
		await boss.page.getByText('Sensitive: About a child').waitFor({ state: 'detached' });
		await boss.context.close();
	});

	test('two cases are merged from the dialog by number, and parted again by the key', async () => {
		const register = async (text: string, from: string) => {
			const number = await hold(text, from);
			const data = {
				category: 'street-light',
				district: '27',
				summary: text,
				citizen: { name: 'Kulwinder Kaur', language: 'pa' }
			};
			await page.request.post(`/api/submissions/${number}/register`, { data });
			await page.getByRole('button', { name: 'Merge m' }).waitFor();
			return number;
		};
		const older = await register('The lamp is broken', '+919876511006');
		await register('The lamp is broken still', '+919876511007');
		await page.keyboard.press('m');
		await page.getByRole('dialog', { name: 'Merge' }).getByRole('textbox').waitFor();
		await page.keyboard.type(older);
		await page.keyboard.press('Enter');
		await news(/^Merged into \d{2}-\d{7}-\d\.$/);
		await page.getByRole('button', { name: 'Undo the merge u' }).waitFor();
		await page.keyboard.press('u');
		await page
			.getByRole('dialog', { name: 'Undo the merge' })
			.getByRole('textbox', { name: /Why/ })
			.waitFor();
		await page.keyboard.type('Two lamps');
		await page.keyboard.press('Enter');
		await news('The merge is undone.');
		await page.getByRole('button', { name: 'Merge m' }).waitFor();
	});

	test('a question and a split are made from the command bar', async () => {
		const number = await hold('Two matters in one', '+919876511003');
		await page.keyboard.press('Control+k');
		await page.keyboard.type('ask');
		await page.keyboard.press('Enter');
		await page.getByRole('dialog').getByRole('button', { name: 'Ask' }).press('Enter');
		await news('The question is on its way.');
		expect((await stateOf(number)).flags).toContain('asked');
		await page.keyboard.press('Control+k');
		await page.keyboard.type('split');
		await page.keyboard.press('Enter');
		await page.keyboard.type('The second matter');
		await page.getByRole('dialog').getByRole('button', { name: 'Split' }).press('Enter');
		await news(/^Split off: \d{2}-\d{7}-\d$/);
	});
});

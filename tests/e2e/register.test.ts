import pg from 'pg';
import pa from '../../console/messages/pa.json' with { type: 'json' };
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samplePicture } from '#adapters/lab/picture.ts';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { until } from '../support/gateway.ts';
import { openHouse, type House } from '../support/house.ts';

/** What a clean telephone complaint may cost beside its words, name and number. */
const KEYSTROKES = 25;

describe.skipIf(!chromiumPath)('the registration form', () => {
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

	const open = (language: 'pa' | 'en' = 'en') =>
		openPage(browser, house.origin, { person: 'agent', language });
	/** Pastes or drops a picture as a person would. */
	const bring = (page: Page, how: 'paste' | 'drop', name: string) =>
		page.evaluate(
			([how, name, bytes]) => {
				const data = new DataTransfer();
				data.items.add(new File([new Uint8Array(bytes)], name, { type: 'image/png' }));
				const usual = { bubbles: true, cancelable: true };
				document.body.dispatchEvent(
					how === 'paste'
						? new ClipboardEvent('paste', { clipboardData: data, ...usual })
						: new DragEvent('drop', { dataTransfer: data, ...usual })
				);
			},
			[how, name, [...samplePicture, name.length]] as const
		);
	const focused = (page: Page, name: string | RegExp) =>
		page.getByRole('textbox', { name }).and(page.locator(':focus')).waitFor();
	const rowOf = async (text: string) =>
		(
			await database.query(
				`select s.channel, s.state, s.sender, s.attachments, g.*, c.name, c.language as answers
					from submission s join grievance g on g.number = s.grievance join citizen c on c.id = g.citizen
					where s.text = $1`,
				[text]
			)
		).rows[0];

	test('a telephone complaint is registered by keyboard alone with few keys', async () => {
		const { page, context, complaints } = await open();
		let strokes = 0;
		const press = async (...keys: string[]) => {
			for (const key of keys) await page.keyboard.press(key);
			strokes += keys.length;
		};
		/** Letters that choose something count, words of the citizen do not. */
		const choose = async (letters: string, name: string) => {
			await press(...letters);
			await page.locator('[role=option][data-highlighted]', { hasText: name }).waitFor();
			await press('Enter');
		};
		await page.goto('/queue');
		await page.getByRole('heading', { level: 1 }).waitFor();
		await press('g', 'r');
		await focused(page, /citizen's words/i);
		const words = 'ਸਟਰੀਟ ਲਾਈਟ ਦੋ ਹਫ਼ਤਿਆਂ ਤੋਂ ਬੰਦ ਹੈ, ਹਨੇਰਾ ਰਹਿੰਦਾ ਹੈ'.normalize();
		await page.keyboard.insertText(words);
		await page.getByRole('button', { name: /Street light not working/ }).waitFor();
		await press('Alt+1');
		await press('Tab', 'Tab');
		await choose('lu', 'Ludhiana');
		await press('Tab');
		await choose('jag', 'Jagraon');
		await press('Tab', 'Tab', 'Tab', 'Tab');
		await focused(page, /^Name/);
		await page.keyboard.insertText('ਬਲਵਿੰਦਰ ਸਿੰਘ');
		await press('Tab');
		await page.keyboard.insertText('98765 21001');
		await press('Control+Enter');
		const dialog = page.getByRole('dialog', { name: 'Read it back to the citizen' });
		await dialog.getByText('ਤੁਹਾਡਾ ਨਾਂ ਬਲਵਿੰਦਰ ਸਿੰਘ ਹੈ।').waitFor();
		await press('Enter');
		await page.getByRole('heading', { name: pa.receipt_title }).waitFor();
		expect(strokes).toBeLessThanOrEqual(KEYSTROKES);
		expect(await rowOf(words)).toMatchObject({
			channel: 'phone',
			state: 'assigned',
			sender: '+919876521001',
			category: 'street-light',
			department: '412',
			district: '36',
			tehsil: '230',
			summary: words,
			language: 'pa',
			name: 'ਬਲਵਿੰਦਰ ਸਿੰਘ',
			answers: 'pa',
			registered_by: 'demo-agent'
		});
		expect(complaints).toEqual([]);
		await context.close();
	});

	test('the reading can be left for the field, and files survive a reload and go along', async () => {
		const { page, context, complaints } = await open();
		await page.goto('/register');
		const words = page.getByRole('textbox', { name: /citizen's words/i });
		await words.fill('Told at the counter, with two photos');
		await page.locator('label', { hasText: 'Walk-in' }).click();
		const files = page.getByRole('list', { name: 'Files that go along' });
		await page.locator('input[type=file]').setInputFiles([
			{ name: 'chosen.png', mimeType: 'image/png', buffer: samplePicture },
			{ name: 'tool.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ\0\0') }
		]);
		await files.getByRole('link', { name: 'chosen.png' }).waitFor();
		await files.getByText('Files of this kind are not taken.').waitFor();
		await bring(page, 'paste', 'pasted.png');
		await files.getByRole('link', { name: 'pasted.png' }).waitFor();
		await bring(page, 'drop', 'dropped.png');
		await files.getByRole('link', { name: 'dropped.png' }).waitFor();
		await files.getByRole('button', { name: 'Remove dropped.png' }).click();
		await files.getByRole('link', { name: 'dropped.png' }).waitFor({ state: 'detached' });
		await page.getByText(/^Saved \d\d:\d\d$/).waitFor();
		await page.reload();
		await until(async () => (await files.getByRole('link').count()) === 2);
		const picture = files.locator('img').first();
		await until(() => picture.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth > 0));
		await page.keyboard.press('Control+Enter');
		const category = page.getByRole('combobox', { name: /Category/ });
		await category.and(page.locator(':focus')).waitFor();
		for (const [box, letters] of [
			[/Category/, 'batti'],
			[/District/, 'amrit']
		] as const) {
			await page.getByRole('combobox', { name: box }).fill(letters);
			await page.locator('[role=option][data-highlighted]').waitFor();
			await page.keyboard.press('Enter');
		}
		const name = page.getByRole('textbox', { name: /^Name/ });
		await name.fill('Sukhdev');
		await page.keyboard.press('Control+Enter');
		const dialog = page.getByRole('dialog', { name: /Read it back/ });
		await dialog.waitFor();
		await page.keyboard.press('Escape');
		await dialog.waitFor({ state: 'detached' });
		await name.and(page.locator(':focus')).waitFor();
		await page.keyboard.type(' Singh');
		await page.keyboard.press('Control+Enter');
		await dialog.getByText(/Sukhdev Singh/).waitFor();
		await page.keyboard.press('Control+Enter');
		await page.getByRole('heading', { name: pa.receipt_title }).waitFor();
		expect(await rowOf('Told at the counter, with two photos')).toMatchObject({
			channel: 'walk_in',
			name: 'Sukhdev Singh',
			attachments: 2
		});
		// The file that was not taken.
		expect(complaints.filter((one) => !one.includes('400'))).toEqual([]);
		await context.close();
	});

	test('after the key that claims the hands are in the form; an SMS is registered without being read to anybody', async () => {
		const { page, context } = await open('pa');
		const text = 'ਗਲੀ ਵਿੱਚ ਕੂੜਾ ਪਿਆ ਹੈ'.normalize();
		await page.goto('/queue');
		await house.lab.carrier.sendSms({ via: 'twilio', from: '+919876521003', text });
		await page.locator('a[href^="/queue/"]', { hasText: text }).click();
		await page.getByRole('button', { name: pa.claim }).first().waitFor();
		await page.keyboard.press('c');
		await page.getByRole('combobox', { name: pa.category }).and(page.locator(':focus')).waitFor();
		await page.keyboard.type('kooda');
		await page.locator('[role=option]').first().waitFor();
		await page.keyboard.press('Enter');
		await page.keyboard.press('Tab');
		await page.keyboard.type('ਲੁਧ');
		await page.locator('[role=option][data-highlighted]', { hasText: 'ਲੁਧਿਆਣਾ' }).waitFor();
		await page.keyboard.press('Enter');
		await page.keyboard.press('Control+Enter');
		// The name is missing: it says so in the language of the agent, and the focus is there.
		const name = page.getByRole('textbox', { name: pa.name, exact: true });
		await name.and(page.locator(':focus')).waitFor();
		await page.getByText(pa.fault_required).waitFor();
		await page.keyboard.type('ਗੁਰਮੀਤ ਕੌਰ');
		await page.keyboard.press('Control+Enter');
		await until(async () => (await rowOf(text)) !== undefined);
		expect(await rowOf(text)).toMatchObject({
			channel: 'sms',
			name: 'ਗੁਰਮੀਤ ਕੌਰ',
			category: expect.stringMatching(/garbage/)
		});
		await context.close();
	});

	test('a box that takes several choices is empty after each', async () => {
		const { page, context } = await openPage(browser, house.origin, { person: 'admin', language: 'en' });
		await page.goto('/admin/people');
		await page.getByRole('button', { name: 'New person' }).click();
		const box = page.getByRole('dialog').getByRole('combobox', { name: /Districts/ });
		await box.fill('ludh');
		await page.locator('[role=option][data-highlighted]', { hasText: 'Ludhiana' }).waitFor();
		await box.press('Enter');
		await page.getByRole('button', { name: 'Remove Ludhiana' }).waitFor();
		await until(async () => (await box.inputValue()) === '');
		await context.close();
	});
});

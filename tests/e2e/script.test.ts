import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { openHouse, type House } from '../support/house.ts';
import { heard } from '../support/helpline.ts';

describe.skipIf(!chromiumPath)('the helpline’s script on screen', () => {
	let house: House;
	let browser: Browser;
	beforeAll(async () => {
		[house, browser] = await Promise.all([openHouse(), launch()]);
	}, 120_000);
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});
	const ring = async (from: string) => {
		const call = house.lab.telephone.placeCall({ via: 'ivr-twilio', from });
		await call.settled();
		return call;
	};

	test(
		'is copied, shows its faults where they are, is published while a call goes on, and rolled back',
		{
			timeout: 120_000
		},
		async () => {
			const { page, context } = await openPage(browser, house.origin, { person: 'admin', language: 'pa' });
			const before = await ring('+919876511111');
			await page.goto('/admin/script');
			await page.getByRole('button', { name: 'ਨਕਲ ਸੋਧੋ' }).click();
			await page.waitForURL(/\/admin\/script\/2/);
			await page.goto('/admin/script/2?step=menu');

			// As data: a key that leads to no step is a fault that stands at the step, in the language of the person.
			await page.getByRole('button', { name: 'ਡੇਟਾ ਵਜੋਂ ਸੋਧੋ' }).click();
			const data = page.getByLabel('menu ਦਾ ਡੇਟਾ');
			const menu = JSON.parse(await data.inputValue());
			await data.fill('{');
			await page.getByRole('button', { name: 'ਸੰਭਾਲੋ' }).click();
			await page.getByRole('alert').getByText('ਇਹ JSON ਪੜ੍ਹਿਆ ਨਹੀਂ ਜਾਂਦਾ').waitFor();
			// Of a wrong shape: the place and what is wrong there.
			await data.fill(JSON.stringify({ ...menu, silent: { ...menu.silent, limit: 'many' } }));
			await page.getByRole('button', { name: 'ਸੰਭਾਲੋ' }).click();
			await page.getByRole('alert').getByText('“silent › limit” ’ਤੇ: ਇਸ ਦੀ ਕਿਸਮ ਗ਼ਲਤ ਹੈ').waitFor();
			await data.fill(JSON.stringify({ ...menu, hangUp: undefined }));
			await page.getByRole('button', { name: 'ਸੰਭਾਲੋ' }).click();
			await page.getByRole('alert').getByText('“hangUp” ’ਤੇ: ਇਹ ਨਹੀਂ ਦਿੱਤਾ ਗਿਆ।').waitFor();
			await data.fill(JSON.stringify({ ...menu, keys: { ...menu.keys, 5: { to: 'nobody' } } }));
			await page.getByRole('button', { name: 'ਸੰਭਾਲੋ' }).click();
			await page.getByText('ਬਟਨ 5: ਕਿਸੇ ਕਦਮ ਤੱਕ ਨਹੀਂ ਲੈ ਜਾਂਦਾ।').waitFor();
			const publish = page.getByRole('button', { name: 'ਲਾਗੂ ਕਰੋ' });
			await expect.poll(() => publish.isDisabled()).toBe(true);
			await page.getByLabel('ਬਟਨ 5: ਇੱਥੇ ਲੈ ਜਾਂਦਾ ਹੈ').selectOption('status');
			await page.getByText('ਕੋਈ ਨੁਕਸ ਨਹੀਂ').waitFor();

			await page.getByRole('button', { name: 'ਸ਼ਬਦ ਬਦਲੋ: menu' }).click();
			await page.getByRole('dialog').getByLabel('English').fill('Press five.');
			await page.getByRole('dialog').getByRole('button', { name: 'ਸੰਭਾਲੋ' }).click();
			await page.getByText('ਆਪਣੇ ਸ਼ਬਦ').waitFor();
			await publish.click();
			await page.getByRole('dialog').getByLabel('ਕਾਰਨ').fill('ਪੰਜ');
			await page.getByRole('dialog').getByRole('button', { name: 'ਲਾਗੂ ਕਰੋ' }).click();
			await page.getByText('ਰੂਪ 2 ਲਾਗੂ ਹੈ।').waitFor();

			const after = await ring('+919876511112');
			await before.press('3');
			await after.press('3');
			expect(heard(before).at(-1)).toBe('en menu');
			expect(heard(after).at(-1)).toBe('say:Press five.');
			await before.hangUp();
			await after.hangUp();

			await page.goto('/admin/script');
			await page.getByRole('button', { name: 'ਇਸ ਰੂਪ ਤੇ ਵਾਪਸ ਜਾਓ' }).click();
			await page.getByRole('dialog').getByLabel('ਕਾਰਨ').fill('ਵਾਪਸ');
			await page.getByRole('dialog').getByRole('button', { name: 'ਇਸ ਰੂਪ ਤੇ ਵਾਪਸ ਜਾਓ' }).click();
			await page.getByText('ਰੂਪ 1 ਲਾਗੂ ਹੈ।').waitFor();
			const back = await ring('+919876511113');
			await back.press('3');
			expect(heard(back).at(-1)).toBe('en menu');
			await back.hangUp();
			await context.close();
		}
	);

	test('is tried out without a call', { timeout: 60_000 }, async () => {
		const { page, context } = await openPage(browser, house.origin, { person: 'supervisor' });
		await page.goto('/admin/script/1');
		await page.getByRole('button', { name: 'Try it out' }).click();
		const dialog = page.getByRole('dialog');
		await dialog.getByLabel('Hours').selectOption('closed');
		await dialog.getByRole('button', { name: 'Ring' }).click();
		for (const keys of ['3', '0', '2']) {
			await dialog.getByLabel('Keys').fill(keys);
			await dialog.getByRole('button', { name: 'Press' }).click();
			await dialog.getByText(`Key ${keys}`, { exact: true }).waitFor();
		}
		await dialog.getByText('Our office is closed at this time.').waitFor();
		await dialog.getByText('Is to be called back').waitFor();
		await dialog.getByText('The call is over').waitFor();
		await expect.poll(() => page.getByRole('button', { name: 'Edit a copy' }).count()).toBe(0);
		await context.close();
	});

	test('follows the hours and the notice that an administrator sets', { timeout: 60_000 }, async () => {
		const { page, context } = await openPage(browser, house.origin, { person: 'admin' });
		await page.goto('/admin/hours');
		await page.getByText('Open now').waitFor();
		await page.getByRole('button', { name: 'Put a notice in force' }).click();
		const dialog = page.getByRole('dialog');
		await dialog.getByLabel('Words in English').fill('Flood warning.');
		await dialog.getByRole('button', { name: 'Put a notice in force' }).click();
		await expect.poll(() => dialog.locator('[aria-invalid=true]').count()).toBe(2);
		await dialog.getByLabel('Words in ਪੰਜਾਬੀ').fill('ਹੜ੍ਹ ਦੀ ਚੇਤਾਵਨੀ।');
		await dialog.getByLabel('Words in हिन्दी').fill('बाढ़ की चेतावनी।');
		await dialog.getByRole('button', { name: 'Put a notice in force' }).click();
		await page.getByText('In force since').waitFor();

		const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
		for (const day of days) await page.getByRole('button', { name: `Remove this time of ${day}` }).click();
		await page.getByRole('button', { name: 'Save' }).click();
		await page.getByText('Closed now').waitFor();
		const call = await house.lab.telephone.scriptedCall({ via: 'ivr-vonage', from: '+919876522222' }, [
			'press 3',
			'press 0',
			'press 2'
		]);
		const said = heard(call);
		expect(said).toContain('say:Flood warning.');
		expect(said.slice(-4)).toEqual(['en closed', 'en away', 'en callback-noted', 'en goodbye']);
		await page.getByRole('button', { name: 'End it' }).click();
		await page.getByText('No notice is in force.').waitFor();
		await context.close();
	});
});

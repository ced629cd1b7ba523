import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { openHouse, type House } from '../support/house.ts';

describe.skipIf(!chromiumPath)('reference data and texts on screen', () => {
	let house: House;
	let browser: Browser;
	let admin: Page;
	let agent: Page;

	beforeAll(async () => {
		house = await openHouse();
		browser = await launch();
		({ page: admin } = await openPage(browser, house.origin, { person: 'admin', language: 'en' }));
		({ page: agent } = await openPage(browser, house.origin, { person: 'agent', language: 'en' }));
		// The first load of a page is slow; the steps below are not to wait for it.
		await Promise.all([admin.goto('/admin/categories'), agent.goto('/register')]);
	});
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});

	test('a category that an administrator adds is there on a screen that was open', async () => {
		const category = agent.getByRole('combobox', { name: /^Category/ });
		await category.waitFor();
		await admin.getByRole('button', { name: 'New category' }).click();
		const dialog = admin.getByRole('dialog');
		await dialog.getByLabel(/^Code/).fill('stray-cattle');
		await dialog.getByLabel('Name (English)').fill('Stray cattle');
		await dialog.getByLabel('Name (ਪੰਜਾਬੀ)').fill('ਅਵਾਰਾ ਪਸ਼ੂ');
		await dialog.getByLabel('Name (हिन्दी)').fill('आवारा पशु');
		await dialog.getByRole('button', { name: 'Save' }).click();
		await dialog.locator('[aria-invalid=true]').first().waitFor();
		await dialog.getByRole('combobox', { name: /^Department/ }).fill('animal');
		await dialog.getByRole('option', { name: 'Animal Husbandry' }).click();
		await dialog.getByRole('button', { name: 'Save' }).click();
		await dialog.waitFor({ state: 'detached' });
		await admin.getByRole('button', { name: 'Stray cattle' }).waitFor();
		await category.fill('ਅਵਾਰਾ');
		await agent.getByRole('option', { name: /Stray cattle/ }).waitFor();
	});

	test('a file of offices names its faults by line, and is then taken whole', async () => {
		await admin.goto('/admin/offices');
		await admin.getByRole('region', { name: 'Offices' }).getByRole('table').waitFor();
		await admin.getByRole('button', { name: 'Import' }).click();
		const choose = (lines: string[]) =>
			admin.locator('input[type=file]').setInputFiles({
				name: 'offices.csv',
				mimeType: 'text/csv',
				buffer: Buffer.from(
					['code,name_en,name_pa,name_hi,level,parent,department,district,tehsil', ...lines].join('\n')
				)
			});
		const head = 'W-HQ,Head office,ਮੁੱਖ ਦਫ਼ਤਰ,मुख्यालय,state,,403,,';
		await choose([head, 'W-36,Ludhiana,ਲੁਧਿਆਣਾ,लुधियाना,district,W-HX,403,36,']);
		await admin.getByText('Line 3').waitFor();
		await choose([head, 'W-36,Ludhiana,ਲੁਧਿਆਣਾ,लुधियाना,district,W-HQ,403,36,']);
		await admin.getByText('No faults. New: 2, changed: 0, as before: 0.').waitFor();
		await admin.getByRole('dialog').getByRole('button', { name: 'Import' }).click();
		await admin.getByText('Done. New: 2, changed: 0, as before: 0.').waitFor();
		await admin.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
		await admin.getByRole('searchbox').fill('W-36');
		await admin.getByRole('link', { name: 'Ludhiana', exact: true }).waitFor();
	});

	test('a text with an unknown field is not kept; one that is kept can be inserted', async () => {
		await admin.goto('/admin/texts');
		await admin.getByRole('button', { name: 'New text' }).click();
		const dialog = admin.getByRole('dialog');
		await dialog.getByLabel(/^Shortcut/).fill('line-man');
		await dialog.getByLabel('ਪੰਜਾਬੀ').fill('ਲਾਈਨਮੈਨ ਆਵੇਗਾ');
		await dialog.getByLabel('हिन्दी').fill('लाइनमैन आएगा');
		await dialog.getByLabel('English').fill('The line man comes, {{citizen}}');
		await dialog.getByText('There is no field: citizen').waitFor();
		await dialog.getByRole('button', { name: 'Save' }).click();
		await dialog.getByText('There is no such field.').waitFor();
		await dialog.getByLabel('English').fill('The line man comes');
		await dialog.getByText(/^Length 18/).waitFor();
		await dialog.getByRole('button', { name: 'Save' }).click();
		await dialog.waitFor({ state: 'detached' });
		await admin.getByRole('button', { name: '/line-man' }).waitFor();
	});

	test('a notice is rewritten, counted while it is typed, and told once it is approved', async () => {
		await admin.goto('/admin/templates');
		await admin.getByRole('button', { name: 'Change: Withdrawn, English' }).click();
		const dialog = admin.getByRole('dialog');
		const text = dialog.getByLabel('Text');
		await text.fill(`{number} {office} ${'x'.repeat(150)}`);
		await dialog.getByText('A name in braces is none of this notice').waitFor();
		await dialog.getByText('Too long').waitFor();
		await expect.poll(() => dialog.getByRole('button', { name: 'Save as draft' }).isDisabled()).toBe(true);
		await text.fill('Complaint {number} is closed for you. -Sunwai');
		await dialog.getByText('Complaint 26-0001234-5 is closed for you. -Sunwai').waitFor();
		await dialog.getByText('Complaint {#var#} is closed for you. -Sunwai').waitFor();
		await dialog.getByText('1 SMS · 15 paise at most').waitFor();
		await dialog.getByLabel('DLT template id').fill('1107000000000000042');
		await dialog.getByRole('button', { name: 'Save as draft' }).click();
		await dialog.getByRole('button', { name: 'Approve and tell from now on' }).click();
		await dialog.waitFor({ state: 'detached' });
		const cell = admin.locator('[data-text="withdrawn sms en"]');
		await cell.getByText('Version 2').waitFor();
		await cell.getByText('DLT 1107000000000000042').waitFor();
	});
});

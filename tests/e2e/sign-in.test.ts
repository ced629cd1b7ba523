import { hashPassword } from 'better-auth/crypto';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { openHouse, type House } from '../support/house.ts';
import { faultsOn } from '../support/look.ts';
import { totp } from '../support/totp.ts';

const password = 'sunwai-demo';

describe.skipIf(!chromiumPath)('sign-in', () => {
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

	const open = async () => (await openPage(browser, house.origin)).page;
	const type = async (page: Page, email: string, secret = password) => {
		await page.getByLabel('E-mail').fill(email);
		await page.getByLabel('Password').fill(secret);
		await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	};

	test('a first password is changed before the desk opens', async () => {
		const hash = await hashPassword('given by the office');
		await database.query(`update access."account" set password = $1 where "userId" = 'demo-agent-2'`, [hash]);
		await database.query(`update access."user" set "mustChangePassword" = true where id = 'demo-agent-2'`);
		const page = await open();
		await page.goto('/sign-in?next=/register');
		await type(page, 'agent2@sunwai.example', 'given by the office');
		await page.getByRole('heading', { level: 1 }).waitFor();
		await page.waitForURL('**/sign-in/first**');
		await page.goto('/queue');
		await page.waitForURL('**/sign-in/first**');
		const inputs = page.locator('input[type=password]');
		await inputs.nth(0).fill('given by the office');
		await inputs.nth(1).fill('short');
		await page.locator('button.primary').click();
		await page.locator('[aria-invalid=true]').waitFor();
		expect(await faultsOn(page)).toEqual([]);
		await inputs.nth(1).fill('one of my own');
		await page.locator('button.primary').click();
		await page.waitForURL('**/queue');
		await page.context().close();
	});

	test('what was typed is still there when an idle session is taken up again', async () => {
		const { page, context } = await openPage(browser, house.origin, { person: 'agent' });
		await page.goto('/register');
		const field = page.locator('main textarea').first();
		await field.fill('Water has not come for three days');
		await database.query(
			`update access."session" set "lastUsedAt" = now() - interval '31 minutes' where "userId" = 'demo-agent'`
		);
		await page.evaluate(() => window.dispatchEvent(new Event('focus')));
		const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
		await dialog.waitFor();
		await page.keyboard.press('Escape');
		expect(await faultsOn(page)).toEqual([]);
		await dialog.getByLabel('Password').fill(password);
		await page.keyboard.press('Enter');
		await dialog.waitFor({ state: 'detached' });
		expect(await field.inputValue()).toBe('Water has not come for three days');
		expect(new URL(page.url()).pathname).toBe('/register');
		await context.close();
	});

	test('the second step is set up with a QR code and asked from then on', async () => {
		const page = await open();
		await page.goto('/sign-in?next=/account');
		await type(page, 'admin@sunwai.example');
		const factor = page.locator('section', { has: page.getByRole('heading', { name: /Second step/ }) });
		await factor.locator('input[type=password]').fill(password);
		await factor.getByRole('button', { name: 'Turn on' }).click();
		await factor.getByRole('img', { name: /QR/ }).waitFor();
		const secret = await factor.locator('code').innerText();
		const uri = `otpauth://totp/Sunwai?secret=${secret}`;
		await factor.getByLabel(/Code from/).fill(totp(uri));
		await factor.getByRole('button', { name: 'Go on' }).click();
		await factor.getByRole('heading', { name: 'Backup codes' }).waitFor();
		await expect.poll(() => factor.getByRole('listitem').count()).toBe(10);
		expect(await faultsOn(page)).toEqual([]);
		await factor.getByRole('button', { name: 'I have kept them' }).click();
		await factor.getByRole('button', { name: 'Turn off' }).waitFor();
		await page.context().clearCookies({ name: /session/ });
		await page.goto('/sign-in');
		await type(page, 'admin@sunwai.example');
		await page.getByLabel(/Code from/).fill(totp(uri));
		expect(await faultsOn(page)).toEqual([]);
		await page.getByRole('button', { name: 'Go on' }).click();
		await page.waitForURL('**/queue');
		await page.context().close();
	});
});

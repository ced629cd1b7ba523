import pg from 'pg';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatNumber } from '#contracts/number.ts';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { until } from '../support/gateway.ts';
import { openHouse, type House } from '../support/house.ts';
import { openLine, type Line } from '../support/line.ts';
import { freePort } from '../support/port.ts';
import { rush } from '../support/rush.ts';

const ARRIVALS_PER_SECOND = 50;
const RUSH_SECONDS = 15;
const CUT_SECONDS = 60;
const STEP_MS = 45_000;
const SHIFT_MS = 360_000;
/** Registered by each agent while it rains. */
const EACH = 4;
const CITIZENS = 300;

const fromCitizen = (nth: number) => `+9198770${String(nth % CITIZENS).padStart(5, '0')}`;

/** Bodies of everything that the gateway told a screen. */
function overhear(page: Page): string[] {
	const told: string[] = [];
	page.on('response', (response) => {
		if (!response.url().includes('/api/')) return;
		void response.text().then(
			(text) => told.push(text),
			() => undefined
		);
	});
	return told;
}

describe.skipIf(!chromiumPath)('a shift of two agents and a supervisor', () => {
	let house: House;
	let line: Line;
	let browser: Browser;
	let database: pg.Client;

	beforeAll(async () => {
		line = await openLine(() => Number(new URL(house.origin).port), await freePort());
		house = await openHouse({ SUNWAI_PUBLIC_ORIGIN: line.origin });
		browser = await launch();
		database = new pg.Client({ connectionString: house.databaseUrl });
		await database.connect();
		// The second agent is skilled in SMS alone: no mail may ever be on their screen.
		await database.query(`update access.staff set channels = '{sms}' where id = 'demo-agent-2'`);
	});
	afterAll(async () => {
		await database?.end();
		await browser?.close();
		await line?.close();
		await house?.close();
	});

	const rows = async <T>(text: string, ...values: unknown[]) =>
		(await database.query(text, values)).rows as T[];
	const count = async (text: string, ...values: unknown[]) =>
		Number((await rows<{ count: string }>(`select count(*) from ${text}`, ...values))[0]?.count);
	async function open(person: string, origin = house.origin) {
		const opened = await openPage(browser, origin, { person, language: 'en' });
		// It rains on the same two cores.
		opened.context.setDefaultTimeout(STEP_MS);
		await opened.page.goto('/queue');
		return opened;
	}
	const summary = (page: Page) => page.getByRole('textbox', { name: /summary/i });
	const ready = (field: Locator) => field.and(field.page().locator(':enabled')).waitFor();
	const shown = (page: Page) => new URL(page.url()).pathname.split('/').at(-1) ?? '';

	/** Takes the next that is free; gives its number. */
	async function takeNext(page: Page): Promise<string> {
		const before = page.url();
		await page.keyboard.press('n');
		await page.waitForURL((url) => url.href !== before && /^\/queue\/\d{10}$/.test(url.pathname));
		await ready(summary(page));
		return shown(page);
	}
	async function choose(page: Page, label: RegExp, typed: string) {
		const box = page.getByRole('combobox', { name: label });
		await box.fill(typed);
		await page.locator('[role=option][data-highlighted]').waitFor();
		await box.press('Enter');
	}
	/** Fills what a submission did not say, and registers it. */
	async function register(page: Page, name: string) {
		await choose(page, /category/i, 'street');
		await choose(page, /^district/i, 'amrits');
		await page.getByRole('textbox', { name: /^name/i }).first().fill(name);
		await page.keyboard.press('Control+Enter');
		await page.getByText(`${formatNumber(shown(page))} is registered as a grievance.`).waitFor();
	}
	async function workThrough(page: Page, name: string, times: number): Promise<string[]> {
		const done: string[] = [];
		for (let nth = 0; nth < times; nth += 1) {
			done.push(await takeNext(page));
			await register(page, name);
		}
		return done;
	}

	test(
		'nothing is lost, nothing is double, and nobody sees what is not theirs',
		async () => {
			const [one, two, boss] = [
				await open('agent'),
				await open('agent2', line.origin),
				await open('supervisor')
			];
			const [heard, mailed] = [overhear(two.page), 'A mail that only the first agent may see'];
			await boss.page.goto('/wall');
			const arriving = rush(ARRIVALS_PER_SECOND, RUSH_SECONDS, (nth) =>
				house.lab.carrier.sendSms({
					via: nth % 2 ? 'twilio' : 'vonage-sms',
					from: fromCitizen(nth),
					text: `Shift ${nth}`
				})
			);
			await house.lab.mailbox.deliver({
				from: 'ravi@citizen.example',
				to: 'grievance@sunwai.example',
				subject: mailed,
				text: mailed
			});
			for (const { page } of [one, two]) await page.locator('a[href^="/queue/"]').first().waitFor();
			const [first, second] = await Promise.all([
				workThrough(one.page, 'Citizen of one', EACH),
				workThrough(two.page, 'Citizen of two', EACH)
			]);
			const answers = await arriving;
			expect(answers.filter(({ accepted }) => !accepted)).toEqual([]);

			// A draft over a reload.
			const reloaded = await takeNext(one.page);
			await summary(one.page).fill('Half of it');
			await one.page.getByText(/^Saved \d/).waitFor();
			await one.page.reload();
			await until(async () => (await summary(one.page).inputValue()) === 'Half of it');
			await summary(one.page).fill('Half of it and the rest');
			await register(one.page, 'Citizen of the draft');

			// A minute without a line, in the middle of typing. It goes on raining.
			const cut = await takeNext(two.page);
			line.cut();
			const meanwhile = rush(ARRIVALS_PER_SECOND, 2, (nth) =>
				house.lab.carrier.sendSms({ via: 'twilio', from: fromCitizen(nth), text: `Cut ${nth}` })
			);
			await summary(two.page).fill('');
			await summary(two.page).pressSequentially('x'.repeat(CUT_SECONDS), {
				delay: 1000,
				timeout: 2 * CUT_SECONDS * 1000
			});
			await two.page.getByText(/kept on this device/i).waitFor();
			line.mend();
			await two.page.getByText(/^Saved \d/).waitFor();
			await register(two.page, 'Citizen of the cut');
			const more = await meanwhile;

			// Two of one citizen become one.
			const [older, younger] = first as [string, string];
			await one.page.goto(`/queue/${younger}`);
			await one.page.getByRole('button', { name: /^Merge/ }).waitFor();
			await one.page.keyboard.press('m');
			await one.page.getByRole('dialog').getByRole('textbox').fill(older);
			await one.page.keyboard.press('Enter');
			await one.page
				.getByRole('status')
				.getByText(/^Merged into/)
				.waitFor();

			const registered = [...first, ...second, reloaded, cut];
			expect(new Set(registered).size).toBe(registered.length);
			expect(
				await rows<{ number: string }>(
					`select number from event where type = 'submission:registered' order by number`
				)
			).toEqual(registered.toSorted().map((number) => ({ number })));
			expect(await count('grievance')).toBe(registered.length);
			expect(await rows('select summary from grievance where number = $1', cut)).toEqual([
				{ summary: 'x'.repeat(CUT_SECONDS) }
			]);
			expect(await rows('select summary from grievance where number = $1', reloaded)).toEqual([
				{ summary: 'Half of it and the rest' }
			]);
			const sent = answers.length + more.length + 1;
			await until(async () => (await count('submission')) >= sent);
			expect(await count('submission')).toBe(sent);
			expect(await count('(select distinct account, external_id from delivery) d')).toBe(
				await count('delivery')
			);
			expect(heard.length).toBeGreaterThan(0);
			expect(heard.filter((text) => text.includes(mailed))).toEqual([]);

			await boss.page.goto('/queue?state=registered');
			await boss.page.getByText(`${registered.length} in all`).waitFor();
			for (const number of registered)
				await boss.page.locator(`a[href="/queue/${number}"]`).waitFor({ state: 'attached' });
			await boss.page.goto('/queue');
			await boss.page.getByText(`${(sent - registered.length).toLocaleString('en-IN')} in all`).waitFor();
			for (const { context, complaints } of [one, boss]) {
				expect(complaints).toEqual([]);
				await context.close();
			}
			await two.context.close();
		},
		SHIFT_MS
	);
});

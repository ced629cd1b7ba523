import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayInIndia, plusDays } from '#contracts/period.ts';
import { chromiumPath, launch, openPage, type Look } from '../support/browser.ts';
import { HERE, reply } from '../support/case.ts';
import { openHouse, type House } from '../support/house.ts';
import { faultsOn } from '../support/look.ts';

const WALK_MS = 120_000;

describe.skipIf(!chromiumPath)('the officers’ desk', () => {
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

	const open = async (look: Look) => (await openPage(browser, house.origin, look)).page;
	/** Takes in and registers what somebody says at the counter; gives its number. */
	async function registered(agent: Page, summary: string): Promise<string> {
		const data = {
			key: randomUUID(),
			channel: 'walk_in',
			text: summary,
			register: {
				...HERE,
				summary,
				citizen: { name: 'Kulwinder Kaur', phone: '+919876522001', language: 'pa' }
			}
		};
		const answer = await agent.request.post('/api/register', {
			multipart: { data: JSON.stringify(data) },
			headers: { origin: house.origin }
		});
		expect(answer.status(), await answer.text()).toBe(200);
		return ((await answer.json()) as { number: string }).number;
	}
	const stateOf = async (page: Page, number: string) =>
		((await (await page.request.get(`/api/cases/${number}`)).json()) as { state: string }).state;
	const becomes = (page: Page, number: string, state: string) =>
		expect.poll(() => stateOf(page, number), { timeout: 20_000 }).toBe(state);

	test(
		'a case comes to its office, is acknowledged and resolved by keys, and its citizen has the last word',
		{ timeout: WALK_MS },
		async () => {
			const [agent, officer] = [await open({ person: 'agent' }), await open({ person: 'officer' })];
			await officer.goto('/cases');
			await officer.getByRole('heading', { level: 1, name: 'Cases' }).waitFor();
			const number = await registered(agent, 'No water in the village since Monday');
			const row = officer.locator(`[data-case="${number}"]`);
			await row.waitFor();
			await officer.keyboard.press('j');
			await row.and(officer.locator(':focus')).waitFor();
			await officer.keyboard.press('Enter');
			await officer.getByText('No water in the village since Monday').first().waitFor();
			expect(await faultsOn(officer)).toEqual([]);

			await officer.locator('[data-verb="acknowledge"]').waitFor();
			await officer.keyboard.press('c');
			await becomes(officer, number, 'in_progress');
			const day = plusDays(dayInIndia(new Date().toISOString()), 3);
			const interim = { reply: 'ਮੋਟਰ ਦੀ ਮੁਰੰਮਤ ਚੱਲ ਰਹੀ ਹੈ।', expectedOn: day };
			const headers = { origin: house.origin };
			await officer.request.post(`/api/cases/${number}/interim`, { data: interim, headers });
			await officer.getByText(interim.reply).waitFor();
			expect(await officer.getByText(/Expected by/).count()).toBe(2);
			await officer.locator('[data-verb="resolve"]').waitFor();
			await officer.keyboard.press('Control+Enter');
			const dialog = officer.getByRole('dialog');
			await dialog.getByRole('radio', { name: 'Fully' }).and(officer.locator(':focus')).waitFor();
			await officer.keyboard.press('Space');
			expect(await faultsOn(officer)).toEqual([]);
			await dialog.getByRole('textbox').fill(reply.en);
			await dialog.getByRole('button', { name: 'Resolve' }).press('Enter');
			await dialog.getByText('Write it in the citizen’s language.').waitFor();
			await dialog.getByRole('textbox').fill(reply.pa);
			await dialog.getByRole('button', { name: 'Resolve' }).press('Enter');
			await becomes(officer, number, 'resolved');
			await officer.getByText(reply.pa).waitFor();
			// It is expected no more; the reply keeps the day that it promised.
			await expect.poll(() => officer.getByText(/Expected by/).count()).toBe(1);

			// Who resolved it is offered no verdict; another person writes down what the citizen says.
			await officer.locator('[data-verb="resolve"]').waitFor({ state: 'detached' });
			await expect.poll(() => officer.locator('[data-verb="verdict"]').count()).toBe(0);
			await agent.goto(`/cases/${number}`);
			await agent.locator('[data-verb="verdict"]').click();
			await agent.getByRole('dialog').getByRole('radio', { name: 'Satisfied', exact: true }).check();
			await agent.getByRole('dialog').getByRole('button', { name: 'Note the verdict' }).click();
			await becomes(agent, number, 'closed_satisfied');
			// The officer's screen follows by itself.
			await officer.getByText('Closed: satisfied').first().waitFor();
		}
	);

	test('one reply goes to many cases, and says which were refused', { timeout: WALK_MS }, async () => {
		const [agent, officer] = [await open({ person: 'agent' }), await open({ person: 'officer' })];
		const numbers = [];
		for (const text of ['Pump one is broken', 'Pump two is broken', 'Pump three is broken'])
			numbers.push(await registered(agent, text));
		const headers = { origin: house.origin };
		for (const number of numbers)
			await officer.request.post(`/api/cases/${number}/acknowledge`, { data: {}, headers });
		await officer.goto(`/cases?list=mine&state=in_progress&category=${HERE.category}`);
		for (const number of numbers) await officer.locator(`[data-case="${number}"]`).waitFor();
		await officer.getByLabel('Choose all that can be answered').check();
		await officer.getByText('3 chosen').waitFor();
		// Another officer was quicker with one of them.
		const resolution = { grade: 'full', reply: reply.pa };
		await officer.getByRole('button', { name: 'Reply to all chosen' }).click();
		await officer.request.post(`/api/cases/${numbers[2]}/resolve`, { data: resolution, headers });
		const dialog = officer.getByRole('dialog');
		await dialog.getByRole('radio', { name: 'Fully' }).check();
		await dialog.getByRole('textbox').fill(reply.pa);
		await dialog.getByRole('button', { name: 'Check' }).click();
		await dialog.getByText('3 citizens are told now.', { exact: false }).waitFor();
		expect(await faultsOn(officer)).toEqual([]);
		await dialog.getByRole('button', { name: 'Reply to 3' }).click();
		await dialog.getByText('1 refused').waitFor();
		for (const number of numbers) await becomes(officer, number, 'resolved');
		await dialog.getByRole('button', { name: 'Close' }).last().click();
	});

	test('a small dark screen in Punjabi has no fault', { timeout: WALK_MS }, async () => {
		const agent = await open({ person: 'agent' });
		const number = await registered(agent, 'ਸੋਮਵਾਰ ਤੋਂ ਨਲਕਾ ਸੁੱਕਾ ਹੈ');
		const page = await open({
			person: 'officer',
			language: 'pa',
			size: { width: 390, height: 844 },
			scheme: 'dark'
		});
		const isWide = () =>
			page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
		for (const address of ['/cases', `/cases/${number}`]) {
			await page.goto(address);
			await page.locator('h1').first().waitFor();
			await page.getByText('ਸੋਮਵਾਰ ਤੋਂ ਨਲਕਾ ਸੁੱਕਾ ਹੈ').first().waitFor();
			expect(await faultsOn(page), address).toEqual([]);
			expect(await isWide(), address).toBe(false);
		}
	});
});

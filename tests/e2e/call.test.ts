import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LiveCall } from '#adapters/lab/telephone.ts';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { registration } from '../support/desk.ts';
import { until } from '../support/gateway.ts';
import { openHouse, type House } from '../support/house.ts';

const DESK = '+911722700001';
const BOSS = '+911722700002';
const CALL_MS = 120_000;

describe.skipIf(!chromiumPath)('an agent at the telephone', () => {
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

	const one = async <T>(text: string, ...values: unknown[]) =>
		(await database.query(text, values)).rows[0] as T | undefined;
	const doing = (page: Page, state: string) => page.locator(`[data-telephone="${state}"]`).waitFor();
	const ring = (from: string, via = 'twilio') =>
		// Keys alone do not help: three wrong ones lead to an agent.
		house.lab.telephone.scriptedCall({ via, from }, ['press 2', 'press 7', 'press 7', 'press 7', 'wait']);
	const talking = (call: LiveCall) =>
		until(() => {
			const [line] = house.lab.telephone.calls(DESK);
			const { hears } = house.lab.telephone;
			return line !== undefined && hears(call.id, line.id) && hears(line.id, call.id);
		});
	/** A citizen who has called before, with a case that is open. */
	async function known(name: string, phone: string) {
		const { context } = await openPage(browser, house.origin, { person: 'agent2' });
		const citizen = { name, phone, language: 'hi' as const };
		const data = {
			key: crypto.randomUUID(),
			channel: 'phone',
			text: 'The drain in front of the school overflows.',
			register: registration({ summary: 'The drain overflows.', citizen })
		};
		const answer = await context.request.post('/api/register', {
			multipart: { data: JSON.stringify(data) },
			headers: { origin: house.origin }
		});
		expect(answer.status(), await answer.text()).toBe(200);
		await context.close();
	}
	/** Says on their own page at which telephone they are, and that they are there. */
	async function seat(page: Page) {
		house.lab.telephone.phones.set(DESK, { does: 'answer', after_s: 0, then: ['press 1'] });
		await page.goto('/account');
		await page.getByRole('radio', { name: 'Desk telephone number' }).check();
		const field = page.getByRole('textbox', { name: 'Desk telephone number' });
		await field.fill('12');
		await field.press('Enter');
		await page.getByText('This does not look right. Please check it.').waitFor();
		await field.fill(DESK);
		await field.press('Enter');
		await page.getByText('Saved.').waitFor();
		await page.keyboard.press('Escape');
		await page.getByRole('heading', { level: 1 }).click();
		await page.keyboard.press('g');
		await page.keyboard.press('c');
		await page.waitForURL('**/call');
		await page.getByRole('main').getByText(DESK).waitFor();
		await page.getByRole('main').getByRole('button', { name: 'Available for calls' }).press('Enter');
		await doing(page, 'available');
		// Nobody waits for an agent without a screen.
		const away = async () => (await (await page.request.get('/api/telephone')).json()).me.away as boolean;
		await until(async () => !(await away()));
	}

	test(
		'takes a call, sees who calls, talks, registers and winds up, all by keyboard',
		{ timeout: CALL_MS },
		async () => {
			const phone = '+919815077001';
			await known('Sunita Devi', phone);
			const { page, context, complaints } = await openPage(browser, house.origin, { person: 'agent' });
			await seat(page);
			const call = await ring(phone);
			const offer = page.locator('[data-offer]');
			await offer.getByText('Sunita Devi').waitFor();
			await offer.getByText('Known').waitFor();
			await offer.getByText('1 open case').waitFor();
			await page.keyboard.press('Alt+a');
			await talking(call);
			await doing(page, 'on_call');
			await page.getByRole('region', { name: 'Caller' }).getByText('The drain overflows.').waitFor();
			await page.keyboard.press('Alt+h');
			await doing(page, 'hold');
			await page.keyboard.press('Alt+h');
			await doing(page, 'on_call');
			await talking(call);
			await page.keyboard.press('Alt+m');
			await page.getByRole('button', { name: /^Unmute/ }).waitFor();
			await page.keyboard.press('Alt+m');
			await talking(call);
			const words = page.getByRole('textbox', { name: /citizen's words/i });
			await words.fill('The street light before our house is out since Diwali.');
			expect(await page.getByRole('textbox', { name: /^Name/ }).inputValue()).toBe('Sunita Devi');
			expect(await page.getByRole('textbox', { name: /^Phone/ }).inputValue()).toBe(phone);
			// What is typed is kept over a reload in the middle of the call.
			await page.getByText(/^Saved \d/).waitFor();
			await page.reload();
			await until(async () => (await words.inputValue()).startsWith('The street light'));
			await page.getByRole('button', { name: /Street light not working/ }).click();
			const district = page.getByRole('combobox', { name: /^District/ });
			await district.fill('ludh');
			await page.getByRole('option', { name: 'Ludhiana' }).waitFor();
			await district.press('Enter');
			await page.keyboard.press('Control+Enter');
			await page.getByRole('dialog', { name: 'Read it back to the citizen' }).waitFor();
			await page.keyboard.press('Enter');
			const shown = page.locator('[data-number]');
			await shown.waitFor();
			const number = (await shown.getAttribute('data-number'))!;
			await call.hangUp();
			await doing(page, 'wrap_up');
			await page.keyboard.press('Alt+1');
			await doing(page, 'available');
			expect(
				await one(
					'select stage, ending, disposition, agent, number from call where external_id = $1',
					call.id
				)
			).toEqual({
				stage: 'ended',
				ending: 'completed',
				disposition: 'registered',
				agent: 'demo-agent',
				number
			});
			expect(
				await one(
					`select c.name, g.category, s.channel from grievance g join citizen c on c.id = g.citizen
						join submission s on s.number = g.number where g.number = $1`,
					number
				)
			).toEqual({ name: 'Sunita Devi', category: 'street-light', channel: 'phone' });
			await until(
				async () =>
					(
						await one<{ state: string }>(
							`select a.state from attachment a join submission s on s.id = a.submission where s.number = $1`,
							number
						)
					)?.state === 'stored'
			);
			await page.goto(`/queue/${number}`);
			await page.locator('audio').waitFor();
			// The telephone that is none was refused on purpose.
			expect(complaints.filter((text) => !text.includes('400'))).toEqual([]);
			await context.close();
		}
	);

	test(
		'is seen at work on the wall by a supervisor, who listens with a reason and keeps a number out',
		{ timeout: CALL_MS },
		async () => {
			const phone = '+919815077002';
			const agent = await openPage(browser, house.origin, { person: 'agent2' });
			const boss = await openPage(browser, house.origin, { person: 'supervisor' });
			await boss.page.goto('/account');
			await boss.page.getByRole('radio', { name: 'Desk telephone number' }).check();
			await boss.page.getByRole('textbox', { name: 'Desk telephone number' }).fill(BOSS);
			await boss.page.keyboard.press('Enter');
			await boss.page.getByText('Saved.').waitFor();
			house.lab.telephone.phones.set(BOSS, { does: 'answer', after_s: 0, then: ['press 1'] });
			await boss.page.goto('/wall');
			await boss.page.locator('[data-figure="waiting"]', { hasText: /^0$/ }).waitFor();
			await seat(agent.page);
			const row = boss.page.locator('[data-agent="demo-agent-2"]');
			await row.locator('[data-state="available"]').waitFor();
			const call = await ring(phone, 'vonage');
			await row.locator('[data-state="reserved"]').waitFor();
			await boss.page.locator('[data-figure="waiting"]', { hasText: /^1$/ }).waitFor();
			await agent.page.keyboard.press('Alt+a');
			await talking(call);
			await row.locator('[data-state="on_call"]').waitFor();
			await row.getByRole('button', { name: /^Listen to/ }).press('Enter');
			const why = boss.page.getByRole('textbox', { name: 'Why?' });
			await why.press('Enter');
			await boss.page.getByText('This is needed.').waitFor();
			await why.fill('A new colleague');
			await why.press('Enter');
			await boss.page
				.locator('[data-supervising="listen"]')
				.getByRole('button', { name: 'Whisper' })
				.waitFor();
			await until(() => {
				const [third] = house.lab.telephone.calls(BOSS);
				return third !== undefined && house.lab.telephone.hears(third.id, call.id);
			});
			await boss.page.getByRole('button', { name: 'Leave' }).press('Enter');
			await boss.page.locator('[data-supervising]').waitFor({ state: 'detached' });
			await call.hangUp();
			await doing(agent.page, 'wrap_up');
			await agent.page.keyboard.press('Alt+8');
			await doing(agent.page, 'available');
			await boss.page.goto('/nuisance');
			const bad = boss.page.locator(`[data-phone="${phone}"]`);
			await bad.getByText('1 abusive').waitFor();
			await bad.getByRole('button', { name: 'Keep out' }).press('Enter');
			await boss.page.getByRole('textbox', { name: 'Reason' }).fill('Shouts at everybody');
			await boss.page.keyboard.press('Enter');
			await bad.getByText(/^Kept out until/).waitFor();
			const again = await house.lab.telephone.scriptedCall({ via: 'vonage', from: phone }, ['press 5']);
			await until(() => again.state === 'ended');
			await bad.getByRole('button', { name: 'Let in again' }).press('Enter');
			await bad.getByRole('button', { name: 'Keep out' }).waitFor();
			expect(boss.complaints).toEqual([]);
			await agent.context.close();
			await boss.context.close();
		}
	);

	test(
		'takes a call by a SIP telephone, and follows one of the exchange that is lifted there',
		{ timeout: CALL_MS },
		async () => {
			const sip = 'sip:asha@pbx.example';
			house.lab.telephone.phones.set(sip, { does: 'answer', after_s: 0 });
			const { page, context, complaints } = await openPage(browser, house.origin, { person: 'agent' });
			const save = async () => {
				await page.keyboard.press('Enter');
				await page.getByText('Saved.').last().waitFor();
			};
			await page.goto('/account');
			await page.getByRole('radio', { name: 'SIP address' }).check();
			await page.getByRole('textbox', { name: 'SIP address' }).fill(sip);
			await save();
			await page.goto('/call');
			await page.getByRole('main').getByText(sip).waitFor();
			await page.getByRole('main').getByRole('button', { name: 'Available for calls' }).press('Enter');
			const call = await ring('+919815077003');
			await page.locator('[data-offer]').waitFor();
			await page.keyboard.press('Alt+a');
			await doing(page, 'on_call');
			await until(() => {
				const [line] = house.lab.telephone.calls(sip);
				return line !== undefined && house.lab.telephone.hears(call.id, line.id);
			});
			await call.hangUp();
			await doing(page, 'wrap_up');
			await page.keyboard.press('Alt+2');
			await doing(page, 'available');

			await page.goto('/account');
			await page.getByRole('radio', { name: 'A telephone of the exchange' }).check();
			await save();
			await page.getByRole('textbox', { name: 'Extension of your telephone' }).fill('204');
			await page.keyboard.press('Enter');
			await page.getByText('Your extension is noted.').waitFor();
			await page.goto('/call');
			const lifted = house.lab.pbx.ring({ from: '09815077004' });
			await page.locator('[data-offer]').waitFor();
			await page.keyboard.press('Alt+a');
			await doing(page, 'ringing');
			await lifted.answer('204');
			await doing(page, 'on_call');
			await lifted.hangUp();
			await doing(page, 'wrap_up');
			await page.keyboard.press('Alt+2');
			await doing(page, 'available');
			expect(complaints).toEqual([]);
			await context.close();
		}
	);
});

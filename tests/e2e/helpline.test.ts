import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { listenAt, loudness, microphoneOf, shareOf } from '../support/ears.ts';
import { newCaller } from '../support/floor.ts';
import { until } from '../support/gateway.ts';
import { openHouse, type House } from '../support/house.ts';

const TEST_MS = 240_000;
/** What each says all the time. */
const CALLER_HZ = 440;
const AGENT_HZ = 1000;
/** Between a tone that is there and none. Decibels. */
const LOUD_DB = -60;
const SILENT_DB = -85;

/** A caller, two agents and a supervisor, each in a browser of their own, and nothing else. */
describe.skipIf(!chromiumPath)('the helpline, from the first ring to the registered grievance', () => {
	let house: House;
	let outside: Browser;
	let inside: Browser;
	let database: pg.Client;
	beforeAll(async () => {
		house = await openHouse();
		outside = await launch(...(await microphoneOf(CALLER_HZ)));
		inside = await launch(...(await microphoneOf(AGENT_HZ)));
		database = new pg.Client({ connectionString: house.databaseUrl });
		await database.connect();
	});
	afterAll(async () => {
		await database?.end();
		await outside?.close();
		await inside?.close();
		await house?.close();
	});

	const rows = async <T>(text: string, ...values: unknown[]) =>
		(await database.query(text, values)).rows as T[];
	const open = async (browser: Browser, person: string) => {
		const opened = await openPage(browser, house.origin, { person });
		await listenAt(opened.page);
		return opened;
	};
	const doing = (page: Page, state: string) => page.locator(`[data-telephone="${state}"]`).waitFor();
	const atSoftphone = (page: Page, state: string) => page.locator(`[data-softphone="${state}"]`).waitFor();
	const hears = (page: Page, pitch_hz: number) =>
		expect.poll(() => loudness(page, pitch_hz), { timeout: 30_000 }).toBeGreaterThan(LOUD_DB);
	const hearsNo = (page: Page, pitch_hz: number) =>
		expect.poll(() => loudness(page, pitch_hz), { timeout: 30_000 }).toBeLessThan(SILENT_DB);
	/** The page is where this is heard, and nothing else of the two. */
	async function talk(caller: Page, agent: Page) {
		await hears(caller, AGENT_HZ);
		await hears(agent, CALLER_HZ);
		// Nobody hears themselves.
		await hearsNo(caller, CALLER_HZ);
		await hearsNo(agent, AGENT_HZ);
	}
	async function press(page: Page, keys: string) {
		for (const key of keys) {
			await page.getByRole('status').getByText('Waiting for keys').waitFor();
			await page.getByRole('button', { name: key, exact: true }).click();
		}
	}
	const heard = (page: Page, prompt: string) =>
		page
			.getByRole('list', { name: /^Heard/ })
			.getByText(prompt)
			.first()
			.waitFor();

	/** Chooses the browser as telephone, and is there. */
	async function sitDown(page: Page) {
		await page.goto('/account');
		await page.getByRole('radio', { name: 'Browser' }).check();
		await page.locator('#telephone-of-mine').getByRole('button', { name: 'Save' }).first().click();
		await page.getByText('Saved.').waitFor();
		await page.goto('/call');
		await page.getByRole('main').getByRole('button', { name: 'Available for calls' }).press('Enter');
		await atSoftphone(page, 'ready');
		await doing(page, 'available');
		const away = async () => (await (await page.request.get('/api/telephone')).json()).me.away as boolean;
		await until(async () => !(await away()));
	}

	/** From now on the wall notes when it first showed what of whom. */
	const watch = (wall: Page) =>
		wall.evaluate(() => {
			const seen: { agent: string; state: string; at: number }[] = [];
			const shown = new Map<string, string>();
			const look = () => {
				for (const row of document.querySelectorAll<HTMLElement>('[data-agent]')) {
					const agent = row.dataset['agent'] ?? '';
					const state = row.querySelector<HTMLElement>('[data-state]')?.dataset['state'] ?? '';
					if (shown.get(agent) === state) continue;
					shown.set(agent, state);
					seen.push({ agent, state, at: Date.now() });
				}
			};
			new MutationObserver(look).observe(document.body, {
				subtree: true,
				childList: true,
				attributes: true
			});
			Object.assign(globalThis, { seen });
		});
	/** Milliseconds from what an agent did to its being seen on the wall, for all that they did. */
	async function delays(wall: Page) {
		const seen = await wall.evaluate(
			() =>
				(
					globalThis as unknown as {
						seen: { agent: string; state: string; at: number }[];
					}
				).seen
		);
		const done = await rows<{ person: string; state: string; at: Date }>(
			`select person, state, at from agent_time
			where state in ('available', 'reserved', 'on_call', 'hold', 'wrap_up') order by id`
		);
		return done.flatMap(({ person, state, at }) => {
			const found = seen.find((one) => one.agent === person && one.state === state && one.at >= +at);
			return found ? [found.at - +at] : [];
		});
	}

	test(
		'is heard both ways, held, passed on, registered, recorded, and seen',
		{ timeout: TEST_MS },
		async () => {
			const wall = await open(outside, 'supervisor');
			const byBrowser = { state: 'offline', endpoint: 'client' };
			await wall.context.request.post('/api/telephone/state', {
				data: byBrowser
			});
			await wall.page.goto('/wall');
			await wall.page.locator('[data-figure="waiting"]', { hasText: /^0$/ }).waitFor();
			await watch(wall.page);
			const of = (agent: string, state: string) =>
				wall.page.locator(`[data-agent="${agent}"] [data-state="${state}"]`).waitFor();
			const agent = await open(inside, 'agent');
			await sitDown(agent.page);
			await of('demo-agent', 'available');

			const caller = await open(outside, 'operator');
			await caller.page.goto('/lab');
			await caller.page.getByLabel('My number').fill(newCaller());
			await caller.page.getByRole('button', { name: 'Ring', exact: true }).click();
			await press(caller.page, '3');
			await heard(caller.page, 'en/menu');
			await press(caller.page, '0');
			await heard(caller.page, 'en/agent-consent');
			await press(caller.page, '1');
			await agent.page.locator('[data-offer]').waitFor();
			await of('demo-agent', 'reserved');
			await wall.page.locator('[data-figure="waiting"]', { hasText: /^1$/ }).waitFor();
			await agent.page.keyboard.press('Alt+a');
			await doing(agent.page, 'on_call');
			await atSoftphone(agent.page, 'talking');
			await of('demo-agent', 'on_call');
			await talk(caller.page, agent.page);

			await agent.page.keyboard.press('Alt+h');
			await doing(agent.page, 'hold');
			await of('demo-agent', 'hold');
			await hearsNo(caller.page, AGENT_HZ);
			await hearsNo(agent.page, CALLER_HZ);
			await agent.page.keyboard.press('Alt+h');
			await doing(agent.page, 'on_call');
			await of('demo-agent', 'on_call');
			await talk(caller.page, agent.page);

			// A page that is loaded again in the middle of a call goes on with it.
			await agent.page.reload();
			await atSoftphone(agent.page, 'talking');
			await agent.page.locator('#main').click({ position: { x: 4, y: 4 } });
			await talk(caller.page, agent.page);

			await wall.page
				.locator('[data-agent="demo-agent"]')
				.getByRole('button', { name: /^Listen to/ })
				.click();
			await wall.page.getByRole('textbox', { name: 'Why?' }).fill('A new colleague');
			await wall.page.keyboard.press('Enter');
			await wall.page.locator('[data-supervising="listen"]').waitFor();
			await hears(wall.page, CALLER_HZ);
			await hears(wall.page, AGENT_HZ);
			await wall.page.getByRole('button', { name: 'Leave' }).press('Enter');
			await wall.page.locator('[data-supervising]').waitFor({ state: 'detached' });

			const second = await open(inside, 'agent2');
			await sitDown(second.page);
			await of('demo-agent-2', 'available');
			await agent.page.keyboard.press('Alt+t');
			await agent.page.getByRole('dialog').getByRole('radio').last().check();
			await agent.page.getByRole('dialog').getByRole('radio').last().press('Enter');
			await doing(agent.page, 'wrap_up');
			await agent.page.locator('[data-disposition="passed_on"]:focus').press('Enter');
			await doing(agent.page, 'available');
			await second.page.locator('[data-offer]').waitFor();
			await second.page.keyboard.press('Alt+a');
			await of('demo-agent-2', 'on_call');
			await talk(caller.page, second.page);
			await hearsNo(agent.page, CALLER_HZ);

			await second.page
				.getByRole('textbox', { name: /citizen's words/i })
				.fill('The street light before our house is out.');
			await second.page.getByRole('textbox', { name: /^Name/ }).fill('Harjit Kaur');
			await second.page.getByRole('button', { name: /Street light not working/ }).click();
			const district = second.page.getByRole('combobox', {
				name: /^District/
			});
			await district.fill('ludh');
			await second.page.getByRole('option', { name: 'Ludhiana' }).waitFor();
			await district.press('Enter');
			await second.page.keyboard.press('Control+Enter');
			await second.page.getByRole('dialog', { name: 'Read it back to the citizen' }).waitFor();
			await second.page.keyboard.press('Enter');
			const shown = second.page.locator('[data-number]');
			await shown.waitFor();
			const number = (await shown.getAttribute('data-number'))!;
			await caller.page.getByRole('button', { name: 'Hang up' }).first().click();
			await of('demo-agent-2', 'wrap_up');
			await second.page.keyboard.press('Alt+1');
			await doing(second.page, 'available');
			await of('demo-agent-2', 'available');

			const [call] = await rows<{
				id: string;
				ending: string;
				disposition: string;
			}>('select id, ending, disposition from call where number = $1', number);
			expect(call).toMatchObject({
				ending: 'completed',
				disposition: 'registered'
			});
			const recordings = await until(async () => {
				const kept = await rows<{ content: Buffer }>(
					`select b.content from recording r join blob b on b.sha256 = r.blob where r.call = $1`,
					call!.id
				);
				return kept.length === 2 ? kept : null;
			});
			for (const { content } of recordings!) {
				const [theirs, ours, nobodys] = [CALLER_HZ, AGENT_HZ, 700].map((pitch) => shareOf(content, pitch));
				expect(theirs).toBeGreaterThan(0.1);
				expect(ours).toBeGreaterThan(0.1);
				expect(nobodys).toBeLessThan(0.02);
			}
			await second.page.goto(`/queue/${number}`);
			const recording = second.page.locator('[data-recording]').first();
			await recording.getByRole('button', { name: /^Play / }).click();
			const place = async (of: 'max' | 'now') =>
				Number(await recording.getByRole('slider').getAttribute(`aria-value${of}`));
			await expect.poll(() => place('max'), { timeout: 20_000 }).toBeGreaterThan(1);
			await expect.poll(() => place('now'), { timeout: 20_000 }).toBeGreaterThan(0);

			const waits = (await delays(wall.page)).toSorted((a, b) => a - b);
			expect(waits.length).toBeGreaterThan(7);
			expect(waits[Math.floor(waits.length / 2)]).toBeLessThanOrEqual(1000);
			// Told of, not found when it looks by itself every ten seconds.
			expect(waits.at(-1)).toBeLessThanOrEqual(5000);
			for (const { complaints, context } of [wall, agent, caller, second]) {
				expect(complaints).toEqual([]);
				await context.close();
			}
		}
	);

	test(
		'one window has the sound, and nobody without a microphone is offered a call',
		{ timeout: TEST_MS },
		async () => {
			const { page, context, complaints } = await open(inside, 'agent');
			await sitDown(page);
			const other = await context.newPage();
			await other.goto('/call');
			await atSoftphone(other, 'elsewhere');
			await other.getByRole('button', { name: 'Bring the sound here' }).press('Enter');
			await atSoftphone(other, 'ready');
			await atSoftphone(page, 'elsewhere');
			await other.close();
			await atSoftphone(page, 'ready');
			// Somebody forbids the microphone.
			await page.addInitScript(() => {
				navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
			});
			await page.reload();
			await atSoftphone(page, 'fault');
			await page.getByText(/does not let this page use the microphone/).waitFor();
			await doing(page, 'paused');
			await page.goto('/account');
			await page.getByRole('radio', { name: 'SIP address' }).check();
			await page.getByRole('radio', { name: 'Browser' }).check();
			await page
				.getByRole('main')
				.getByText(/does not let this page use the microphone/)
				.waitFor();
			expect(complaints).toEqual([]);
			await context.close();
		}
	);
});

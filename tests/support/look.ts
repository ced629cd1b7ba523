import { randomUUID } from 'node:crypto';
import { source, type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { dayInIndia, plusDays } from '#contracts/period.ts';
import { createPool } from '#db/sql.ts';
import { HERE, reply } from './case.ts';
import { makeCases } from './cases.ts';
import { launch, openPage } from './browser.ts';
import { until } from './gateway.ts';
import { openHouse, type House } from './house.ts';

const languages = ['pa', 'hi', 'en'] as const;
const looks = [
	{ size: { width: 1366, height: 768 }, scheme: 'light' },
	{ size: { width: 390, height: 844 }, scheme: 'dark' }
] as const;
const LOOK_MS = 240_000;

/** A house with something in every list; the number of a submission, and of a case with another petitioner and a photo. */
export interface Furnished {
	house: House;
	browser: Browser;
	number: string;
	registered: string;
	close(): Promise<void>;
}

/** Opens a house into which an SMS, a forged one, a mail and a call have come; a case has been taken in at the counter. */
export async function furnish(): Promise<Furnished> {
	const [house, browser] = await Promise.all([openHouse(), launch()]);
	const { lab } = house;
	const from = '+919876543210';
	await lab.carrier.sendSms({ via: 'twilio', from, text: 'ਪਾਣੀ ਨਹੀਂ ਆਉਂਦਾ' });
	await lab.carrier.sendSms({ via: 'twilio', from, text: 'forged', faults: { signature: 'wrong' } });
	await lab.mailbox.deliver({
		from: 'ravi@citizen.example',
		to: 'grievance@sunwai.example',
		subject: 'सड़क टूटी है',
		text: 'कृपया ठीक करें'
	});
	const keys: Parameters<typeof lab.telephone.scriptedCall>[1] = [
		'press 1',
		'press 1',
		'press 1',
		'press 01',
		'record 2',
		'hang up'
	];
	await lab.telephone.scriptedCall({ via: 'ivr-twilio', from: '+919876500001' }, keys);
	await makeLastYear(house);
	const told = await until(() =>
		lab.carrier.handset(from).messages.find(({ direction }) => direction === 'received')
	);
	const number = /\d{2}-\d{7}-\d/.exec(told.text)![0].replaceAll('-', '');
	return {
		house,
		browser,
		number,
		registered: await register(house, browser),
		async close() {
			await browser.close();
			await house.close();
		}
	};
}

/** Two cases of a month that is over, so that there is a report of it. */
async function makeLastYear({ databaseUrl }: House): Promise<void> {
	const pool = createPool(databaseUrl, 1, () => undefined);
	const [receivedAt, settledAt] = ['2025-11-04T06:00:00Z', '2025-11-20T06:00:00Z'];
	await makeCases(
		(text, ...values) => pool.query(text, values),
		[
			{ number: '2500000011', receivedAt },
			{ number: '2500000022', receivedAt, settledAt, state: 'closed_satisfied', verdict: 'satisfied' }
		]
	);
	await until(async () => (await pool.query('select from case_change')).rowCount === 0);
	await pool.end();
}

/** A case as an agent takes it in at the counter, which its officer has acknowledged and asked about. */
async function register({ origin }: House, browser: Browser): Promise<string> {
	const [agent, officer] = await Promise.all(
		['agent', 'officer'].map((person) => openPage(browser, origin, { person }))
	);
	const headers = { origin };
	const citizen = { name: 'ਕੁਲਵਿੰਦਰ ਕੌਰ', phone: '+919876522001', language: 'pa' };
	const text = 'ਪਿੰਡ ਵਿੱਚ ਸੋਮਵਾਰ ਤੋਂ ਪਾਣੀ ਨਹੀਂ ਆਇਆ।';
	const matter = { ...HERE, summary: text, citizen };
	const data = JSON.stringify({ key: randomUUID(), channel: 'walk_in', text, register: matter });
	const taken = await agent!.context.request.post('/api/register', { multipart: { data }, headers });
	const { number } = (await taken.json()) as { number: string };
	for (const [verb, body] of [
		['acknowledge', {}],
		['interim', { reply: reply.pa, expectedOn: plusDays(dayInIndia(new Date().toISOString()), 3) }]
	] as const) {
		const answer = await officer!.context.request.post(`/api/cases/${number}/${verb}`, {
			data: body,
			headers
		});
		expect(answer.status(), await answer.text()).toBe(200);
	}
	await Promise.all([agent!.context.close(), officer!.context.close()]);
	return number;
}

/** Nothing is loading any more: no skeleton, no request, every font there. */
async function settled(page: Page) {
	await page.locator('h1').first().waitFor();
	await until(async () => (await page.locator('.skeleton').count()) === 0);
	await page.evaluate(() => document.fonts.ready);
}

/**
 * What axe finds at fault on a page, by all of its rules. It is loaded once for each document, and only what it finds
 * travels here: the rest is most of its result and of its time.
 */
export async function faultsOn(page: Page): Promise<string[]> {
	if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
	const violations = await page.evaluate(async () => {
		const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
		return (await axe.run({ resultTypes: ['violations'] })).violations;
	});
	return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
}

/** No accessibility fault, no complaint of the browser, nothing wider than the screen. */
async function inspect(page: Page, complaints: string[], where: string, language: string) {
	expect(await faultsOn(page), where).toEqual([]);
	expect(complaints, where).toEqual([]);
	expect(await page.locator('html').getAttribute('lang'), where).toBe(language);
	const overflow = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
	expect(overflow, where).toBeLessThanOrEqual(0);
}

/** Looks at these pages as this person (absent: a citizen) in every language, large and light, then small and dark. */
export function lookAt(
	furnished: () => Furnished,
	person: string | undefined,
	paths: readonly string[]
): void {
	test.each(languages)(`${person ?? 'citizen'}: %s`, { timeout: LOOK_MS }, async (language) => {
		const { browser, house, number, registered } = furnished();
		const who = person ? { person } : {};
		const { page, context, complaints } = await openPage(browser, house.origin, { language, ...who });
		for (const path of paths) {
			const address = path.replace('[number]', number).replace('[case]', registered);
			await page.goto(person ? address : `${address}${address.includes('?') ? '&' : '?'}lang=${language}`);
			// Turned and darkened in the hand, not loaded again: a page must follow.
			for (const { size, scheme } of looks) {
				await page.setViewportSize(size);
				await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
				await settled(page);
				await inspect(page, complaints, `${path} ${language} ${size.width} ${scheme}`, language);
			}
		}
		await context.close();
	});
}

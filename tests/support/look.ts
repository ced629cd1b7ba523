import { source, type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { launch, openPage } from './browser.ts';
import { until } from './gateway.ts';
import { openHouse, type House } from './house.ts';

const languages = ['pa', 'hi', 'en'] as const;
const looks = [
	{ size: { width: 1366, height: 768 }, scheme: 'light' },
	{ size: { width: 390, height: 844 }, scheme: 'dark' }
] as const;
const LOOK_MS = 240_000;

/** A house with something in every list, and one submission's number. */
export interface Furnished {
	house: House;
	browser: Browser;
	number: string;
	close(): Promise<void>;
}

/** Opens a house into which an SMS, a forged one, a mail and a call have come. */
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
	const told = await until(() =>
		lab.carrier.handset(from).messages.find(({ direction }) => direction === 'received')
	);
	const number = /\d{2}-\d{7}-\d/.exec(told.text)![0].replaceAll('-', '');
	return {
		house,
		browser,
		number,
		async close() {
			await browser.close();
			await house.close();
		}
	};
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
		const { browser, house, number } = furnished();
		const who = person ? { person } : {};
		const { page, context, complaints } = await openPage(browser, house.origin, { language, ...who });
		for (const path of paths) {
			const address = path.replace('[number]', number);
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

import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samplePicture } from '#adapters/lab/picture.ts';
import { formatNumber } from '#contracts/number.ts';
import type { Language } from '#contracts/words.ts';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { reply } from '../support/case.ts';
import { openHandset, type Handset } from '../support/handset.ts';
import { openHouse, type House } from '../support/house.ts';
import { faultsOn } from '../support/look.ts';
import { onCase, registerAs, type CasePage } from '../support/walk-case.ts';

const WALK_MS = 180_000;
/** A Monday, half past ten in the morning. */
const MONDAY = '2027-02-01T05:00:00Z';
const words = {
	pa: 'ਸਾਡੇ ਪਿੰਡ ਵਿੱਚ ਚਾਰ ਦਿਨਾਂ ਤੋਂ ਪਾਣੀ ਨਹੀਂ ਆ ਰਿਹਾ',
	hi: 'हमारे गाँव में चार दिनों से पानी नहीं आ रहा',
	en: 'No water supply in our village for four days'
};
const still = 'टंकी भर गई, पर गली में अब भी पानी नहीं आता';
const noFunds = 'पाइपलाइन के लिए इस वर्ष धन नहीं है; अप्रैल में इसे योजना में लिया जाएगा।';
const inCourt =
	'The supply of this village is before the High Court, which has ordered that nothing be changed.';
const appeal = 'The court decided last month. Our taps are still dry.';

/** Citizens at the lab's telephone and officers in their browsers; nothing but time is moved by other means. */
describe.skipIf(!chromiumPath)('the whole way of a case, to each of its endings', () => {
	let house: House;
	let browser: Browser;
	let database: pg.Client;
	let lab: Page;
	const complaints: string[][] = [];
	const screens = new Map<string, Promise<Page>>();
	const numbers: string[] = [];

	beforeAll(async () => {
		[house, browser] = await Promise.all([openHouse(), launch()]);
		database = new pg.Client({ connectionString: house.databaseUrl });
		await database.connect();
		await travelTo(MONDAY);
		lab = await as('operator');
		await lab.goto('/lab');
	});
	afterAll(async () => {
		await database?.end();
		await browser?.close();
		await house?.close();
	});

	const query = async <T>(text: string, ...values: unknown[]) =>
		(await database.query(text, values)).rows as T[];
	/** Sets the time by which cases live; it runs on from there. */
	const travelTo = (instant: string) =>
		query(
			`insert into time_shift (shift) values ($1::timestamptz - now())
				on conflict (single) do update set shift = excluded.shift`,
			instant
		);
	const now = async () => (await query<{ now: Date }>('select sunwai_now() as now'))[0]!.now;
	async function open(person: string) {
		const opened = await openPage(browser, house.origin, { person });
		complaints.push(opened.complaints);
		return opened.page;
	}
	/** Everybody has one screen for the whole day. */
	function as(person: string) {
		const screen = screens.get(person) ?? open(person);
		screens.set(person, screen);
		return screen;
	}
	const at = async (person: string, number: string): Promise<CasePage> =>
		onCase(await as(person), house.origin, number);

	/** A citizen writes, an agent registers, the office has it: each told once. */
	async function begin(phone: string, language: Language, name: string) {
		const citizen = await openHandset(lab, phone, language);
		await citizen.send(words[language]);
		const told = await citizen.hears(/\d\d-\d{7}-\d/);
		const number = /\d\d-\d{7}-\d/.exec(told)![0].replaceAll('-', '');
		await registerAs(await as('agent'), number, name);
		const office = { pa: 'ਜਲ ਸਪਲਾਈ', hi: 'जल आपूर्ति', en: 'Water Supply' }[language];
		await citizen.hears(formatNumber(number), office);
		numbers.push(number);
		return { citizen, number, shown: formatNumber(number) };
	}
	/** Nobody was told more than was heard. */
	const toldInAll = async (number: string, { heard }: Handset) =>
		expect(
			(await query<{ count: string }>('select count(*) from notice where number = $1', number))[0]!.count
		).toBe(String(heard()));

	test(
		'Punjabi: resolved with a picture, asked by a machine, satisfied',
		async () => {
			const { citizen, number, shown } = await begin('+919815020001', 'pa', 'ਕੁਲਵਿੰਦਰ ਕੌਰ');
			const officer = await at('officer', number);
			await officer.offers('acknowledge', 'transfer', 'propose_exclusion');
			await officer.press('c');
			await officer.becomes('in_progress');
			await officer.offers('resolve', 'interim', 'transfer', 'propose_exclusion', 'propose_special');
			await officer.begin('resolve');
			await officer.choose('Fully');
			await officer.dialog
				.locator('input[type=file]')
				.setInputFiles({ name: 'tap.png', mimeType: 'image/png', buffer: samplePicture });
			await officer.dialog.getByText('tap.png').waitFor();
			await officer.write(reply.pa);
			await officer.confirm();
			await officer.becomes('resolved');
			await officer.page.getByRole('link', { name: 'tap.png' }).waitFor();
			// What it did is not for the office to judge.
			await officer.offers();
			const verdict = { verdict: 'satisfied', words: '', channel: 'phone' };
			expect(await officer.refused('verdict', verdict)).toMatch(/^403/);
			await citizen.hears(shown, /\b1\b.*\b2\b/);

			await travelTo(new Date(+(await now()) + 3_600_000).toISOString());
			await lab.getByText('The helpline rings you').waitFor({ timeout: 45_000 });
			await lab.getByRole('button', { name: 'Answer', exact: true }).click();
			await lab.getByRole('status').getByText('Waiting for keys').waitFor({ timeout: 45_000 });
			await lab
				.getByRole('list', { name: /^Heard/ })
				.getByText('pa/')
				.first()
				.waitFor();
			await lab.getByRole('button', { name: '1', exact: true }).click();
			await officer.becomes('closed_satisfied');
			await officer.page.getByText('Closed: satisfied').first().waitFor();
			await citizen.hears(shown, 'ਸੰਤੁਸ਼ਟ', 'ਬੰਦ');
			await officer.offers();
			await toldInAll(number, citizen);
		},
		WALK_MS
	);

	test(
		'English: not taken up as one proposes and another decides, and appealed with a code',
		async () => {
			const { citizen, number, shown } = await begin('+919815020003', 'en', 'Mandeep Kaur');
			const officer = await at('officer', number);
			await officer.begin('propose_exclusion');
			await officer.choose('Before a court');
			await officer.write('Writ petition 214 of 2026 is about this supply.');
			await officer.confirm();
			await officer.becomes('exclusion_review');
			await officer.offers();
			expect(await officer.refused('exclusion/decision', { accept: true, text: inCourt })).toMatch(/^403/);
			const checker = await at('supervisor', number);
			await checker.page.getByText('Writ petition 214 of 2026').first().waitFor();
			await checker.offers('accept_exclusion', 'refuse_exclusion', 'add_information', 'withdraw');
			await checker.begin('accept_exclusion');
			await checker.write(inCourt);
			await checker.confirm();
			await checker.becomes('not_taken_up');
			await citizen.hears(shown, 'before a court', /appeal until/);

			const { page } = await openPage(browser, house.origin, { language: 'en' });
			await page.goto(`/track/${number}`);
			await page.getByRole('button', { name: 'Send me a code' }).click();
			const code = /\d{6}/.exec(await citizen.hears(/^\d{6} is your/))![0];
			await page.getByLabel('Code').fill(code);
			await page.getByRole('button', { name: 'Open', exact: true }).click();
			await page.getByText(inCourt).first().waitFor();
			for (const colorScheme of ['light', 'dark'] as const) {
				await page.emulateMedia({ colorScheme });
				expect(await faultsOn(page), colorScheme).toEqual([]);
			}
			await page.getByRole('textbox', { name: 'Why' }).fill(appeal);
			await page.getByRole('button', { name: 'Open it again' }).click();
			await page.getByText('Second level').waitFor();
			await citizen.hears(shown, 'your appeal');
			await page.context().close();

			const superior = await at('dc', number);
			await superior.becomes('assigned');
			await superior.page.getByText(appeal).first().waitFor();
			await superior.page.getByText('Level 2').first().waitFor();
			await superior.offers('acknowledge', 'transfer', 'propose_exclusion');
			await officer.offers();
			await toldInAll(number, citizen);
		},
		WALK_MS
	);

	test(
		'Hindi: not satisfied, late at the second level, and closed by order at the third',
		async () => {
			const { citizen, number, shown } = await begin('+919815020002', 'hi', 'राम लाल');
			const officer = await at('officer', number);
			await officer.press('c');
			await officer.becomes('in_progress');
			await officer.begin('resolve');
			await officer.choose('In part');
			await officer.write(reply.hi);
			await officer.confirm();
			await officer.becomes('resolved');
			await citizen.hears(shown, /\b1\b.*\b2\b/);
			const desk = await at('feedback', number);
			await desk.offers('verdict', 'attempt', 'add_information', 'withdraw');
			await desk.begin('verdict');
			await desk.choose('Not satisfied');
			await desk.write(still);
			await desk.confirm();
			await desk.becomes('assigned');
			await citizen.hears(shown, 'उपायुक्त');
			await officer.offers();

			const superior = await at('dc', number);
			await superior.page.getByText(still).first().waitFor();
			await superior.page.getByText('Level 2').first().waitFor();
			await superior.offers('acknowledge', 'transfer', 'propose_exclusion');
			const { dueAt } = await superior.read();
			await travelTo(new Date(Date.parse(dueAt!) + 60_000).toISOString());
			await expect.poll(async () => (await superior.read()).level).toBe(3);
			// Citizens are told a minute later; the queue's clock is not the cases'.
			await query(`update pgboss.job set start_after = now() where name = 'escalated'`);
			await travelTo(new Date(+(await now()) + 17 * 3_600_000).toISOString());
			await citizen.hears(shown, 'मंडल आयुक्त');

			const final = await at('commissioner', number);
			await final.page.getByText('Was late').waitFor();
			await final.offers('acknowledge', 'transfer', 'propose_exclusion');
			await final.press('c');
			await final.becomes('in_progress');
			await final.begin('propose_special');
			await final.choose('No funds');
			await final.write('The scheme is full this year.');
			await final.confirm();
			await final.becomes('special_review');
			// Nobody else sits at the highest level, and who proposed it does not decide it.
			await final.offers();
			expect(await final.refused('special/decision', { accept: true, text: noFunds })).toBe(
				'403 same_person'
			);
			const checker = await at('supervisor', number);
			await checker.offers('accept_special', 'refuse_special', 'add_information', 'withdraw');
			await checker.begin('accept_special');
			await checker.write(noFunds);
			await checker.confirm();
			await checker.becomes('closed_special');
			expect(await final.read()).toMatchObject({
				closedReason: 'no_funds',
				closedText: noFunds,
				closedLanguage: 'hi'
			});
			await final.page.getByText(noFunds).first().waitFor();
			// In words everywhere, also in its history.
			await expect.poll(() => final.page.getByText('no_funds').count()).toBe(0);
			await citizen.hears(shown, 'धन', 'अपील');
			await toldInAll(number, citizen);
		},
		WALK_MS
	);

	test('the dashboard tells the three apart', async () => {
		const page = await as('supervisor');
		await page.goto('/dashboard?from=2026-01-01');
		const [satisfied, appealed, ordered] = numbers as [string, string, string];
		for (const [ending, number, stands] of [
			['Satisfied', satisfied, 'Closed: satisfied'],
			['Not satisfied', ordered, 'Closed by order'],
			['Reopened', appealed, 'With the office']
		] as const) {
			await page.getByRole('link', { name: ending, exact: true }).last().click();
			const row = page.locator('#cases tbody tr');
			await row
				.filter({ hasText: formatNumber(number) })
				.getByText(stands)
				.waitFor();
			expect(await row.count()).toBe(1);
		}
		await page.locator('#cases tbody a').click();
		await page.waitForURL(`**/cases/${appealed}`);
	});

	test('every history is as it was written, and no browser complained', async () => {
		const auditor = await as('auditor');
		await auditor.goto('/admin/audit');
		await auditor.getByRole('button', { name: 'Verify now' }).click();
		await auditor.getByText('The chain holds: nothing was rewritten.').waitFor();
		const events = await query<{ number: string }>('select distinct number from event');
		for (const number of numbers) expect(events).toContainEqual({ number });
		expect(complaints.flat()).toEqual([]);
	});
});

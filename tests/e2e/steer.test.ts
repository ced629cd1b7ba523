import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseDetail } from '#contracts/case-desk.ts';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { openHouse, type House } from '../support/house.ts';
import { faultsOn } from '../support/look.ts';

const WALK_MS = 120_000;

describe.skipIf(!chromiumPath)('cases follow what administrators decide on screen', () => {
	let house: House;
	let browser: Browser;
	let admin: Page;
	let agent: Page;

	beforeAll(async () => {
		[house, browser] = await Promise.all([openHouse(), launch()]);
		({ page: admin } = await openPage(browser, house.origin, { person: 'admin' }));
		({ page: agent } = await openPage(browser, house.origin, { person: 'agent' }));
	}, WALK_MS);
	afterAll(async () => {
		await browser?.close();
		await house?.close();
	});

	/** A street light in Amritsar, said at the counter; nobody sits in the department's office there. */
	async function registered(): Promise<string> {
		const summary = `The street light is out ${randomUUID()}`;
		const data = {
			...{ key: randomUUID(), channel: 'walk_in', text: summary },
			register: {
				...{ summary, category: 'street-light', district: '27' },
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
	const caseOf = async (number: string) =>
		(await (await agent.request.get(`/api/cases/${number}`)).json()) as CaseDetail;
	/** By keys alone. */
	async function choose(scope: Pick<Page, 'getByRole'>, name: RegExp, typed: string) {
		await scope.getByRole('combobox', { name }).fill(typed);
		await scope.getByRole('listbox').getByRole('option').first().waitFor();
		await scope.getByRole('combobox', { name }).press('Enter');
	}

	test(
		'a rule leads the next case to its office, and its end the one after that',
		{ timeout: WALK_MS },
		async () => {
			await admin.goto('/admin/routing');
			await choose(admin, /^Category/, 'street light not');
			await choose(admin, /^District/, 'amrit');
			const way = admin.locator('[data-way] > li').first();
			await way.getByText('Vacant').waitFor();
			await admin.getByRole('button', { name: 'New rule' }).click();
			const dialog = admin.getByRole('dialog');
			await choose(dialog, /^Category/, 'street light not');
			await choose(dialog, /^District/, 'amrit');
			await dialog.getByLabel('The Deputy Commissioner’s office').check();
			expect(await faultsOn(admin)).toEqual([]);
			await dialog.getByRole('button', { name: 'Save' }).click();
			await dialog.waitFor({ state: 'detached' });
			await way.getByText('Deputy Commissioner, Amritsar').waitFor();
			expect(await caseOf(await registered())).toMatchObject({ office: 'dc-27' });

			// A second one for the same matters is refused in words.
			await admin.getByRole('button', { name: 'New rule' }).click();
			await choose(dialog, /^Category/, 'street light not');
			await choose(dialog, /^District/, 'amrit');
			await dialog.getByRole('button', { name: 'Save' }).click();
			await admin.getByText('There is a rule for these matters already.').waitFor();
			await dialog.getByRole('button', { name: 'Cancel' }).click();
			await admin.getByRole('button', { name: 'End: Street light not working, Amritsar' }).click();
			await way.getByText('Urban Local Bodies', { exact: false }).waitFor();
			expect(await caseOf(await registered())).toMatchObject({ office: 'district-412-27' });
		}
	);

	test(
		'a vacant post says who acts, and a holder who is named has the case',
		{ timeout: WALK_MS },
		async () => {
			const number = await registered();
			expect(await caseOf(number)).toMatchObject({ post: 'district-412-27.1', fallback: 'supervisor' });
			await admin.goto('/admin/offices');
			await admin.getByRole('searchbox').fill('district-412-27');
			await admin.getByRole('link', { name: 'Urban Local Bodies (Local Government), Amritsar' }).click();
			const post = admin.locator('[data-post="district-412-27.1"]');
			await post.getByText('No post above is held: a supervisor sees to it.').waitFor();
			await post.getByRole('button', { name: /^Name a holder/ }).click();
			const dialog = admin.getByRole('dialog');
			await choose(dialog, /^Officer/, 'baldev');
			expect(await faultsOn(admin)).toEqual([]);
			await dialog.getByRole('button', { name: 'Name a holder' }).click();
			await post.getByText('Baldev Raj', { exact: true }).waitFor();
			expect(await caseOf(number)).toMatchObject({ post: 'district-412-27.1', fallback: null });
			await post.getByRole('button', { name: /^End the holding/ }).click();
			await dialog.getByRole('button', { name: 'End the holding' }).click();
			await post.getByText('Vacant', { exact: true }).waitFor();
			expect(await caseOf(await registered())).toMatchObject({ fallback: 'supervisor' });
		}
	);

	test(
		'a version of the policy is written, compared and put in force; the next case goes by it',
		{ timeout: WALK_MS },
		async () => {
			await admin.goto('/admin/policy');
			await admin.getByText('These days were supplied as a demonstration', { exact: false }).waitFor();
			await admin.getByRole('button', { name: 'New version', exact: true }).click();
			const days = admin.getByLabel('Redress, level 1: Days');
			await days.fill('400');
			await admin.getByRole('button', { name: 'Save', exact: true }).click();
			await admin.getByText('Whole days from 0 to 365.').waitFor();
			await days.fill('3');
			const changes = admin.locator('[data-changes]');
			await changes.getByText('3 working days').waitFor();
			await admin.getByRole('button', { name: 'Add another limit' }).click();
			await choose(admin, /^Category/, 'street light not');
			await admin.getByLabel(/^Redress · Street light not working: Days/).fill('1');
			expect(await faultsOn(admin)).toEqual([]);
			await admin.getByRole('button', { name: 'Put in force' }).click();
			const dialog = admin.getByRole('dialog');
			await dialog.getByLabel('By which order').fill('Notification 12/2026');
			// From today on, so that the next case shows it.
			const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata' }).format(new Date());
			await dialog.getByLabel('From this day on').fill(today);
			await dialog.getByRole('button', { name: 'Put in force' }).click();
			await admin.getByRole('heading', { name: 'Version 2 In force now' }).waitFor();
			await changes.getByText('7 working days').waitFor();
			const { clocks } = await caseOf(await registered());
			expect(clocks.find(({ kind }) => kind === 'redress')).toMatchObject({ policy: 2, days: 1 });
		}
	);

	test('a holiday of one district is kept and removed', { timeout: WALK_MS }, async () => {
		await admin.goto('/admin/policy?show=holidays');
		await admin.getByRole('button', { name: 'Add a holiday' }).click();
		const dialog = admin.getByRole('dialog');
		await dialog.getByRole('button', { name: 'Save' }).click();
		await dialog.getByText('Give a day of the calendar.').waitFor();
		const year = new Date().getUTCFullYear() + 1;
		await dialog.getByLabel('Day').fill(`${year}-04-08`);
		await dialog.getByLabel('Where').selectOption({ label: 'Amritsar' });
		await dialog.getByLabel('Name (English)').fill('Foundation day');
		await dialog.getByLabel('Name (ਪੰਜਾਬੀ)').fill('ਸਥਾਪਨਾ ਦਿਵਸ');
		await dialog.getByLabel('Name (हिन्दी)').fill('स्थापना दिवस');
		await dialog.getByRole('button', { name: 'Save' }).click();
		await dialog.waitFor({ state: 'detached' });
		const row = admin.locator(`[data-holiday="${year}-04-08"]`);
		await row.getByText('Amritsar').waitFor();
		admin.once('dialog', (question) => void question.accept());
		await row.getByRole('button', { name: /^Remove/ }).click();
		await row.waitFor({ state: 'detached' });
	});
});

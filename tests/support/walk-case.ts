import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { CaseDetail } from '#contracts/case-desk.ts';
import { formatNumber } from '#contracts/number.ts';

/** An agent takes the submission in hand and registers it as the matter of a village without water. */
export async function registerAs(page: Page, number: string, name: string): Promise<void> {
	const choose = async (label: RegExp, typed: string, option: RegExp) => {
		const box = page.getByRole('combobox', { name: label });
		await box.fill(typed);
		await page.getByRole('option', { name: option }).first().waitFor();
		await box.press('Enter');
	};
	await page.goto('/queue');
	await page.locator(`a[href="/queue/${number}"]`).first().click();
	await page.getByRole('button', { name: 'Claim c' }).waitFor();
	await page.keyboard.press('c');
	await page.getByRole('timer').waitFor();
	await page.getByRole('textbox', { name: /^name/i }).first().fill(name);
	await choose(/category/i, 'No water supply in the v', /No water supply in the village/);
	await choose(/^district/i, 'ludh', /Ludhiana/);
	await page.keyboard.press('Control+Enter');
	await page.getByText(`${formatNumber(number)} is registered as a grievance.`).waitFor();
}

/** Somebody's page of a case, and what they do there. */
export interface CasePage {
	page: Page;
	dialog: ReturnType<Page['getByRole']>;
	/** The page offers these verbs in this order, and no other. */
	offers(...verbs: string[]): Promise<void>;
	press(key: string): Promise<void>;
	/** Opens the dialog of this verb. */
	begin(verb: string): Promise<void>;
	choose(name: string): Promise<void>;
	write(text: string): Promise<void>;
	confirm(): Promise<void>;
	read(): Promise<CaseDetail>;
	becomes(state: string): Promise<void>;
	/** Status and code with which the gateway refuses this to them. */
	refused(verb: string, body: object): Promise<string>;
}

/** Opens the case of this number. */
export async function onCase(page: Page, origin: string, number: string): Promise<CasePage> {
	await page.goto(`/cases/${number}`);
	await page.getByRole('region', { name: 'Where it stands' }).waitFor();
	const dialog = page.getByRole('dialog');
	const address = `/api/cases/${number}`;
	const read = async () => (await (await page.request.get(address)).json()) as CaseDetail;
	return {
		page,
		dialog,
		async offers(...verbs) {
			const shown = (all: Element[]) => all.map((one) => one.getAttribute('data-verb'));
			await expect.poll(() => page.locator('[data-verb]').evaluateAll(shown)).toEqual(verbs);
			// What is left of a time limit is told in days or hours; a date there would be another one's format.
			for (const left of await page.locator('time.badge').allInnerTexts())
				expect(left).toMatch(/^\d{1,3} \S+ (left|late)$/);
		},
		async press(key) {
			await page.locator('[data-verb]').first().waitFor();
			await page.keyboard.press(key);
		},
		async begin(verb) {
			await page.locator(`[data-verb="${verb}"]`).click();
			await dialog.waitFor();
		},
		choose: (name) => dialog.getByRole('radio', { name, exact: true }).check(),
		write: (text) => dialog.getByRole('textbox').fill(text),
		async confirm() {
			await dialog.getByRole('textbox').press('Control+Enter');
			await dialog.waitFor({ state: 'detached' });
			await page
				.getByText(`Done: ${formatNumber(number)}`)
				.last()
				.waitFor();
		},
		read,
		becomes: (state) => expect.poll(async () => (await read()).state, { timeout: 30_000 }).toBe(state),
		async refused(verb, data) {
			const answer = await page.request.post(`${address}/${verb}`, { data, headers: { origin } });
			const { code } = (await answer.json()) as { code?: string };
			return `${answer.status()} ${code}`;
		}
	};
}

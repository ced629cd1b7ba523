import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Language } from '#contracts/words.ts';

const scripts = { pa: 'Gurmukhi', hi: 'Devanagari', en: 'Latin' } as const;
/** Scripts that each language's texts are written in: every text may name an address or abbreviate in Latin. */
const foreign = (language: Language) =>
	new RegExp(
		Object.entries(scripts)
			.filter(([one]) => one !== language && one !== 'en')
			.map(([, script]) => `\\p{Script=${script}}`)
			.join('|'),
		'u'
	);

/** A citizen with the lab's telephone, as its page shows it. */
export interface Handset {
	/** Writes an SMS to the helpline. */
	send(text: string): Promise<void>;
	/** The next text that came: written in the citizen's language, with these words. No other one came before it. */
	hears(...says: (string | RegExp)[]): Promise<string>;
	/** How many texts came that this test has heard. */
	heard(): number;
}

/** Takes this telephone in hand on the lab's page. */
export async function openHandset(page: Page, phone: string, language: Language): Promise<Handset> {
	await page.getByLabel('My number').fill(phone);
	const thread = page.getByRole('region', { name: 'SMS messages' });
	const sms = page.locator('section', { has: thread });
	const received = () => thread.locator('li:has(.sr-only:text("Received")) p.break-words').allInnerTexts();
	await expect.poll(async () => (await received()).length).toBe(0);
	let heard = 0;
	return {
		async send(text) {
			await sms.getByRole('textbox', { name: 'Message' }).fill(text);
			await sms.getByRole('button', { name: 'Send', exact: true }).click();
			await thread.getByText(text).last().waitFor();
		},
		async hears(...says) {
			heard += 1;
			await expect.poll(async () => (await received()).length, { timeout: 45_000 }).toBe(heard);
			const text = (await received()).at(-1)!;
			expect(text).toMatch(new RegExp(`\\p{Script=${scripts[language]}}{2}`, 'u'));
			expect(text).not.toMatch(foreign(language));
			for (const one of says) expect(text).toMatch(one);
			return text;
		},
		heard: () => heard
	};
}

import type { Page } from 'playwright-core';
import { withDatabase } from './support/database.ts';
import { withDesk } from './support/desk.ts';
import { atMost, median, type Figure } from './support/figure.ts';
import { say } from './support/say.ts';
import { until } from './support/until.ts';

const MESSAGES = 30;

/** Notes in the page when each row of the queue first stands there. */
const watchRows = (page: Page) =>
	page.evaluate(() => {
		const seen = new Map<string, number>();
		Object.assign(globalThis, { seen });
		const look = () => {
			for (const row of document.querySelectorAll('a[href^="/queue/"]'))
				if (!seen.has(row.textContent ?? '')) seen.set(row.textContent ?? '', Date.now());
		};
		new MutationObserver(look).observe(document.body, {
			childList: true,
			subtree: true,
			characterData: true
		});
	});

/** When a row with this text first stood on the screen. */
async function shownAt(page: Page, text: string): Promise<number> {
	let at: number | undefined;
	await until(text, async () => {
		at = await page.evaluate((wanted) => {
			const { seen } = globalThis as unknown as { seen: Map<string, number> };
			return [...seen].find(([row]) => row.includes(wanted))?.[1];
		}, text);
		return at !== undefined;
	});
	return at!;
}

async function timed(page: Page, text: string, send: () => Promise<unknown>): Promise<number> {
	const begun = Date.now();
	await send();
	return (await shownAt(page, text)) - begun;
}

const postForm = async (origin: string, text: string) => {
	const form = new FormData();
	const page = await (await fetch(`${origin}/complain?lang=en`)).text();
	form.set('key', /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '');
	for (const [name, value] of Object.entries({
		text,
		district: '27',
		name: 'Gurnam Singh',
		phone: '9876543210'
	}))
		form.set(name, value);
	return fetch(`${origin}/complain`, { method: 'POST', body: form, redirect: 'manual' });
};

/** How long an arrival takes from the citizen's side until its row stands on an agent's open screen. */
export const arrive = (): Promise<Figure[]> =>
	withDatabase('arrive', (bench) =>
		withDesk(bench, async (page, lab, origin) => {
			await watchRows(page);
			const sms: number[] = [];
			for (let at = 0; at < MESSAGES; at++) {
				const text = `Street light ${at} is out`;
				const send = () => lab.carrier.sendSms({ via: 'twilio', from: `+9198765${43000 + at}`, text });
				sms.push(await timed(page, text, send));
			}
			const mail = await timed(page, 'Road broken', () =>
				lab.mailbox.deliver({
					from: 'ravi@citizen.example',
					to: 'grievance@sunwai.example',
					subject: 'Road broken',
					text: 'Nobody can pass.'
				})
			);
			const web = await timed(page, 'Drain blocked', () => postForm(origin, 'Drain blocked for a week'));
			const from = '+919814055555';
			const call = lab.telephone.placeCall({ via: 'ivr-twilio', from });
			await call.settled();
			for (const key of ['3', '1', '1', '01']) await call.press(key);
			const spoken = await timed(page, from, () => call.record(1));
			await call.hangUp();
			say(`  SMS ${Math.max(...sms)} ms at most, mail ${mail} ms, web form ${web} ms, call ${spoken} ms`);
			return [
				atMost('arrive.sms_median_ms', median(sms), 'ms', 300),
				atMost('arrive.slowest_ms', Math.max(...sms, mail, web, spoken), 'ms', 2000)
			];
		})
	);

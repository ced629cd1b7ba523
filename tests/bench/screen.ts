import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import type { Lab } from '#gateway/lab/start.ts';
import { withDatabase, type Bench } from './support/database.ts';
import { withDesk } from './support/desk.ts';
import { atMost, percentile, told, type Figure } from './support/figure.ts';
import { say } from './support/say.ts';
import { until } from './support/until.ts';

const ROWS = 5_000;
const ARRIVALS_PER_SECOND = 50;
const KEYS = 120;
const LOAD_LIMIT_MS = 180_000;
/** A quick hand: four keys a second, and the shortcuts of a practised one. */
const KEY_INTERVAL_MS = 250;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Submissions that wait in the queue when the shift begins. */
const fill = ({ rows }: Bench) =>
	rows(
		`insert into submission (number, channel, account, received_at, sender, text, language, flags)
		select '25' || lpad(n::text, 8, '0'), (array['sms', 'email', 'web', 'ivr'])[n % 4 + 1], 'sms-twilio',
			now() - make_interval(secs => ${ROWS} - n), '+9198' || lpad(n::text, 8, '0'),
			'ਸਾਡੇ ਪਿੰਡ ਵਿੱਚ ਪਾਣੀ ਨਹੀਂ ਆ ਰਿਹਾ, Nobody answers the complaint number ' || n, 'pa',
			case when n % 9 = 0 then '{urgent}'::text[] else '{}' end
		from generate_series(1, ${ROWS}) n`
	);

/** Kilobytes of gzipped script that a signed-in person's browser loads to show the queue. */
async function scriptOf(page: Page): Promise<number> {
	const browser = await page.context().newCDPSession(page);
	await browser.send('Network.enable');
	await browser.send('Network.setCacheDisabled', { cacheDisabled: true });
	const loaded: Promise<Buffer>[] = [];
	const note = (response: Response) => {
		if (response.ok() && /javascript/.test(response.headers()['content-type'] ?? ''))
			loaded.push(response.body());
	};
	page.on('response', note);
	await page.goto('/queue');
	await page.locator('a[href^="/queue/"]').first().waitFor();
	await page.waitForLoadState('networkidle');
	page.off('response', note);
	await browser.send('Network.setCacheDisabled', { cacheDisabled: false });
	const sizes = (await Promise.all(loaded)).map((body) => gzipSync(body, { level: 9 }).length);
	return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

/** Goes down the list till all of it is loaded. */
async function loadAll(page: Page): Promise<void> {
	/** Scrolls to and fro at the end, so that the list hears of it however the page before came; gives what is loaded. */
	const further = () =>
		page.evaluate(() => {
			const row = document.querySelector('[aria-setsize]')!;
			const list = row.closest('div')!;
			const end = list.scrollHeight - list.clientHeight;
			list.scrollTop = list.scrollTop < end ? end : end - 400;
			return Number(row.getAttribute('aria-setsize'));
		});
	await until('all of the queue', async () => (await further()) >= ROWS, { limit_ms: LOAD_LIMIT_MS });
	await page.evaluate(() => document.querySelector('[aria-setsize]')!.closest('div')!.scrollTo(0, 0));
}

/** Notes how long each key took from the press to the paint that shows it, as the browser itself measures it. */
const watchKeys = (page: Page) =>
	page.evaluate(() => {
		const taken: number[] = [];
		Object.assign(globalThis, { taken });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) if (entry.name === 'keydown') taken.push(entry.duration);
		}).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit);
	});

/** SMS at an even rate till `stop`; gives how many were sent. */
function arriving(lab: Lab) {
	let sent = 0;
	const begun = performance.now();
	const timer = setInterval(() => {
		const due = ((performance.now() - begun) / 1000) * ARRIVALS_PER_SECOND;
		while (sent < due) {
			const from = `+9197${String(sent++).padStart(8, '0')}`;
			void lab.carrier.sendSms({ via: 'twilio', from, text: `No water in our street (${sent})` });
		}
	}, 10);
	return { stop: () => (clearInterval(timer), sent), seconds: () => (performance.now() - begun) / 1000 };
}

/** Keys of somebody who goes through the queue, some of them with the focus outside of the list, which then moves. */
async function work(page: Page): Promise<number[]> {
	await watchKeys(page);
	for (let at = 0; at < KEYS; at++) {
		if (at % 20 === 10) await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
		const key = at % 20 === 19 ? 'c' : at % 20 === 18 ? '?' : at % 5 === 4 ? 'k' : 'j';
		await page.keyboard.press(key);
		if (key === '?') await page.keyboard.press('Escape');
		await wait(KEY_INTERVAL_MS);
	}
	const slow = await page.evaluate(() => (globalThis as unknown as { taken: number[] }).taken);
	// The browser reports what took at least 16 ms; the rest was quicker.
	const presses = KEYS + KEYS / 20;
	return [...slow, ...Array.from({ length: Math.max(0, presses - slow.length) }, () => 16)];
}

/** From key to paint on the queue of a busy floor, and what the first page loads. */
export const screen = (): Promise<Figure[]> =>
	withDatabase('screen', async (bench) => {
		await fill(bench);
		return withDesk(bench, async (page, lab) => {
			const script_kb = await scriptOf(page);
			await loadAll(page);
			const arrivals = arriving(lab);
			const taken_ms = await work(page);
			const seconds = arrivals.seconds();
			const rate = arrivals.stop() / seconds;
			say(`  ${taken_ms.length} keys, the slowest ${Math.max(...taken_ms)} ms`);
			return [
				atMost('desk.paint_ms', percentile(taken_ms, 0.95), 'ms', 100),
				told('desk.paint_median_ms', percentile(taken_ms, 0.5), 'ms'),
				told('desk.arrivals', rate, 'per second'),
				atMost('desk.script_kb', script_kb, 'KB', 150)
			];
		});
	});

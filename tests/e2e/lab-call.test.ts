import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toneWav } from '#adapters/lab/tone.ts';
import { chromiumPath, launch, openPage } from '../support/browser.ts';
import { newCaller } from '../support/floor.ts';
import { until } from '../support/gateway.ts';
import { openHouse, type House } from '../support/house.ts';

const TEST_MS = 120_000;

/** The helpline is rung from a telephone in the browser. */
describe.skipIf(!chromiumPath)('calls from the lab', () => {
	let house: House;
	let browser: Browser;
	let database: pg.Client;
	beforeAll(async () => {
		house = await openHouse();
		// A microphone that hums, and nobody who has to be asked.
		browser = await launch('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream');
		database = new pg.Client({ connectionString: house.databaseUrl });
		await database.connect();
	});
	afterAll(async () => {
		await database?.end();
		await browser?.close();
		await house?.close();
	});

	const rows = async <T>(text: string, ...values: unknown[]) =>
		(await database.query(text, values)).rows as T[];
	const atTelephone = async () => {
		const { page, context, complaints } = await openPage(browser, house.origin, { person: 'agent' });
		await page.goto('/lab');
		// Nobody knows this number, so the script begins at its beginning.
		await page.getByLabel('My number').fill(newCaller());
		await page.getByRole('button', { name: 'Ring', exact: true }).waitFor();
		return { page, close: () => context.close(), complaints };
	};
	const press = async (page: Page, keys: string) => {
		for (const key of keys) {
			await page.getByRole('status').getByText('Waiting for keys').waitFor();
			await page.getByRole('button', { name: key, exact: true }).click();
		}
	};
	const heard = (page: Page, prompt: string) =>
		page
			.getByRole('list', { name: /^Heard/ })
			.getByText(prompt)
			.first()
			.waitFor();
	/** Rings, and goes on to where a grievance is spoken. */
	const toRecording = async (page: Page) => {
		await page.getByRole('button', { name: 'Ring', exact: true }).click();
		await heard(page, 'pa/greeting');
		await press(page, '3');
		await heard(page, 'en/menu');
		await press(page, '11');
		await heard(page, 'en/district');
		// One key after the other, as on a real keypad.
		await press(page, '01');
		await page.getByRole('status').getByText('Recording').waitFor();
	};
	/** The recording of the newest call, once it is in our own store. */
	const stored = () =>
		until(async () => {
			const [row] = await rows<{ seconds: number; number: string | null }>(
				`select r.duration_s as seconds, c.number from recording r join call c on c.id = r.call
				where r.state = 'stored' order by r.id desc limit 1`
			);
			return row;
		});

	/** Plays what was recorded by keys alone; nothing counts as heard before that, and then once. */
	const hear = async (page: Page, number: string) => {
		const played = () => rows(`select from audit where action = 'recording:played' and subject = $1`, number);
		await page.goto(`/queue/${number}`);
		const recording = page.getByRole('group', { name: 'recording-1' });
		const place = recording.getByRole('slider', { name: 'Place in recording-1' });
		const at = async () => Number(await place.getAttribute('aria-valuenow'));
		await recording.getByRole('button', { name: 'Play recording-1' }).waitFor();
		expect(await played()).toHaveLength(0);
		await place.focus();
		await page.keyboard.press('Space');
		await recording.getByRole('button', { name: 'Pause recording-1' }).waitFor();
		await expect.poll(() => place.getAttribute('aria-valuemax')).toBe('4');
		await expect.poll(at).toBeGreaterThan(0);
		await page.keyboard.press('Space');
		await recording.getByRole('button', { name: 'Play recording-1' }).waitFor();
		// The wave of a hum is no flat line.
		const bars = await place.locator('path').first().getAttribute('d');
		expect(Math.max(...[...bars!.matchAll(/v([\d.]+)/g)].map(([, height]) => Number(height)))).toBe(30);
		await page.keyboard.press('Home');
		await expect.poll(at).toBe(0);
		await page.keyboard.press('ArrowRight');
		await expect.poll(at).toBe(4);
		// How fast is kept for the next recording.
		const kept = `select (body->>'playbackRate')::float8 as rate from access.preference`;
		await recording.getByLabel('Speed').selectOption('1.5');
		await expect.poll(() => rows(kept)).toEqual([{ rate: 1.5 }]);
		await place.focus();
		await page.keyboard.press('Shift+Comma');
		await expect.poll(() => rows(kept)).toEqual([{ rate: 1.25 }]);
		expect(await played()).toHaveLength(1);
	};

	test('a grievance is spoken from a file, and its number is heard', { timeout: TEST_MS }, async () => {
		const { page, close, complaints } = await atTelephone();
		await toRecording(page);
		await page.getByLabel('Sound file').setInputFiles({
			name: 'grievance.wav',
			mimeType: 'audio/wav',
			buffer: toneWav(4)
		});
		await press(page, '1');
		await heard(page, 'en/number');
		const { seconds, number } = await stored();
		expect(seconds).toBeCloseTo(4, 0);
		await until(async () => (await rows('select from submission where number = $1', number)).length === 1);
		await hear(page, number!);
		expect(complaints).toEqual([]);
		await close();
	});

	test('through the other carrier by microphone', { timeout: TEST_MS }, async () => {
		const { page, close, complaints } = await atTelephone();
		await page.getByLabel('By way of').last().selectOption('ivr-vonage');
		const before = (await stored()).number;
		await toRecording(page);
		await page.getByRole('button', { name: 'Speak by microphone' }).click();
		await page.getByRole('button', { name: 'That is all' }).click();
		await press(page, '1');
		await heard(page, 'en/number');
		await until(async () => (await stored()).number !== before);
		expect(complaints).toEqual([]);
		await close();
	});

	test('a call of the PBX waits, is lifted at an extension, and ends', { timeout: TEST_MS }, async () => {
		const { page, close, complaints } = await atTelephone();
		const stage = (wanted: string) =>
			until(async () => {
				const [call] = await rows<{ stage: string }>(`select stage from call where account = 'ivr-pbx'`);
				return call?.stage === wanted;
			});
		await page.getByRole('button', { name: 'Ring through the PBX' }).click();
		await stage('queued');
		await page.getByRole('button', { name: 'Answer', exact: true }).click();
		await stage('connected');
		await page.getByRole('button', { name: 'Hang up' }).click();
		await stage('ended');
		await page.getByText('The gateway answered: 204, 204, 204').waitFor();
		expect(complaints).toEqual([]);
		await close();
	});
});

import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The system's Chromium; undefined where there is none. */
export const chromiumPath = process.env.CHROMIUM ?? places.find((path) => existsSync(path));

/** A headless browser that asks nothing of the outside; `more` are arguments of its own. */
export const launch = (...more: string[]): Promise<Browser> =>
	chromium.launch({
		executablePath: chromiumPath ?? '',
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			...more
		]
	});

/** A step that takes longer than this has failed: far above what it takes on a machine that does other work too. */
const STEP_MS = 20_000;

export interface Look {
	language?: 'pa' | 'hi' | 'en';
	size?: { width: number; height: number };
	scheme?: 'light' | 'dark';
	/** Part of the demonstration person's address before the `@`. Absent: a citizen. */
	person?: string;
	script?: boolean;
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;
const sessions = new Map<string, Cookies>();

/** Signs in once for each person: sign-ins are rationed. */
async function sessionOf(context: BrowserContext, origin: string, person: string): Promise<Cookies> {
	const known = sessions.get(`${origin} ${person}`);
	if (known) return known;
	const data = { email: `${person}@sunwai.example`, password: 'sunwai-demo' };
	const signed = await context.request.post('/api/auth/sign-in/email', { data, headers: { origin } });
	if (!signed.ok()) throw new Error(`${person} could not sign in: ${signed.status()}`);
	const cookies = (await context.cookies()).filter(({ name }) => name.includes('session'));
	sessions.set(`${origin} ${person}`, cookies);
	return cookies;
}

/** A page of its own context, signed in, in the language asked for; what the browser complains of is collected. */
export async function openPage(
	browser: Browser,
	origin: string,
	{ language = 'en', size = { width: 1366, height: 768 }, scheme = 'light', person, script = true }: Look = {}
): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
	const context = await browser.newContext({
		baseURL: origin,
		viewport: size,
		colorScheme: scheme,
		reducedMotion: 'reduce',
		javaScriptEnabled: script
	});
	context.setDefaultTimeout(STEP_MS);
	const complaints: string[] = [];
	await context.addCookies([
		{ name: 'PARAGLIDE_LOCALE', value: language, url: origin },
		{ name: 'lang', value: language, url: origin }
	]);
	if (person) {
		await context.addCookies(await sessionOf(context, origin, person));
		await context.request.put('/api/me', { data: { language } });
	}
	const page = await context.newPage();
	page.on('pageerror', (fault) => complaints.push(fault.message));
	page.on('console', (message) => {
		if (message.type() === 'error') complaints.push(message.text());
	});
	return { page, context, complaints };
}

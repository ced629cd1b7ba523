import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { choosePort } from '#adapters/lab/port.ts';
import { readConfig } from '#gateway/config.ts';
import { startGateway } from '#gateway/gateway.ts';
import { startLab, type Lab } from '#gateway/lab/start.ts';
import { launch, openPage } from '../../support/browser.ts';
import type { Bench } from './database.ts';

/** Gateway, lab and an agent's browser as `npm start` has them. */
export async function withDesk<T>(
	bench: Bench,
	work: (page: Page, lab: Lab, origin: string) => Promise<T>
): Promise<T> {
	const port = await choosePort(0);
	const origin = `http://127.0.0.1:${port}`;
	const ports = { http: 0, smsc: await choosePort(0), imap: await choosePort(0), smtp: await choosePort(0) };
	const dataFolder = join(bench.folder, 'data');
	const config = {
		...readConfig({ SUNWAI_PORT: String(port), SUNWAI_LOG: 'silent', SUNWAI_DATA: dataFolder }),
		labPorts: ports
	};
	const lab = await startLab(config, origin);
	const secret = 'a secret that only the benchmark knows';
	const gateway = await startGateway({ config, secret, databaseUrl: bench.url, accounts: lab.accounts, lab });
	const browser = await launch();
	try {
		const { page } = await openPage(browser, origin, { person: 'agent', language: 'en' });
		await page.goto('/queue');
		await page.locator('h1').waitFor();
		await page.waitForLoadState('networkidle');
		return await work(page, lab, origin);
	} finally {
		await browser.close();
		await gateway.stop();
		await lab.close();
	}
}

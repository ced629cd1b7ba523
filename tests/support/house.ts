import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#gateway/config.ts';
import { startGateway } from '#gateway/gateway.ts';
import { startLab, type Lab } from '#gateway/lab/start.ts';
import { cloneDatabase } from './database.ts';
import { freePort } from './port.ts';

/** The whole product as `npm start` runs it, on a database of its own. */
export interface House {
	origin: string;
	lab: Lab;
	databaseUrl: string;
	close(): Promise<void>;
}

/** What the house's gateways sign with. */
export const secret = 'a secret that only the tests know, long enough';

/** Starts gateway and lab at addresses of this machine that a browser can open. */
export async function openHouse(environment: Record<string, string> = {}): Promise<House> {
	const database = await cloneDatabase();
	const dataFolder = await mkdtemp(join(tmpdir(), 'sunwai-house-'));
	const port = await freePort();
	const origin = `http://127.0.0.1:${port}`;
	const config = {
		...readConfig({
			SUNWAI_PORT: String(port),
			SUNWAI_LOG: 'silent',
			SUNWAI_DATA: dataFolder,
			...environment
		}),
		labPorts: { http: 0, smsc: await freePort(), imap: await freePort(), smtp: await freePort() }
	};
	const lab = await startLab(config, origin);
	const gateway = await startGateway({
		config,
		secret,
		databaseUrl: database.url,
		accounts: lab.accounts,
		lab
	});
	return {
		origin,
		lab,
		databaseUrl: database.url,
		async close() {
			await gateway.stop();
			await lab.close();
			await database.drop();
			await rm(dataFolder, { recursive: true, force: true });
		}
	};
}

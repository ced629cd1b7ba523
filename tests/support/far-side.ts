import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labSmsAccounts, newVonageKey } from '#adapters/lab/accounts.ts';
import { carrier, type CarrierOptions } from '#adapters/lab/carrier.ts';
import { labServer, type LabServer } from '#adapters/lab/server.ts';
import type { SmsAccount } from '#adapters/lab/sms.ts';
import { startLab, type Lab } from '#gateway/lab/start.ts';
import { freePort } from './port.ts';

/** What providers sign for: not where the gateway listens, so that every test shows that the Host header is nothing to it. */
export const publicOrigin = 'https://sunwai.example';

export type SmsLab = Pick<Lab, 'accounts' | 'carrier' | 'close'> & { server: LabServer; sms: SmsAccount[] };

// Making it takes longer than all the rest of a lab.
let vonagePrivateKey: string | undefined;

/** The carriers that call us by HTTP, without SMSC, mailbox and telephone: ready in no time. */
export async function smsLab(gatewayUrl: string, options: Partial<CarrierOptions> = {}): Promise<SmsLab> {
	const server = await labServer(0);
	vonagePrivateKey ??= newVonageKey();
	const accounts = labSmsAccounts({ labUrl: server.url, smscPort: 0, publicOrigin, vonagePrivateKey });
	const sms = accounts.filter(({ provider }) => provider !== 'smpp');
	const sender = await carrier(server, sms, { gatewayUrl, statusDelay_ms: 10, retryWait_ms: 50, ...options });
	return {
		accounts: sms,
		sms,
		server,
		carrier: sender,
		async close() {
			await sender.close();
			await server.close();
		}
	};
}

/** The whole lab, in a folder of its own that goes with it. */
export async function wholeLab(gatewayUrl: string): Promise<Lab> {
	const dataFolder = await mkdtemp(join(tmpdir(), 'sunwai-lab-'));
	const [smsc, imap, smtp] = [await freePort(), await freePort(), await freePort()];
	const lab = await startLab(
		{ dataFolder, labPorts: { http: 0, smsc, imap, smtp }, publicOrigin },
		gatewayUrl
	);
	return {
		...lab,
		async close() {
			await lab.close();
			await rm(dataFolder, { recursive: true, force: true });
		}
	};
}

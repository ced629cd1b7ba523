import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import { labVoiceAccounts } from '#adapters/lab/accounts-voice.ts';
import { labServer } from '#adapters/lab/server.ts';
import { telephone, type LiveCall, type Telephone } from '#adapters/lab/telephone.ts';
import { recordingRoutes } from '#gateway/call/review.ts';
import { promptRoutes } from '#gateway/call/routes.ts';
import { readConfig } from '#gateway/config.ts';
import { webhookRoutes } from '#gateway/intake/webhook.ts';
import { startWorkers } from '#gateway/jobs.ts';
import type { Services } from '#gateway/services.ts';
import { startServices } from '#gateway/start-services.ts';
import { cloneDatabase } from './database.ts';

const publicOrigin = 'https://sunwai.example.gov.in';

/** The helpline with its far side: telephones that ring it, through both providers. */
export interface Helpline {
	services: Services;
	exchange: Telephone;
	/** A telephone that has never called. */
	another(): string;
	close(): Promise<void>;
}

/** Opens a helpline on a database of its own. */
export async function openHelpline(): Promise<Helpline> {
	const own = await cloneDatabase();
	const server = await labServer(0);
	const accounts = labVoiceAccounts({ labUrl: server.url, publicOrigin });
	const config = readConfig({ SUNWAI_PUBLIC_ORIGIN: publicOrigin, SUNWAI_LOG: 'silent' });
	const started = await startServices(config, own.url, accounts, 'x'.repeat(40));
	const { services } = started;
	started.onCommitted(await startWorkers(services));
	const app = Fastify();
	promptRoutes(app, services);
	recordingRoutes(app, services);
	webhookRoutes(app, services);
	await app.listen({ port: 0, host: '127.0.0.1' });
	const gatewayUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
	const exchange = telephone({ server, accounts, gatewayUrl });
	let telephones = 0;
	return {
		services,
		exchange,
		another: () => `+9198765${String((telephones += 1)).padStart(5, '0')}`,
		async close() {
			await exchange.close();
			await app.close();
			await started.stop();
			await server.close();
			await own.drop();
		}
	};
}

/** What a caller heard: `pa menu`, words of a provider's voice as `say:…`, or `recording`. */
export const heard = ({ heard: addresses }: Pick<LiveCall, 'heard'>): string[] =>
	addresses.map((address) => {
		const prompt = /\/prompts\/(\w+)\/(.+)\.mp3$/.exec(address);
		if (prompt) return `${prompt[1]} ${prompt[2]}`;
		return address.startsWith('say:') ? address : 'recording';
	});

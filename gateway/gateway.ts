import type { AddressInfo } from 'node:net';
import { createFindActor, type FindActor } from './access/guard.ts';
import { IDLE_HEADER } from './access/idle.ts';
import { seedDemo } from './access/demo.ts';
import { createSignIn } from './access/sign-in.ts';
import { READERS } from '#db/delivery.ts';
import { listen } from '#db/listen.ts';
import { WEBHOOKS } from '#db/webhook-message.ts';
import { buildApp } from './app.ts';
import { startDispatch } from './call/dispatch.ts';
import type { Config } from './config.ts';
import { sweepCases } from './grievance/sweep.ts';
import { SWEEP_INTERVAL_MS, sweep } from './housekeeping.ts';
import { keepConnection } from './intake/connection.ts';
import { startWorkers } from './jobs.ts';
import { queueWebhook } from './queues.ts';
import { carrySound } from './lab/sound.ts';
import type { Lab } from './lab/start.ts';
import { createLive } from './live.ts';
import { startServices } from './start-services.ts';
import type { Services } from './services.ts';

export interface GatewayOptions {
	config: Config;
	secret: string;
	databaseUrl: string;
	accounts: readonly unknown[];
	lab?: Lab | null;
}

/** Sweeps one after the other, never two at a time. */
function startSweeping(services: Services, sweep: (services: Services) => Promise<void>) {
	let running: Promise<void> = Promise.resolve();
	let busy = false;
	const timer = setInterval(() => {
		if (busy) return;
		busy = true;
		running = sweep(services)
			.catch((fault) => services.log.warn({ err: fault }, 'sweep failed'))
			.finally(() => (busy = false));
	}, SWEEP_INTERVAL_MS);
	return async () => {
		clearInterval(timer);
		await running;
	};
}

/** Opens the kept connections, starts the workers and the sweep. */
async function startWork(
	started: Awaited<ReturnType<typeof startServices>>,
	databaseUrl: string
): Promise<() => Promise<void>> {
	const { services } = started;
	const wake = await startWorkers(services);
	started.onCommitted(wake);
	const listener = listen(databaseUrl, READERS, wake, (fault) =>
		services.log.warn({ err: fault }, 'listener lost, connecting again')
	);
	// Named by the commit that wrote their message; after a lost connection the sweep finds them.
	const webhooks = listen(
		databaseUrl,
		WEBHOOKS,
		(id) => {
			if (id)
				queueWebhook(services, id).catch((fault) => services.log.warn({ err: fault }, 'webhook not queued'));
		},
		(fault) => services.log.warn({ err: fault }, 'listener lost, connecting again')
	);
	const stopSweeping = startSweeping(services, sweep);
	// Apart: however many cases are due, callers and mails do not wait for them.
	const stopCases = startSweeping(services, sweepCases);
	const stopDispatch = startDispatch(services, databaseUrl);
	const connections = [...services.adapters.values()]
		.filter((adapter) => adapter.open)
		.map((adapter) => keepConnection(services, adapter, databaseUrl));
	return async () => {
		await Promise.allSettled([
			...connections.map((connection) => connection.stop()),
			listener.stop(),
			webhooks.stop()
		]);
		await stopSweeping();
		await stopCases();
		await stopDispatch();
	};
}

/** A screen that listens is nobody at work: it keeps no session alive, and is not open to who is held back. */
const createFindListener =
	(findActor: FindActor): FindActor =>
	async (headers) => {
		const actor = await findActor({ ...headers, [IDLE_HEADER]: String(24 * 3600) });
		return actor?.hold ? null : actor;
	};

/** One gateway on a migrated database: HTTP, live socket and workers as its role says. */
export async function startGateway({ config, secret, databaseUrl, accounts, lab }: GatewayOptions) {
	const started = await startServices(config, databaseUrl, accounts, secret);
	const { services } = started;
	const signIn = createSignIn(config, secret, databaseUrl);
	if (config.demo) await seedDemo(services);
	const findActor = createFindActor(signIn, services);
	const app = await buildApp(services, { signIn, findActor, lab: lab ?? null });
	const live = createLive(services, app.server, databaseUrl, createFindListener(findActor));
	const sound = lab ? carrySound(live.io, lab) : null;
	if (config.role !== 'worker') await app.listen({ host: config.host, port: config.port });
	await live.ready;
	const stopWork = config.role === 'web' ? async () => undefined : await startWork(started, databaseUrl);
	const address = app.server.address() as AddressInfo | null;
	return {
		app,
		services,
		origin: address ? `http://127.0.0.1:${address.port}` : config.publicOrigin,
		async stop() {
			await live.stop();
			sound?.stop();
			await app.close();
			await stopWork();
			await started.stop();
			await signIn.close();
		}
	};
}

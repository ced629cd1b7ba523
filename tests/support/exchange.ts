import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import { labPbxAccount, labVoiceAccounts } from '#adapters/lab/accounts-voice.ts';
import { pbx } from '#adapters/lab/pbx.ts';
import { labServer } from '#adapters/lab/server.ts';
import { telephone } from '#adapters/lab/telephone.ts';
import { noLimit } from '#contracts/access.ts';
import { wishState } from '#db/agent-state.ts';
import { sitDown } from '#db/pbx.ts';
import { keepScreens } from '#db/presence.ts';
import { ensureStaff } from '#db/staff.ts';
import { asActor, type Actor } from '#gateway/access/actor.ts';
import { recordingRoutes } from '#gateway/call/review.ts';
import { promptRoutes } from '#gateway/call/routes.ts';
import { readConfig } from '#gateway/config.ts';
import { webhookRoutes } from '#gateway/intake/webhook.ts';
import { startWorkers } from '#gateway/jobs.ts';
import { startServices } from '#gateway/start-services.ts';
import { cloneDatabase } from './database.ts';
import { until } from './gateway.ts';

export const publicOrigin = 'https://sunwai.example.gov.in';

/** A gateway's services, webhooks and prompts, with two carriers and a PBX on their far side; no dispatcher of its own. */
export async function openExchange() {
	const own = await cloneDatabase();
	const server = await labServer(0);
	const voice = labVoiceAccounts({ labUrl: server.url, publicOrigin });
	const switchboard = labPbxAccount({ publicOrigin });
	const config = readConfig({ SUNWAI_PUBLIC_ORIGIN: publicOrigin, SUNWAI_LOG: 'silent' });
	const started = await startServices(config, own.url, [...voice, switchboard], 'x'.repeat(40));
	const { services } = started;
	started.onCommitted(await startWorkers(services));
	const app = Fastify({ forceCloseConnections: true });
	promptRoutes(app, services);
	recordingRoutes(app, services);
	webhookRoutes(app, services);
	await app.listen({ port: 0, host: '127.0.0.1' });
	const gatewayUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
	const exchange = telephone({ server, accounts: voice, gatewayUrl });
	const query = async <T = Record<string, unknown>>(text: string, ...values: unknown[]) =>
		(await services.pool.query({ text, values })).rows as T[];
	/** What is left to be done at the carriers when everybody has hung up is done. */
	const quiet = () =>
		until(async () => {
			const jobs = await query(
				`select from pgboss.job where name in ('telephone', 'media', 'read') and state < 'completed'
					and start_after <= now() limit 1`
			);
			return jobs.length === 0;
		});
	let people = 0;
	/** Somebody free at the telephone whose screen is there. */
	const agent = async (extension: string | null = null): Promise<Actor> => {
		const id = `agent-${people++}`;
		const person = {
			id,
			name: id,
			email: `${id}@x.example`,
			role: 'agent' as const,
			language: 'pa' as const
		};
		await ensureStaff(services.pool, { ...person, scope: noLimit }, 'x');
		await keepScreens(services.pool, [{ screen: id, person: id, number: null, doing: 'looking' }]);
		// Nobody keeps it alive here, and a slow machine is no absence.
		await query(`update presence set at = now() + interval '1 hour' where person = $1`, id);
		await wishState(services.pool, id, { state: 'available', reason: null, address: null });
		if (extension !== null) await services.transaction((db) => sitDown(db, id, extension));
		return asActor({ ...person, scope: noLimit }, 'session');
	};
	return {
		services,
		app,
		query,
		agent,
		exchange,
		switchboard: pbx(switchboard, gatewayUrl),
		pbxAccount: switchboard,
		gatewayUrl,
		async close() {
			await exchange.close();
			await quiet();
			await app.close();
			await started.stop();
			await server.close();
			await own.drop();
		}
	};
}
export type Exchange = Awaited<ReturnType<typeof openExchange>>;

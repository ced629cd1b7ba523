import pg from 'pg';
import type { Arriving, ChannelAdapter, Connection, Sink } from '#adapters/adapter.ts';
import { accountFailing, accountWell, readCursor, tryHold, writeCursor } from '#db/account.ts';
import { knownDeliveries } from '#db/delivery.ts';
import type { Services } from '../services.ts';

/** How often a process that does not hold an account asks whether it may. */
const ASK_INTERVAL_MS = 3_000;

function sinkOf(services: Services, adapter: ChannelAdapter): Sink {
	const { account, channel, provider } = adapter;
	const { pool, log } = services;
	const ignore = (fault: Error) => log.warn({ account, err: fault }, 'account health not saved');
	return {
		async receive(items: Arriving[]) {
			await Promise.all(
				items.map((item) =>
					services.receive({
						account,
						channel,
						provider,
						kind: item.kind,
						externalId: item.externalId,
						headers: item.headers,
						body: item.body,
						asBlob: channel === 'email',
						flags: item.flags ?? []
					})
				)
			);
		},
		cursor: {
			read: () => readCursor(pool, account),
			write: async (cursor) => void (await writeCursor(pool, account, cursor))
		},
		known: (externalIds) => knownDeliveries(pool, account, externalIds),
		health(state) {
			if (!state.ok) log.warn({ account, error: state.error, alarm: true }, 'channel account is failing');
			const saved = state.ok ? accountWell(pool, account) : accountFailing(pool, account, state.error);
			saved.catch(ignore);
		}
	};
}

/**
 * Keeps one account's connection open in one process at a time: the holder of a session lock in the database.
 * When the holder dies, its lock goes with it and another process opens the connection.
 */
export function keepConnection(services: Services, adapter: ChannelAdapter, databaseUrl: string) {
	let stopped = false;
	let timer: NodeJS.Timeout | undefined;
	let holder: pg.Client | undefined;
	let connection: Connection | undefined;

	const letGo = async () => {
		const [closing, leaving] = [connection, holder];
		connection = holder = undefined;
		await closing?.stop().catch((fault) => services.log.warn({ err: fault }, 'connection did not stop well'));
		await leaving?.end().catch(() => undefined);
	};

	const lost = () => {
		if (stopped || !holder) return;
		services.log.warn({ account: adapter.account }, 'lease lost with its database connection');
		void letGo().then(() => again());
	};

	const ask = async () => {
		const client = new pg.Client({ connectionString: databaseUrl, application_name: 'sunwai-lease' });
		try {
			client.on('error', lost);
			await client.connect();
			if (stopped || !(await tryHold(client, adapter.account))) return void (await client.end());
			holder = client;
			client.on('end', lost);
			connection = adapter.open!(sinkOf(services, adapter));
		} catch (fault) {
			await client.end().catch(() => undefined);
			services.log.warn({ account: adapter.account, err: fault }, 'account could not be held');
		}
	};

	const again = () => {
		if (stopped) return;
		timer = setTimeout(() => void ask().finally(() => holder || again()), ASK_INTERVAL_MS);
		timer.unref();
	};

	const ready = ask().finally(() => holder || again());
	return {
		ready,
		async stop() {
			stopped = true;
			clearTimeout(timer);
			await ready;
			await letGo();
		}
	};
}

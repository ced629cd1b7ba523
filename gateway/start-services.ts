import { pino, type Logger } from 'pino';
import { saveAccounts } from '#db/account.ts';
import { wakeReaders } from '#db/delivery.ts';
import { listen } from '#db/listen.ts';
import { createPool, inTransaction } from '#db/sql.ts';
import { openChannels } from './channels.ts';
import type { Config } from './config.ts';
import { createReceiver } from './intake/receive.ts';
import { keepTemplates } from './notice/templates.ts';
import { createBoss, createQueues } from './job-queues.ts';
import { queueBatch } from './queues.ts';
import { paced } from './paced.ts';
import type { Services } from './services.ts';

/** Header and field names whose values never reach a log. */
const secrets = ['*.authorization', '*.cookie', '*.password', '*.secret', 'req.headers'];

export const createLog = (level: string): Logger =>
	pino({ level, redact: { paths: secrets, censor: '[hidden]' } });

/** Everything that verbs use, on a migrated database; `stop` hands jobs back and closes what was opened. */
export async function startServices(
	config: Config,
	databaseUrl: string,
	accounts: readonly unknown[],
	secret: string,
	log = createLog(config.logLevel)
) {
	const adapters = openChannels(config, accounts);
	const noted = (fault: Error) => log.warn({ err: fault }, 'database connection lost');
	const pool = createPool(databaseUrl, config.poolSize, noted);
	const boss = createBoss(databaseUrl, (fault) => log.warn({ err: fault }, 'job queue'));
	await boss.start();
	await createQueues(boss);
	await saveAccounts(
		pool,
		[...adapters.values()].map(({ account, channel, provider }) => ({ id: account, channel, provider }))
	);
	const templates = await keepTemplates(pool);
	const listener = listen(databaseUrl, 'template', () => void templates.refresh().catch(noted), noted);
	const transaction: Services['transaction'] = (work) => inTransaction(pool, work);
	// Without readers of its own a process wakes those of the others.
	let wake = paced(WAKE_INTERVAL_MS, () => wakeReaders(pool).catch(noted));
	const services: Services = {
		config,
		secret,
		log,
		pool,
		transaction,
		boss,
		adapters,
		templates,
		receive: createReceiver({
			pool,
			queueRead: (db, keys) => queueBatch(boss, db, { keys }),
			committed: () => wake()
		})
	};
	return {
		services,
		/** Called after each commit of intake, when this process has readers of its own. */
		onCommitted: (next: () => void) => void (wake = next),
		async stop() {
			await listener.stop();
			await boss.stop({ graceful: true, timeout: STOP_JOBS_MS, close: true });
			await Promise.allSettled([...adapters.values()].map((adapter) => adapter.close?.()));
			await pool.end();
		}
	};
}

/** Readers of other processes are woken at most this often. */
const WAKE_INTERVAL_MS = 20;

/** Jobs in hand get this long to end; what does not is handed back to the queue. */
const STOP_JOBS_MS = 4_000;

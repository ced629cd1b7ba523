import pg from 'pg';

/** How soon a lost listener is made again. */
const RECONNECT_MS = 500;

/**
 * Listens on a channel of the database with a connection of its own, for ever: a lost one is made again, and
 * `onNotify` is called with each payload, and without one after each (re)connection, since something may have been missed.
 */
export function listen(
	url: string,
	channel: string,
	onNotify: (payload?: string) => void,
	onError: (fault: Error) => void
) {
	let client: pg.Client | undefined;
	let stopped = false;
	let timer: NodeJS.Timeout | undefined;

	const connect = async (): Promise<void> => {
		const next = new pg.Client({
			connectionString: url,
			application_name: 'sunwai-listen',
			keepAlive: true,
			connectionTimeoutMillis: 5_000
		});
		let over = false;
		const lost = (fault?: Error) => {
			if (over) return;
			over = true;
			if (fault) onError(fault);
			next.end().catch(() => undefined);
			if (!stopped) timer = setTimeout(() => void connect(), RECONNECT_MS);
		};
		next.on('error', lost);
		next.on('end', () => lost());
		next.on('notification', ({ payload }) => onNotify(payload));
		try {
			await next.connect();
			await next.query(`listen ${pg.escapeIdentifier(channel)}`);
			client = next;
			onNotify();
		} catch (fault) {
			lost(fault as Error);
		}
	};

	const ready = connect();
	return {
		ready,
		async stop() {
			stopped = true;
			clearTimeout(timer);
			await client?.end().catch(() => undefined);
		}
	};
}

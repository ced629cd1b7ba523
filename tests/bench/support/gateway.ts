import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choosePort } from '#adapters/lab/port.ts';
import { gatewayFlags, startChild, type Child } from './child.ts';
import type { Bench } from './database.ts';

/** What providers sign for, whichever gateway takes it. */
export const PUBLIC_ORIGIN = 'https://sunwai.example';
export const SECRET = 'benchmark-secret-of-at-least-32-characters';

export interface RunningGateway {
	port: number;
	url: string;
	/** The process that serves now. */
	child(): Child;
	/** Starts it anew on the same port; resolves when it is ready. */
	start(): Promise<void>;
	stop(): Promise<void>;
}

export interface GatewayWish {
	name: string;
	role: 'all' | 'web' | 'worker';
	accounts: readonly unknown[];
	/** A free one when absent. */
	port?: number;
	env?: Record<string, string>;
}

/** Only what a process needs: the settings of whoever runs the benchmark must not change it. */
const basics = () =>
	Object.fromEntries(['PATH', 'HOME', 'TZ', 'NODE_OPTIONS'].map((name) => [name, process.env[name]]));

/** A gateway process on the group's database, ready to take deliveries. */
export async function startGatewayProcess(bench: Bench, wish: GatewayWish): Promise<RunningGateway> {
	const port = wish.port ?? (await choosePort(0));
	const channels = join(bench.folder, `${wish.name}.json`);
	writeFileSync(channels, JSON.stringify(wish.accounts));
	const env = {
		...basics(),
		DATABASE_URL: bench.url,
		SUNWAI_ROLE: wish.role,
		SUNWAI_PORT: String(port),
		SUNWAI_PUBLIC_ORIGIN: PUBLIC_ORIGIN,
		SUNWAI_DATA: join(bench.folder, wish.name),
		SUNWAI_SECRET: SECRET,
		SUNWAI_CHANNELS: channels,
		SUNWAI_LAB: 'off',
		SUNWAI_LOG: 'warn',
		...wish.env
	};
	let child: Child;
	const start = async () => {
		child = startChild([...gatewayFlags, 'gateway/main.ts'], env, join(bench.folder, `${wish.name}.log`));
		await child.said(/ready after/);
	};
	await start();
	return {
		port,
		url: `http://127.0.0.1:${port}`,
		child: () => child,
		start,
		stop: () => child.stop()
	};
}

import { join } from 'node:path';
import { labSenders } from '#adapters/lab/accounts.ts';
import { migrate } from '#db/migrate.ts';
import { seed } from '#db/seed.ts';
import { StartFault, startEmbedded } from '#db/embedded.ts';
import { isEmpty } from '#db/setup.ts';
import { createPool } from '#db/sql.ts';
import { demoApiKey, demoPassword, demoStaff } from './access/demo.ts';
import { setupCode } from './people/set-up.ts';
import { ConfigFault, readConfig, type Config } from './config.ts';
import { keepSecret } from './secret.ts';
import { startLab } from './lab/start.ts';
import { startGateway } from './gateway.ts';

const EXIT_LIMIT_MS = 10_000;

interface Ready {
	origin: string;
	seconds: number;
	/** Present while nobody can sign in. */
	code?: string;
}

function say(config: Config, { origin, seconds, code }: Ready): void {
	const lines = [
		`Sunwai is ready after ${seconds.toFixed(1)} s.`,
		`  Citizens       ${origin}/`,
		`  Desk           ${origin}/queue`,
		`  Open311        ${origin}/open311/v2/discovery.json`,
		`  API            ${origin}/api/openapi.json`
	];
	if (code)
		lines.push(
			'  First of all   nobody can sign in yet. Make the first administrator at',
			`                 ${config.publicOrigin}/setup#${code}`
		);
	if (config.demo)
		lines.push(
			`  Sign in as     ${demoStaff.map(({ email, role }) => `${email} (${role})`).join('\n                 ')}`,
			`  Password       ${demoPassword}`,
			`  Open311 key    ${demoApiKey}`
		);
	if (config.lab)
		lines.push(
			'  Try            open the lab, send an SMS or a mail or ring the helpline, and watch it arrive:',
			`                 ${origin}/lab`
		);
	console.log(lines.join('\n'));
}

/** Brings schema and reference data to what this version needs; any number of processes may do it at once. */
async function prepare(url: string): Promise<void> {
	await migrate(url);
	const pool = createPool(url, 1, (fault) => console.error(fault.message));
	await seed(pool);
	await pool.end();
}

async function start(): Promise<() => Promise<void>> {
	const begun = performance.now();
	const config = readConfig(process.env);
	const stops: (() => Promise<void>)[] = [];
	const stop = async () => {
		for (const end of stops.toReversed()) await end();
	};
	try {
		const secret = keepSecret(config.dataFolder, config.secret);
		const gatewayUrl = `http://127.0.0.1:${config.port}`;
		const [database, lab] = await Promise.allSettled([
			config.databaseUrl
				? { url: config.databaseUrl, stop: async () => undefined }
				: startEmbedded({
						folder: join(config.dataFolder, 'postgres'),
						port: config.databasePort,
						log: (message) => console.log(message)
					}),
			config.lab ? startLab(config, gatewayUrl) : null
		]);
		if (database.status === 'fulfilled') stops.push(database.value.stop);
		if (lab.status === 'fulfilled' && lab.value) stops.push(lab.value.close);
		if (database.status === 'rejected') throw database.reason;
		if (lab.status === 'rejected') throw lab.reason;
		await prepare(database.value.url);
		const accounts = config.channels ?? lab.value?.accounts ?? [];
		const gateway = await startGateway({
			config: config.channels ? config : { ...labSenders, ...config },
			secret,
			databaseUrl: database.value.url,
			accounts,
			lab: lab.value
		});
		stops.push(gateway.stop);
		say(config, {
			origin: gateway.origin,
			seconds: (performance.now() - begun) / 1000,
			...((await isEmpty(gateway.services.pool)) ? { code: setupCode(secret) } : {})
		});
		return stop;
	} catch (fault) {
		await stop();
		throw fault;
	}
}

/** A fault that the person at the keyboard can mend is told in a sentence; any other with its stack. */
function explain(fault: unknown): string {
	if (fault instanceof ConfigFault || fault instanceof StartFault) return fault.message;
	const { code, port } = fault as { code?: string; port?: number };
	if (code === 'EADDRINUSE')
		return `Port ${port} is taken. Stop what uses it, or choose another (README, Settings).`;
	if (code === 'ECONNREFUSED') return 'The database of DATABASE_URL does not answer.';
	return (fault as Error).stack ?? String(fault);
}

try {
	const stop = await start();
	let stopping = false;
	const end = (signal: NodeJS.Signals) => {
		if (stopping) return;
		stopping = true;
		console.log(`${signal}: stopping, jobs in hand are finished or handed back.`);
		setTimeout(() => process.exit(1), EXIT_LIMIT_MS).unref();
		stop().then(
			() => process.exit(0),
			(fault) => {
				console.error(explain(fault));
				process.exit(1);
			}
		);
	};
	process.on('SIGINT', end);
	process.on('SIGTERM', end);
} catch (fault) {
	console.error(explain(fault));
	process.exit(1);
}

import { setTimeout as wait } from 'node:timers/promises';
import { choosePort } from '#adapters/lab/port.ts';
import { startFarSide, type FarSide } from './support/carrier.ts';
import { withDatabase, type Bench } from './support/database.ts';
import { exactly, told, type Figure } from './support/figure.ts';
import { startGatewayProcess, type RunningGateway } from './support/gateway.ts';
import { countFates, failedJobs, unfinished } from './support/kept.ts';
import { startProvider } from './support/provider.ts';
import { seeded } from './support/random.ts';
import { say } from './support/say.ts';
import { until } from './support/until.ts';

const KILLS = 20;
/** Of each twenty. */
const POSTGRES_KILLS = 6;
const SEED = 20_261;
const LANES = 32;
const PER_SECOND = 200;
const LONGEST_PEACE_MS = 2_000;
const UP_LIMIT_MS = 60_000;
/** Longer than the time after which a notice in a dead process's hands is anybody's again. */
const DRAIN_LIMIT_MS = 300_000;

/** Starts it until it stays up: the database may be away while it tries. */
async function revive(gateway: RunningGateway): Promise<void> {
	const limit = performance.now() + UP_LIMIT_MS;
	for (;;) {
		const up = await gateway.start().then(
			() => true,
			() => false
		);
		if (up) return;
		if (performance.now() > limit) throw new Error('a killed gateway did not come up again');
		await wait(200);
	}
}

async function killPostgres(bench: Bench): Promise<void> {
	const pid = bench.postgresPid();
	process.kill(pid, 'SIGKILL');
	await until('PostgreSQL', () => bench.postgresPid() !== pid, { limit_ms: UP_LIMIT_MS });
}

/** Kills at random moments; the next one may come while the last is still on its way up. */
async function killing(bench: Bench, gateways: RunningGateway[], random: () => number): Promise<void> {
	const victims = Array.from({ length: KILLS }, (_, at) => at < POSTGRES_KILLS);
	const order = victims.map((postgres) => ({ postgres, at: random() })).toSorted((a, b) => a.at - b.at);
	const risen: (Promise<void> | undefined)[] = [];
	for (const [at, { postgres }] of order.entries()) {
		await wait(random() * LONGEST_PEACE_MS);
		if (postgres) {
			say(`  kill ${at + 1}: PostgreSQL`);
			await killPostgres(bench);
			continue;
		}
		const which = Math.floor(random() * gateways.length);
		await risen[which];
		say(`  kill ${at + 1}: gateway ${which + 1}`);
		await gateways[which]!.child().kill();
		risen[which] = revive(gateways[which]!);
		risen[which].catch(() => undefined);
	}
	await Promise.all(risen);
}

async function drained(bench: Bench): Promise<void> {
	const quiet = async () => Object.values(await unfinished(bench)).every((count) => count === 0);
	await until('quiet', quiet, { interval_ms: 500, limit_ms: DRAIN_LIMIT_MS }).catch(async () =>
		say(`  not drained: ${JSON.stringify(await unfinished(bench))}`)
	);
}

async function measure(bench: Bench, gateways: RunningGateway[], farSide: FarSide): Promise<Figure[]> {
	const random = seeded(SEED);
	const urls = gateways.map(({ url }) => url);
	const provider = startProvider(urls, { lanes: LANES, perSecond: PER_SECOND, random: seeded(SEED + 1) });
	await killing(bench, gateways, random);
	await wait(LONGEST_PEACE_MS);
	await provider.stop();
	const { acknowledged, refused } = provider;
	say(`  ${acknowledged.size} acknowledged, not at first: ${JSON.stringify(refused)}`);
	const begun = performance.now();
	await drained(bench);
	const seconds = (performance.now() - begun) / 1000;
	const { lost, doubled, examples } = await countFates(bench, farSide, acknowledged);
	for (const example of examples) say(`  ${JSON.stringify(example)}`);
	return [
		exactly('crash.lost', lost, 'deliveries', 0),
		exactly('crash.doubled', doubled, 'deliveries', 0),
		exactly('crash.jobs_failed', await failedJobs(bench), 'jobs', 0),
		exactly(
			'crash.jobs_left',
			Object.values(await unfinished(bench)).reduce((a, b) => a + b),
			'items',
			0
		),
		told('crash.acknowledged', acknowledged.size, 'deliveries'),
		told('crash.drained_seconds', seconds, 's')
	];
}

/** Two gateways under load; now one, now PostgreSQL is killed. What was acknowledged must be there, once. */
export const crash = (): Promise<Figure[]> =>
	withDatabase('crash', async (bench) => {
		const port = await choosePort(0);
		const farSide = await startFarSide(`http://127.0.0.1:${port}`, 400);
		const gateways: RunningGateway[] = [];
		try {
			for (const name of ['one', 'two'])
				gateways.push(
					await startGatewayProcess(bench, {
						name,
						role: 'all',
						accounts: [farSide.account],
						...(name === 'one' ? { port } : {})
					})
				);
			return await measure(bench, gateways, farSide);
		} finally {
			await Promise.allSettled(gateways.map((gateway) => gateway.stop()));
			await farSide.close();
		}
	});

import { join } from 'node:path';
import { choosePort } from '#adapters/lab/port.ts';
import { gatewayFlags, startChild } from './support/child.ts';
import { withDatabase, type Bench } from './support/database.ts';
import { atLeast, atMost, exactly, median, told, type Figure } from './support/figure.ts';
import { startGatewayProcess } from './support/gateway.ts';
import { acknowledged, load } from './support/load.ts';
import type { Result } from './support/load-worker.ts';
import { say } from './support/say.ts';
import { twilioAccount } from './support/sms.ts';

const CONNECTIONS = 64;
const WARM_UP = 16_000;
/** Requests of a round: about a second of it. Many short rounds, since a machine's neighbours come and go. */
const ROUND = 6_000;
const ROUNDS = 15;

interface Side {
	name: 'gateway' | 'bare';
	port: number;
	results: Result[];
}

/** Rounds of both sides by turns, so that whatever else the machine does falls on both. */
async function rounds(sides: [Side, Side]): Promise<number> {
	let first = 0;
	let taken = 0;
	const send = async (side: Side, count: number) => {
		const result = await load({ port: side.port, connections: CONNECTIONS, count, first });
		first += count;
		if (side.name === 'gateway') taken += acknowledged(result);
		if (acknowledged(result) !== count) throw new Error(`${side.name}: ${JSON.stringify(result.statuses)}`);
		return result;
	};
	for (const side of sides) await send(side, WARM_UP);
	for (let round = 0; round < ROUNDS; round++)
		for (const side of round % 2 ? sides : sides.toReversed()) {
			const result = await send(side, ROUND);
			side.results.push(result);
			say(
				`  ${side.name}: ${Math.round(ROUND / result.seconds)} a second, p50 ${result.p50_ms.toFixed(1)} ms, ` +
					`p99 ${result.p99_ms.toFixed(1)} ms, generator ${Math.round(result.busy * 100)} % of a processor`
			);
		}
	return taken;
}

const perSecond = ({ results }: Side) => median(results.map(({ seconds }) => ROUND / seconds));

/** Of the two neighbouring rounds of each pair: what else the machine did then fell on both. */
const ratio = (kept: Side, open: Side) =>
	median(kept.results.map(({ seconds }, round) => open.results[round]!.seconds / seconds));

/** Deliveries that were acknowledged and are not in the ledger with a number and in a job. */
const unsafe = async ({ ask }: Bench, taken: number) =>
	taken -
	Number(
		await ask(`select count(*) from delivery d where number is not null and (account, external_id) in (
			select k->>0, k->>1 from pgboss.job cross join jsonb_array_elements(data->'keys') as k where name = 'read')`)
	);

/** What making deliveries durable costs: against the same route, with the same verification, that keeps nothing. */
export const intake = (): Promise<Figure[]> =>
	withDatabase('intake', async (bench) => {
		const gateway = await startGatewayProcess(bench, {
			name: 'gateway',
			role: 'web',
			accounts: [twilioAccount('http://127.0.0.1:1')]
		});
		const barePort = await choosePort(0);
		const bare = startChild(
			[...gatewayFlags, join(import.meta.dirname, 'support/bare.ts'), String(barePort)],
			process.env,
			join(bench.folder, 'bare.log')
		);
		try {
			await bare.said(/ready/);
			const kept: Side = { name: 'gateway', port: gateway.port, results: [] };
			const open: Side = { name: 'bare', port: barePort, results: [] };
			const taken = await rounds([kept, open]);
			return [
				atLeast('intake.ratio', ratio(kept, open), 'of the bare route', 0.6),
				atMost('intake.p99_ms', median(kept.results.map(({ p99_ms }) => p99_ms)), 'ms', 50),
				told('intake.per_second', perSecond(kept), 'deliveries/s'),
				told('intake.bare_per_second', perSecond(open), 'requests/s'),
				exactly('intake.unsafe', await unsafe(bench, taken), 'deliveries', 0)
			];
		} finally {
			await bare.stop();
			await gateway.stop();
		}
	});

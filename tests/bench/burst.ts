import { withDatabase, type Bench } from './support/database.ts';
import { startFarSide } from './support/carrier.ts';
import { atMost, exactly, told, type Figure } from './support/figure.ts';
import { startGatewayProcess } from './support/gateway.ts';
import { acknowledged, load } from './support/load.ts';
import { say } from './support/say.ts';
import { until } from './support/until.ts';

const DELIVERIES = 10_000;
const CONNECTIONS = 64;
/** Reports come when the wave is over, as from telephones that are not all within reach. */
const REPORTS_AFTER_MS = 600_000;
const NOTICES_LIMIT_MS = 180_000;

/** Numbers of citizens who have not been told theirs. */
const untold = ({ ask }: Bench) =>
	ask<number>(`select count(*)::int from submission s where not exists
		(select from notice n where n.number = s.number and n.provider_id is not null)`);

/** A wave of messages, as after a storm: how soon an agent sees the last, and what memory it costs. */
export const burst = (): Promise<Figure[]> =>
	withDatabase('burst', async (bench) => {
		const farSide = await startFarSide('http://127.0.0.1:1', REPORTS_AFTER_MS);
		const gateway = await startGatewayProcess(bench, {
			name: 'gateway',
			role: 'all',
			accounts: [farSide.account]
		});
		try {
			say(`  ${Math.round(gateway.child().peak_mb())} MB when ready`);
			const order = { port: gateway.port, connections: CONNECTIONS, count: DELIVERIES, first: 0 };
			const result = await load(order);
			if (acknowledged(result) !== DELIVERIES) throw new Error(JSON.stringify(result.statuses));
			const seen = () => bench.ask<number>('select count(*)::int from submission');
			await until('the last delivery', async () => (await seen()) === DELIVERIES);
			const seconds = (Date.now() - result.begun) / 1000;
			say(`  all taken after ${result.seconds.toFixed(2)} s, all visible after ${seconds.toFixed(2)} s`);
			await until('the last notice', async () => (await untold(bench)) === 0, {
				interval_ms: 250,
				limit_ms: NOTICES_LIMIT_MS
			}).catch((fault: Error) => say(`  ${fault.message}`));
			return [
				atMost('burst.seconds', seconds, 's', 20),
				atMost('burst.rss_mb', gateway.child().peak_mb(), 'MB', 350),
				told('burst.taken_seconds', result.seconds, 's'),
				told('burst.told_seconds', (Date.now() - result.begun) / 1000, 's'),
				exactly('burst.untold', await untold(bench), 'citizens', 0)
			];
		} finally {
			await gateway.stop();
			await farSide.close();
		}
	});

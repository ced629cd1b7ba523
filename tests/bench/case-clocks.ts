import pg from 'pg';
import { withDatabase, type Bench } from './support/database.ts';
import { atMost, exactly, told, type Figure } from './support/figure.ts';
import { startGatewayProcess, type RunningGateway } from './support/gateway.ts';
import { say } from './support/say.ts';
import { until } from './support/until.ts';

const CASES = 100_000;
const LIMIT_MS = 300_000;
/** The workers are up by then. Seconds. */
const AHEAD_S = 30;

/** Cases of every district and many departments that an office has had for a week, all due in the same minute. */
async function fill({ url }: Bench): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query('begin');
		await client.query('set local session_replication_role = replica');
		await client.query(`create temp table place as
			select row_number() over (order by o.code) - 1 as at, count(*) over () as many, o.code as office, o.department,
				o.district, (select c.code from category c where c.department = o.department limit 1) as category
			from office o where o.level = 'district' and o.department in (select department from category)`);
		await client.query('create index on place (at)');
		await client.query(
			`create temp table made as select n, next_number() as number, p.* from generate_series(1, $1::int) n
				join place p on p.at = n % p.many`,
			[CASES]
		);
		await client.query(`insert into citizen (name, language) overriding user value
			select 'Citizen ' || n, 'pa' from made order by n`);
		await client.query(`insert into submission (number, channel, account, received_at, sender, text, language, citizen,
				state, grievance, decided_at, decided_by, place_district, place_department)
			select number, 'phone', 'desk', now() - interval '9 days', '+9198' || lpad(n::text, 8, '0'), 'No water', 'pa', n,
				'registered', number, now(), 'demo-agent', district, department from made`);
		await client.query(`insert into grievance (number, category, department, district, summary, language, channel, citizen,
				received_at, registered_by, state, track, office, post, due_at)
			select number, category, department, district, 'No water', 'pa', 'phone', n, now() - interval '9 days', 'demo-agent',
				'in_progress', 'district', office, office || '.1', now() + make_interval(secs => ${AHEAD_S}) from made`);
		await client.query(`insert into clock (number, kind, level, stay, office, policy, days, unit, started_at, due_at)
			select number, 'redress', 1, 0, office, 1, 7, 'working', now() - interval '9 days',
				now() + make_interval(secs => ${AHEAD_S}) from made`);
		await client.query('commit');
		// A real history before it: the chain is gone on with, not begun.
		await client.query(`insert into event (number, type, actor, detail)
			select number, 'submission:registered', 'demo-agent', '{}' from made where n % 10 = 0`);
		await client.query('vacuum analyze');
	} finally {
		await client.end();
	}
}

const open = (bench: Bench) =>
	bench.ask<number>(
		`select count(*)::int from clock where kind = 'redress' and level = 1 and stopped_at is null`
	);

async function measure(bench: Bench, workers: RunningGateway[]): Promise<Figure[]> {
	const due = new Date(
		await bench.ask<string>('select min(due_at) from clock where stopped_at is null')
	).getTime();
	await until('the first to be due', async () => (await open(bench)) < CASES, {
		interval_ms: 100,
		limit_ms: LIMIT_MS
	});
	await until('half of them', async () => (await open(bench)) < CASES / 2, {
		interval_ms: 200,
		limit_ms: LIMIT_MS
	});
	say('  half of them done; one of two workers is killed');
	await workers[0]!.child().kill();
	await until('all of them', async () => (await open(bench)) === 0, { interval_ms: 200, limit_ms: LIMIT_MS });
	const seconds = (Date.now() - due) / 1000;
	const wrong = await bench.ask<number>(`select count(*)::int from grievance g where level <> 2 or not late
		or (select count(*) from event e where e.number = g.number and e.type = 'grievance:escalated') <> 1
		or (select count(*) from clock c where c.number = g.number and c.level = 2 and c.kind = 'redress') <> 1`);
	return [
		atMost('clock.escalate_100k_s', seconds, 's', 60),
		exactly('clock.escalate_wrong', wrong, 'cases', 0),
		told('clock.escalate_per_s', CASES / seconds, 'cases/s')
	];
}

/** 100,000 time limits that pass in the same minute, two workers, one of which is killed halfway. */
export const escalation = (): Promise<Figure[]> =>
	withDatabase('case-clocks', async (bench) => {
		await fill(bench);
		const workers: RunningGateway[] = [];
		try {
			for (const name of ['one', 'two'])
				workers.push(await startGatewayProcess(bench, { name, role: 'worker', accounts: [] }));
			return await measure(bench, workers);
		} finally {
			await Promise.allSettled(workers.map((worker) => worker.stop()));
		}
	});

import { readCallReport, type ReportWish } from '#db/call-report.ts';
import { readCallWall } from '#db/call-wall.ts';
import { createPool } from '#db/sql.ts';
import { withDatabase, type Bench } from './support/database.ts';
import { atMost, percentile, told, type Figure } from './support/figure.ts';
import { say } from './support/say.ts';

const DAYS = 31;
const CALLS = 20_000;
const AGENTS = 200;
const ROUNDS = 20;
/** The last of the days. */
const LAST = '2026-03-31';

/** One call of each four seconds and a bit: answered, held now and then, given up, asked to be called. */
const calls = `insert into call (account, external_id, from_address, language, queued_at, connected_at, ended_at, rank,
		stage, ending, agent, disposition, disposed_at, started_at)
	select (array['ivr-twilio', 'ivr-vonage', 'ivr-pbx'])[n % 3 + 1], 'bench-' || day || '-' || n, null,
		(array['pa', 'pa', 'hi', 'en'])[n % 4 + 1], at, case when n % 8 < 7 then at + wait end,
		at + wait + case when n % 8 < 7 then interval '150 seconds' else '0' end, 9, 'ended',
		(array['completed', 'abandoned_queue', 'callback_requested'])[case when n % 8 < 7 then 1 when n % 16 = 7 then 2 else 3 end],
		case when n % 8 < 7 then 'agent-' || n % ${AGENTS} end, case when n % 8 < 7 then 'information_given' end,
		case when n % 8 < 7 then at + wait + interval '180 seconds' end, at
	from generate_series(0, ${DAYS - 1}) day, generate_series(1, ${CALLS}) n,
		lateral (select (date '${LAST}' - day)::timestamp at time zone 'Asia/Kolkata' + n * interval '4.3 seconds' as at,
			(n * 7 % 60) * interval '1 second' as wait) x`;
const events = `insert into call_event (call, key, kind, rank, at)
	select id, kind || '|' || after, kind, 5, connected_at + after * interval '1 second'
	from call, (values ('connected', 0), ('held', 30), ('resumed', 60)) e (kind, after)
	where connected_at is not null and (kind = 'connected' or id % 10 = 0)`;
const offers = `insert into offer (call, person, state, offered_at, expires_at, ended_at)
	select id, agent, 'accepted', queued_at, queued_at + interval '20 seconds', connected_at
	from call where connected_at is not null`;
/** Every agent goes round through four states in each half-hour. */
const slots = `insert into agent_slot (slot, person, state, seconds)
	select (date '${LAST}' - day)::timestamp at time zone 'Asia/Kolkata' + half * interval '30 minutes', 'agent-' || n, state, 450
	from generate_series(0, ${DAYS - 1}) day, generate_series(0, 47) half, generate_series(0, ${AGENTS - 1}) n,
		unnest(array['available', 'ringing', 'on_call', 'wrap_up']) state`;

async function fill({ rows }: Bench) {
	for (const text of [calls, events, offers, slots, 'vacuum analyze']) await rows(text);
}

async function timed(work: () => Promise<unknown>) {
	const taken: number[] = [];
	// The first warms the caches of a machine that has just started.
	for (let round = 0; round <= ROUNDS; round++) {
		const begun = performance.now();
		await work();
		if (round > 0) taken.push(performance.now() - begun);
	}
	return percentile(taken, 0.95);
}

/** How long the figures of the helpline take: of a day with 20,000 calls, and of a month of such days. */
export const report = (): Promise<Figure[]> =>
	withDatabase('report', async (bench) => {
		const begun = performance.now();
		await fill(bench);
		say(`  ${DAYS * CALLS} calls in ${Math.round((performance.now() - begun) / 1000)} s`);
		const pool = createPool(bench.url, 1, (fault) => say(fault.message));
		const ask = (by: ReportWish['by'], from: string) =>
			timed(() => readCallReport(pool, { by, from, to: LAST }));
		try {
			return [
				atMost('report.calls_day_p95_ms', await ask('interval', LAST), 'ms', 100),
				atMost('report.calls_day_by_agent_p95_ms', await ask('agent', LAST), 'ms', 100),
				atMost('report.calls_month_p95_ms', await ask('day', '2026-03-01'), 'ms', 3000),
				told('report.wall_p95_ms', await timed(() => readCallWall(pool)), 'ms')
			];
		} finally {
			await pool.end();
		}
	});

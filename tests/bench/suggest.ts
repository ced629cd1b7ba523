import pg from 'pg';
import { pino } from 'pino';
import { everyone } from '#db/scope.ts';
import { createPool } from '#db/sql.ts';
import { suggest as suggestFor } from '#gateway/triage/suggest.ts';
import samples from '../../db/seed/samples.json' with { type: 'json' };
import { asExample, makeComplaints } from './support/complaints.ts';
import { withDatabase, type Bench } from './support/database.ts';
import { atLeast, atMost, median, percentile, told, type Figure } from './support/figure.ts';
import { seeded } from './support/random.ts';
import { say } from './support/say.ts';

const SETTLED = 1_000_000;
/** Distinct texts among them; each row adds a village and a name that no other may have. */
const TEXTS = 20_000;
const ROUNDS = 3;

/**
 * The settled rows, set-based, with the keys built afterwards. The newest have their submissions too; what lies
 * further back is only read as an example.
 */
async function settle({ url }: Bench): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		const texts = makeComplaints(TEXTS, seeded(11)).map(asExample);
		await client.query(
			`set session_replication_role = replica; set maintenance_work_mem = '512MB'; set work_mem = '128MB'`
		);
		await client.query(
			`create temp table wording as select row_number() over () - 1 as at, x.*
				from jsonb_to_recordset($1) as x (skeleton text, words text[], category text, department text)`,
			[JSON.stringify(texts)]
		);
		await client.query(`create index on wording (at); analyze wording`);
		await client.query(`create function made(seed bigint) returns text language sql immutable as
			$$ select translate(substr(md5(seed::text), 1, 4), '0123456789', 'kgcjtdnpbm') $$`);
		await client.query(
			`insert into example (number, skeleton, category, department, district, decided_at)
			select '27' || lpad(n::text, 8, '0'), concat_ws(' ', t.skeleton, made(n % 12000), made(n % 997 + 50000)),
				t.category, t.department, (array['27','28','29','30','31','32','33','34','35','36'])[n % 10 + 1],
				now() - make_interval(mins => ($1 - n)::int)
			from generate_series(1, $1::int) n join wording t on t.at = n::bigint * 7919 % $2`,
			[SETTLED, TEXTS]
		);
		await client.query('alter table example_word drop constraint example_word_pkey');
		await client.query(
			`insert into example_word (word, example)
			select distinct w, e.id from example e join wording t on t.at = substr(e.number, 3)::bigint * 7919 % $1
			cross join lateral unnest(t.words || made(substr(e.number, 3)::bigint % 12000)
				|| made(substr(e.number, 3)::bigint % 997 + 50000)) as w`,
			[TEXTS]
		);
		await client.query('alter table example_word add primary key (word, example)');
		await client.query(
			`insert into submission (number, channel, account, received_at, text, state)
			select number, 'sms', 'sms-twilio', decided_at, skeleton, 'dismissed' from example order by id desc limit 20000`
		);
		await client.query('vacuum analyze example; ');
		await client.query('vacuum analyze example_word');
	} finally {
		await client.end();
	}
}

/** The hand-written samples wait in the queue; none of them is among what was learned. */
async function arrive({ rows }: Bench): Promise<{ number: string; category: string }[]> {
	await rows(
		`insert into submission (number, channel, account, received_at, sender, text)
		select '28' || lpad(n::text, 8, '0'), 'sms', 'sms-twilio', now(), '+9198765' || lpad(n::text, 5, '0'), text
		from unnest($1::text[]) with ordinality as x (text, n)`,
		[samples.map(({ text }) => text)]
	);
	return samples.map(({ category }, at) => ({ number: `28${String(at + 1).padStart(8, '0')}`, category }));
}

/** How often the right category is suggested first or among three, and how long it takes beside a million decisions. */
export const suggest = (): Promise<Figure[]> =>
	withDatabase('suggest', async (bench) => {
		const begun = performance.now();
		await settle(bench);
		const made_s = (performance.now() - begun) / 1000;
		say(`  ${SETTLED} settled in ${Math.round(made_s)} s`);
		const waiting = await arrive(bench);
		const pool = createPool(bench.url, 4, (fault) => say(fault.message));
		const services = { pool, log: pino({ level: 'silent' }) };
		try {
			const ranks: number[] = [];
			const taken_ms: number[] = [];
			for (let round = 0; round <= ROUNDS; round++)
				for (const { number, category } of waiting) {
					const from = performance.now();
					const { categories } = await suggestFor(services, everyone, number);
					// The first round warms the caches of a machine that has just started.
					if (round > 0) taken_ms.push(performance.now() - from);
					else ranks.push(categories.findIndex((suggested) => suggested.category === category));
				}
			const within = (count: number) =>
				ranks.filter((rank) => rank >= 0 && rank < count).length / ranks.length;
			return [
				atLeast('suggest.top1', within(1), 'of held-out texts', 0.6),
				atLeast('suggest.top3', within(3), 'of held-out texts', 0.8),
				atMost('suggest.p95_ms', percentile(taken_ms, 0.95), 'ms', 50),
				told('suggest.median_ms', median(taken_ms), 'ms'),
				told('suggest.settled', await bench.ask<number>('select count(*)::int from example'), 'submissions')
			];
		} finally {
			await pool.end();
		}
	});

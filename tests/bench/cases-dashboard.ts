import pg from 'pg';
import { pino } from 'pino';
import { noLimit } from '#contracts/access.ts';
import { caseLists, ways, type DashboardQuery } from '#contracts/dashboard.ts';
import { dayInIndia, plusDays, plusMonths } from '#contracts/period.ts';
import { seedLarge } from '#db/seed-large.ts';
import { createPool } from '#db/sql.ts';
import type { Actor } from '#gateway/access/actor.ts';
import { breakDown, findHotSpots, listCases, showDashboard } from '#gateway/report/dashboard.ts';
import { recountDifference } from '../support/recount.ts';
import { withDatabase, type Bench } from './support/database.ts';
import { atLeast, atMost, exactly, median, percentile, told, type Figure } from './support/figure.ts';
import { seeded } from './support/random.ts';
import { say } from './support/say.ts';

/** `--cases=10000000` for the full count. */
const CASES = 1_000_000;
const ROUNDS = 3;
/** Cases that are written while others are written too, with their counts. */
const WRITES = 4_000;
const WRITERS = 4;

const viewer: Actor = {
	...{ id: 'demo-viewer', name: 'Viewer', email: 'viewer@sunwai.example', role: 'viewer' },
	...{ language: 'pa', session: 'bench', scope: noLimit }
};
/** The Chief Minister's office; a Deputy Commissioner; a department's officer in two districts. */
const people: Record<string, Actor> = {
	state: viewer,
	district: { ...viewer, scope: { ...noLimit, districts: ['36'] } },
	office: {
		...viewer,
		id: 'demo-officer',
		role: 'officer',
		scope: { ...noLimit, districts: ['36', '27'], departments: ['412'] }
	}
};

/** Where the screen can lead, each with every period that it offers; the parts change from round to round. */
function places(random: () => number): Record<string, DashboardQuery> {
	const of = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
	const district = of(['36', '27', '34', '605', '41']);
	const tehsil = of([
		['27', '255'],
		['605', '275'],
		['33', '214']
	] as const);
	const topic = of([
		['412', 'water-none'],
		['411', 'power-outage'],
		['1349', 'mutation-delay']
	] as const);
	return {
		everything: {},
		division: { division: of(['Patiala', 'Jalandhar', 'Faridkot']) },
		district: { district },
		tehsil: { district: tehsil[0], tehsil: tehsil[1] },
		department: { department: topic[0] },
		category: { department: topic[0], category: topic[1] },
		channel: { channel: of(['phone', 'sms', 'web']) },
		office: { office: `sample-${topic[0].toLowerCase()}-${district}` },
		'district and department': { district, department: topic[0] },
		'district and category': { district, department: topic[0], category: topic[1] },
		'district and channel': { district, channel: of(['phone', 'ivr']) },
		'tehsil and category': {
			district: tehsil[0],
			tehsil: tehsil[1],
			department: topic[0],
			category: topic[1]
		},
		'department and channel': { department: topic[0], channel: 'phone' }
	};
}

function periods(): Record<string, DashboardQuery> {
	const today = dayInIndia(new Date().toISOString());
	const month = `${today.slice(0, 7)}-01`;
	return {
		'7 days': { from: plusDays(today, -6), to: today },
		'30 days': {},
		'90 days': { from: plusDays(today, -89), to: today },
		'this month': { from: month, to: today },
		'12 months': { from: plusMonths(month, -12), to: plusDays(month, -1) },
		'two years': { from: plusDays(today, -729), to: today }
	};
}

/** Milliseconds of every question that the screens ask, by what is asked. */
async function measure({ url }: Pick<Bench, 'url'>): Promise<Map<string, number[]>> {
	const pool = createPool(url, 4, (fault) => say(fault.message));
	const services = { pool, log: pino({ level: 'silent' }) };
	const random = seeded(5);
	const taken = new Map<string, number[]>();
	/** The first round warms the caches of a machine that has just started. */
	let warm = false;
	const time = async <T>(name: string, question: () => Promise<T>): Promise<T> => {
		const begun = performance.now();
		const answer = await question();
		if (warm) taken.set(name, [...(taken.get(name) ?? []), performance.now() - begun]);
		return answer;
	};
	try {
		for (let round = 0; round <= ROUNDS; round++, warm = true)
			for (const [who, actor] of Object.entries(people))
				for (const [where, place] of Object.entries(places(random)))
					for (const [when, period] of Object.entries(periods())) {
						const query = { ...place, ...period };
						const name = `${where}, ${when}, ${who}`;
						const head = await time(`head: ${name}`, () => showDashboard(services, actor, query)).catch(
							tooDeep
						);
						for (const way of head ? ways.filter((one) => head.ways.includes(one)) : [])
							await time(`by ${way}: ${name}`, () => breakDown(services, actor, way, query));
						if (when !== '30 days') continue;
						await time(`hot spots: ${name}`, () => findHotSpots(services, actor, query));
						for (const list of caseLists)
							await time(`list ${list}: ${name}`, () => listCases(services, actor, { ...query, list }));
					}
	} finally {
		await pool.end();
	}
	return taken;
}

/** The screen offers no such question; what somebody is limited to may make one of it. */
function tooDeep(fault: { code?: string }): null {
	if (fault.code !== 'too_deep') throw fault as Error;
	return null;
}

/** The one ending that any open case may come to, with its line in the history. */
const settle = `with told as (
		insert into event (number, type, actor, actor_name, detail) values ($1, 'grievance:withdrawn', 'bench', 'Bench', '{}')
	)
	update grievance set state = 'withdrawn', settled_at = now(), closed_reason = 'withdrawn', closed_text = 'Withdrawn.',
		closed_language = 'en' where number = $1`;

/** Cases settled by several at once, each in a transaction of its own; a second. */
async function writeCases(bench: Pick<Bench, 'url' | 'rows'>): Promise<number> {
	const pool = createPool(bench.url, WRITERS, (fault) => say(fault.message));
	const numbers = await bench.rows<{ number: string }>(
		`select number from grievance where not settled and merged_into is null order by received_at desc limit ${WRITES}`
	);
	const begun = performance.now();
	await Promise.all(
		Array.from({ length: WRITERS }, async (_, writer) => {
			for (let at = writer; at < numbers.length; at += WRITERS)
				await pool.query(settle, [numbers[at]!.number]);
		})
	);
	const seconds = (performance.now() - begun) / 1000;
	await pool.end();
	return numbers.length / seconds;
}

/** Groups of one month's cases, so that they need not be put aside on disk. */
const RECOUNT_MEMORY = '512MB';

/** How many counts of the dashboard are not those of its cases. */
async function recount(url: string): Promise<number> {
	const client = new pg.Client({
		connectionString: url,
		options: `-c work_mem=${RECOUNT_MEMORY} -c jit=off`
	});
	await client.connect();
	try {
		return await recountDifference(async (text, ...values) => (await client.query(text, values)).rows);
	} finally {
		await client.end();
	}
}

/** How long the dashboard takes among so many cases of two years, and whether its counts are those of a full count. */
export const dashboard = ({ cases = CASES }: { cases?: number }): Promise<Figure[]> =>
	withDatabase('cases-dashboard', (bench) => figuresOn(bench, cases));

async function figuresOn(bench: Bench, cases: number): Promise<Figure[]> {
	const begun = performance.now();
	await seedLarge(bench.url, cases, (message) => say(`  ${message}`));
	const made_s = (performance.now() - begun) / 1000;
	return [...(await askedOf(bench, cases)), told('dashboard.seeded_per_s', cases / made_s, 'cases')];
}

/** The figures of a database that has its cases. */
export async function askedOf(bench: Pick<Bench, 'url' | 'ask' | 'rows'>, cases: number): Promise<Figure[]> {
	const taken = await measure(bench);
	const slowest = [...taken].map(([name, list]) => [name, Math.max(...list)] as const);
	for (const [name, ms] of slowest.toSorted(([, one], [, other]) => other - one).slice(0, 8))
		say(`  ${name}: ${ms.toFixed(1)} ms at most`);
	const all = [...taken.values()].flat();
	const written = await writeCases(bench);
	const folding = performance.now();
	while ((await bench.ask<number>('select fold_cases(10000)')) > 0);
	const folded_s = (performance.now() - folding) / 1000;
	say(`  counting ${cases} cases anew …`);
	return [
		atMost('dashboard.p95_ms', percentile(all, 0.95), 'ms', 100),
		told('dashboard.median_ms', median(all), 'ms'),
		told('dashboard.slowest_ms', Math.max(...all), 'ms'),
		told('dashboard.questions', taken.size, 'questions'),
		exactly('dashboard.recount_difference', await recount(bench.url), 'counts', 0),
		told('dashboard.written_per_s', written, 'cases settled by four writers'),
		told('dashboard.folded_s', folded_s, `s for ${WRITES} of them`),
		atLeast('dashboard.cases', await bench.ask<number>('select count(*)::int from grievance'), 'cases', cases)
	];
}

import { setTimeout as wait } from 'node:timers/promises';
import { labPbxAccount, labVoiceAccounts } from '#adapters/lab/accounts-voice.ts';
import { pbx } from '#adapters/lab/pbx.ts';
import { choosePort } from '#adapters/lab/port.ts';
import { labServer } from '#adapters/lab/server.ts';
import { telephone, type Telephone } from '#adapters/lab/telephone.ts';
import { startFloor, type Agent, type Floor } from './support/agents.ts';
import { callers, type Callers, type Placed } from './support/callers.ts';
import { withDatabase, type Bench } from './support/database.ts';
import { atMost, exactly, median, percentile, told, type Figure } from './support/figure.ts';
import { startGatewayProcess } from './support/gateway.ts';
import { seeded } from './support/random.ts';
import { say } from './support/say.ts';
import { until } from './support/until.ts';

const AGENTS = 40;
const CONCURRENT = 200;
const PER_SECOND = 5;
const SECONDS = 300;
const SEED = 20_266;
/** A silent call is asked for after a minute; then nothing may be left. */
const DRAIN_LIMIT_MS = 300_000;
const WATCH_MS = 250;
/** Fewer answered calls say nothing of a skill. */
const FEWEST = 10;
const faults = {
	repeat: 0.05,
	reorder: 0.05,
	late: 0.05,
	drop: 0.03,
	forge: 0.03,
	slow: 0.03,
	throttle: 0.03,
	fail: 0.03
};

/** Looks, all the while, for agents whose telephones talk to two callers at once. */
function watchFloor(exchange: Telephone, agents: Agent[]) {
	const doubled = new Set<string>();
	const timer = setInterval(() => {
		const inRooms = exchange.calls().filter(({ state }) => state === 'conferring');
		const callersAt = new Set(inRooms.flatMap(({ direction, room }) => (direction === 'in' ? room : [])));
		const talks = new Map<string, number>();
		for (const { direction, room, to } of inRooms)
			if (direction === 'out' && callersAt.has(room)) talks.set(to, (talks.get(to) ?? 0) + 1);
		for (const { phone } of agents) if ((talks.get(phone) ?? 0) > 1) doubled.add(phone);
	}, WATCH_MS);
	return { doubled, stop: () => clearInterval(timer) };
}

interface Overlap {
	agent: string;
	one: string;
	other: string;
}
/** Calls of one agent whose talks overlap, by what the database says. */
const overlapping = ({ rows }: Bench) =>
	rows<Overlap>(
		`select a.agent, a.external_id as one, b.external_id as other,
			a.connected_at, a.ended_at, b.connected_at as then, b.ended_at as till
		from call a join call b on b.agent = a.agent and b.id <> a.id and b.connected_at >= a.connected_at
			and tstzrange(a.connected_at, a.ended_at) && tstzrange(b.connected_at, b.ended_at)
		where a.connected_at is not null and b.connected_at is not null`
	);

/** Calls that were placed and are not over, or not even known; and calls that nobody placed. */
const unended = ({ rows }: Bench, placed: Placed[]) =>
	rows<{
		id: string;
		account: string | null;
		stage: string | null;
		from: string | null;
		state: string | null;
	}>(
		`select coalesce(c.external_id, placed.id) as id, c.account, c.stage, c.from_address as from, c.state
		from unnest($1::text[]) placed (id) full join call c on c.external_id = placed.id
		where c.id is null or c.stage <> 'ended'`,
		[placed.map(({ id }) => id)]
	);

/** Recordings that the exchange made and that are not in our own store. */
async function lostRecordings({ rows }: Bench, placed: Placed[]) {
	const made = placed.flatMap(({ call }) => call?.recordings ?? []);
	const stored = await rows<{ id: string }>(
		`select external_id as id from recording where state = 'stored' and blob is not null`
	);
	const ours = new Set(stored.map(({ id }) => id));
	return { made: made.length, lost: made.filter((id) => !ours.has(id)) };
}

/** The longest wait over the median one, of the language in which it is worst. */
async function fairness({ rows }: Bench) {
	const waits = await rows<{ language: string; waited: number }>(
		`select q.language, extract(epoch from c.connected_at - c.queued_at)::float8 as waited
		from call c join queue_entry q on q.call = c.id where c.connected_at is not null`
	);
	const byLanguage = Map.groupBy(waits, ({ language }) => language);
	const ratios = [...byLanguage].map(([language, all]) => {
		const seconds = all.map(({ waited }) => waited);
		const [longest, middle] = [Math.max(...seconds), median(seconds)];
		say(
			`  ${language}: ${seconds.length} answered, median wait ${middle.toFixed(1)} s, longest ${longest.toFixed(1)} s`
		);
		return { count: seconds.length, ratio: longest / middle };
	});
	return {
		answered: waits.length,
		ratio: Math.max(0, ...ratios.filter(({ count }) => count >= FEWEST).map(({ ratio }) => ratio)),
		median_s: waits.length ? median(waits.map(({ waited }) => waited)) : 0
	};
}

/** How long the script took for each of its answers, at the carrier. */
const stepTimes = (placed: Placed[]) =>
	placed.flatMap(({ call }) =>
		(call?.exchanges ?? []).flatMap(({ answers }) =>
			answers.flatMap(({ status, body, took_ms }) => (status === 200 && body !== '' ? took_ms : []))
		)
	);

const endings = ({ rows }: Bench) =>
	rows<{ account: string; ending: string | null; count: number }>(
		`select account, ending, count(*)::int from call group by account, ending order by account, ending`
	);

async function drained(bench: Bench, placed: Placed[]): Promise<number> {
	const begun = performance.now();
	const done = async () =>
		(await unended(bench, placed)).length === 0 && (await lostRecordings(bench, placed)).lost.length === 0;
	await until('the end', done, { interval_ms: 1000, limit_ms: DRAIN_LIMIT_MS }).catch(() => undefined);
	return (performance.now() - begun) / 1000;
}

interface Scene {
	bench: Bench;
	exchange: Telephone;
	people: Callers;
	floor: Floor;
}

/** Rings for so long; gives how many calls went on at once. */
async function ringing({ people }: Scene, seconds: number) {
	const going: number[] = [];
	const timer = setInterval(() => going.push(people.going()), 1000);
	await people.run({ perSecond: PER_SECOND, most: CONCURRENT, seconds });
	clearInterval(timer);
	say(`  ${people.placed.length} calls placed, ${people.going()} go on`);
	await people.over();
	return { most: Math.max(...going), middle: median(going) };
}

async function measure(scene: Scene, seconds: number): Promise<Figure[]> {
	const { bench, exchange, people, floor } = scene;
	const watch = watchFloor(exchange, floor.agents);
	const going = await ringing(scene, seconds);
	watch.stop();
	const { placed } = people;
	const drained_s = await drained(bench, placed);
	const { made, lost } = await lostRecordings(bench, placed);
	const { answered, ratio, median_s } = await fairness(bench);
	const times = stepTimes(placed);
	const [open, overlaps] = [await unended(bench, placed), await overlapping(bench)];
	for (const one of open.slice(0, 10)) say(`  not ended: ${JSON.stringify(one)}`);
	for (const one of overlaps.slice(0, 10)) say(`  in two: ${JSON.stringify(one)}`);
	for (const phone of watch.doubled) say(`  two talks at ${phone}`);
	for (const { account, ending, count } of await endings(bench))
		say(`  ${account}: ${ending ?? 'not ended'} ${count}`);
	const dropped = placed.filter(
		({ call }) => call?.ending !== undefined && !['caller', 'helpline'].includes(call.ending)
	);
	for (const { id, call } of dropped.slice(0, 10)) say(`  ${id}: ${call?.ending}`);
	if (Object.keys(floor.refused).length) say(`  refused to agents: ${JSON.stringify(floor.refused)}`);
	return [
		exactly('calls.unended', open.length, 'calls', 0),
		exactly('calls.agent_in_two', watch.doubled.size + overlaps.length, 'times', 0),
		exactly('calls.recordings_lost', lost.length, 'recordings', 0),
		atMost('calls.script_p99_ms', percentile(times, 0.99), 'ms', 300),
		atMost('calls.fairness', ratio, 'times the median wait', 3),
		exactly('calls.dropped', dropped.length, 'calls', 0),
		told('calls.placed', placed.length, 'calls'),
		told('calls.concurrent', going.middle, 'calls'),
		told('calls.concurrent_most', going.most, 'calls'),
		told('calls.answered', answered, 'calls'),
		told('calls.wait_median_s', median_s, 's'),
		told('calls.recordings', made, 'recordings'),
		told('calls.script_median_ms', median(times), 'ms'),
		told('calls.drained_seconds', drained_s, 's')
	];
}

/**
 * Scripted callers over two carriers and a PBX, with faults on, and agents who take their calls by screen and
 * telephone: whatever goes wrong, every call ends, no agent is in two talks, no recording is lost.
 */
export const calls = ({ seconds = SECONDS }: { seconds?: number } = {}): Promise<Figure[]> =>
	withDatabase('calls', async (bench) => {
		const [port, server] = [await choosePort(0), await labServer(0)];
		const origin = `http://127.0.0.1:${port}`;
		const voice = labVoiceAccounts({ labUrl: server.url, publicOrigin: origin });
		const switchboard = labPbxAccount({ publicOrigin: origin });
		const gateway = await startGatewayProcess(bench, {
			name: 'calls',
			role: 'all',
			accounts: [...voice, switchboard],
			port,
			env: { SUNWAI_PUBLIC_ORIGIN: origin }
		});
		const random = seeded(SEED);
		const exchange = telephone({ server, accounts: voice, gatewayUrl: gateway.url, seed: SEED });
		for (const { id } of voice) exchange.faults.setFaults(id, faults);
		const people = callers(exchange, pbx(switchboard, gateway.url), random);
		const floor = await startFloor({
			origin,
			bench,
			count: AGENTS,
			phones: exchange.phones,
			random,
			lift: people.lift
		});
		try {
			await until('the agents', async () => {
				await wait(200);
				return (
					(await bench.ask<number>(`select count(*)::int from agent_state where state = 'available'`)) ===
					AGENTS
				);
			});
			return await measure({ bench, exchange, people, floor }, seconds);
		} finally {
			await floor.stop().catch((fault: unknown) => say(`  an agent stopped: ${String(fault)}`));
			await exchange.close();
			await gateway.stop();
			await server.close();
		}
	});

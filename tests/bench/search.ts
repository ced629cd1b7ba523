import { formatNumber } from '#contracts/number.ts';
import { noLimit } from '#contracts/access.ts';
import type { SearchFilters } from '#contracts/search.ts';
import { createPool } from '#db/sql.ts';
import type { Actor } from '#gateway/access/actor.ts';
import { search } from '#gateway/find/search.ts';
import { fillArchive } from './support/archive.ts';
import { withDatabase, type Bench } from './support/database.ts';
import { atMost, median, percentile, told, type Figure } from './support/figure.ts';
import { seeded } from './support/random.ts';
import { say } from './support/say.ts';

const SUBMISSIONS = 1_000_000;
const ROUNDS = 4;

const person: Actor = {
	...{ id: 'demo-agent', name: 'Harpreet Kaur', email: 'agent@sunwai.example', role: 'agent' },
	...{ language: 'pa', session: 'bench', scope: noLimit }
};
/** State-wide; a district's counter; a department's office in two districts. */
const viewers: Record<string, Actor> = {
	state: person,
	district: { ...person, id: 'demo-operator', scope: { ...noLimit, districts: ['36'] } },
	office: {
		...person,
		id: 'demo-officer',
		scope: { ...noLimit, districts: ['36', '27'], departments: ['403'] }
	}
};

/** What people look for, by kind; each round asks for other ones. */
function questions(random: () => number): Record<string, SearchFilters> {
	const at = Math.floor(random() * SUBMISSIONS);
	const of = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
	const number = `26${String(at).padStart(7, '0')}`;
	const phone = `98${String(at % 400_000).padStart(8, '0')}`;
	return {
		'number, spaced': { q: formatNumber(`${number}0`) },
		'number, its beginning': { q: number.slice(0, 7) },
		'number, running': { q: String(at) },
		'number, its end': { q: String(10_000 + (at % 90_000)) },
		telephone: { q: phone },
		'telephone, written': { q: `+91 ${phone.slice(0, 5)} ${phone.slice(5)}` },
		name: { q: of(['gurnam singh', 'ਗੁਰਨਾਮ ਸਿੰਘ', 'sunita sharma', 'राजेश कुमार']) },
		'first name': { q: of(['gurnaam', 'Balwinder', 'सुनीता']) },
		'word, common': { q: of(['pani', 'ਪਾਣੀ', 'पानी', 'ਸਮੱਸਿਆ', 'street light']) },
		'words of every text': { q: of(['singh', 'ਕੌਰ', 'sir']) },
		'two words': { q: of(['ਪਾਣੀ ਸੁਣਵਾਈ', 'gali batti', 'pension khanna', 'सड़क खन्ना']) },
		'word, a beginning': { q: of(['transfor', 'ਟਰਾਂਸਫਾ', 'electri']) },
		'nothing has it': { q: of(['zxqvut', 'ਜਜਜਬਬ', 'water unobtainium']) },
		'word in a district': { q: of(['pani', 'ਸੜਕ']), district: of(['27', '36', '605']) },
		'word, channel and state': { q: of(['pani', 'bijli']), channel: 'ivr', state: 'dismissed' },
		'word, what waits': { q: of(['pani', 'singh']), state: 'waiting' },
		'word, long ago': { q: of(['pani', 'light']), from: '2025-06-01', to: '2025-07-15' },
		'word, department and category': {
			q: of(['singh', 'pani']),
			department: '412',
			category: 'street-light'
		},
		'filters alone': { district: of(['27', '36']), category: 'street-light', channel: 'web' },
		'what waits': { state: 'waiting' },
		'a month': { from: '2026-01-01', to: '2026-01-31', state: 'registered' }
	};
}

async function measure({ url }: Bench) {
	const pool = createPool(url, 4, (fault) => say(fault.message));
	const random = seeded(7);
	const taken = new Map<string, number[]>();
	try {
		// The first round warms the caches of a machine that has just started.
		for (let round = 0; round <= ROUNDS; round++)
			for (const [who, actor] of Object.entries(viewers))
				for (const [kind, query] of Object.entries(questions(random))) {
					const begun = performance.now();
					await search({ pool }, actor, query);
					const ms = performance.now() - begun;
					if (round > 0) taken.set(`${kind}, ${who}`, [...(taken.get(`${kind}, ${who}`) ?? []), ms]);
				}
	} finally {
		await pool.end();
	}
	return taken;
}

/** How long a search takes among a million submissions, its audit row included, by what is looked for and by whom. */
export const searchFigures = (): Promise<Figure[]> =>
	withDatabase('search', async (bench) => {
		const begun = performance.now();
		await fillArchive(bench, SUBMISSIONS);
		say(`  ${SUBMISSIONS} submissions in ${Math.round((performance.now() - begun) / 1000)} s`);
		const taken = await measure(bench);
		const slowest = [...taken].map(([kind, list]) => [kind, Math.max(...list)] as const);
		for (const [kind, ms] of slowest.toSorted(([, one], [, other]) => other - one).slice(0, 8))
			say(`  ${kind}: ${ms.toFixed(1)} ms at most`);
		const all = [...taken.values()].flat();
		return [
			atMost('search.p95_ms', percentile(all, 0.95), 'ms', 100),
			told('search.median_ms', median(all), 'ms'),
			told('search.slowest_ms', Math.max(...all), 'ms'),
			told('search.submissions', await bench.ask<number>('select count(*)::int from search'), 'submissions')
		];
	});

import {
	readBreakdown,
	readCases,
	readDashboard,
	readHotSpots,
	type CaseList,
	type DashboardQuery,
	type Way
} from '#contracts/dashboard.ts';
import type { Reply } from '#contracts/endpoint.ts';
import { call } from './call.ts';
import { asRefusal, type Refusal } from './refusal.ts';

/** An answer that is on its way, there, or was refused; what was asked before is not shown when it comes late. */
export class Answer<T> {
	value = $state.raw<T | null>(null);
	refusal = $state.raw<Refusal | null>(null);
	#asked = 0;

	async ask(question: () => Promise<T>) {
		const asked = ++this.#asked;
		try {
			const value = await question();
			if (asked === this.#asked) [this.value, this.refusal] = [value, null];
		} catch (thrown) {
			if (asked === this.#asked) [this.value, this.refusal] = [null, asRefusal(thrown)];
		}
	}
}

/** Everything that the dashboard shows of one question. */
export class DashboardState {
	head = new Answer<Reply<typeof readDashboard>>();
	parts = new Answer<Reply<typeof readBreakdown> & { way: Way }>();
	map = new Answer<Reply<typeof readBreakdown>>();
	spots = new Answer<Reply<typeof readHotSpots>>();

	/** The head tells what can be broken down by; `wish` is taken where it can. */
	async load(query: DashboardQuery, wish: Way | undefined) {
		await this.head.ask(() => call(readDashboard, { query }));
		const ways = this.head.value?.ways ?? [];
		const way = wish && ways.includes(wish) ? wish : ways[0];
		await Promise.all([
			way
				? this.parts.ask(async () => ({ way, ...(await call(readBreakdown, { params: { way }, query })) }))
				: undefined,
			ways.includes('district')
				? this.map.ask(() => call(readBreakdown, { params: { way: 'district' }, query }))
				: undefined,
			this.spots.ask(() => call(readHotSpots, { query }))
		]);
	}
}

/** The cases behind a figure, page by page. */
export class CasesBehind {
	rows = $state.raw<Reply<typeof readCases>['rows']>([]);
	status = $state<'loading' | 'ready' | 'failed'>('loading');
	refusal = $state.raw<Refusal | null>(null);
	next = $state<string | null>(null);
	#query: DashboardQuery;
	#list: CaseList;

	constructor(query: DashboardQuery, list: CaseList) {
		this.#query = query;
		this.#list = list;
	}

	async load() {
		try {
			const after = this.next ? { after: this.next } : {};
			const page = await call(readCases, { query: { ...this.#query, list: this.#list, ...after } });
			this.rows = [...this.rows, ...page.rows];
			this.next = page.next;
			this.status = 'ready';
		} catch (thrown) {
			this.refusal = asRefusal(thrown);
			this.status = 'failed';
		}
	}
}

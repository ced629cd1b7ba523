import { search, type Found, type SearchFilters } from '#contracts/search.ts';
import { call } from './call.ts';
import { asRefusal, type Refusal } from './refusal.ts';

/** The results of one search: the first page, and more of them as they are asked for. */
export class Results {
	rows = $state.raw<Found[]>([]);
	/** `idle`: nothing is looked for. */
	status = $state<'idle' | 'loading' | 'ready' | 'failed'>('loading');
	refusal = $state.raw<Refusal | null>(null);
	total = $state(0);
	/** More were found than are counted. */
	over = $state(false);
	next = $state<string | null>(null);
	paging = $state(false);
	#filters: SearchFilters;
	#stop = new AbortController();

	constructor(filters: SearchFilters) {
		this.#filters = filters;
		if (Object.keys(filters).length === 0) this.status = 'idle';
	}

	async load() {
		if (this.status === 'idle') return;
		this.status = 'loading';
		try {
			const page = await call(search, { query: this.#filters, signal: this.#stop.signal });
			this.rows = page.rows;
			this.next = page.next;
			this.total = page.total ?? page.rows.length;
			this.over = page.more;
			this.status = 'ready';
		} catch (thrown) {
			if (this.#stop.signal.aborted) return;
			this.refusal = asRefusal(thrown);
			this.status = 'failed';
		}
	}

	/** Reads the next page, when there is one. */
	async more() {
		if (!this.next || this.paging) return;
		this.paging = true;
		try {
			const query = { ...this.#filters, after: this.next };
			const page = await call(search, { query, signal: this.#stop.signal });
			this.rows = [...this.rows, ...page.rows];
			this.next = page.next;
			this.refusal = null;
		} catch (thrown) {
			if (!this.#stop.signal.aborted) this.refusal = asRefusal(thrown);
		} finally {
			this.paging = false;
		}
	}

	/** Nobody waits for the answer any more. */
	stop() {
		this.#stop.abort();
	}
}

import { readQueue, readRows, type QueuePage } from '#contracts/desk.ts';
import type { Change } from '#contracts/live.ts';
import type { Submission } from '#contracts/submission.ts';
import { call } from './call.ts';
import { merge, numbersOf, place } from './changes.ts';
import { belongs, toQuery, type Filters } from './filters.ts';
import { live } from './live.svelte.ts';
import { asRefusal, type Refusal } from './refusal.ts';

const gather_ms = 250;
const first_ms = 20;
const rows_per_call = 200;
/** More changes than this at once are quicker read as a new page. */
const changes_limit = 1000;

/** The list of the queue for one set of filters: loads, pages, and follows the live changes. */
export class Queue {
	rows = $state.raw<Submission[]>([]);
	/** Have come while the reader was busy with the list: shown when they ask. */
	arrived = $state.raw<Submission[]>([]);
	/** Changed under the reader and not yet looked at. */
	changed = $state.raw<ReadonlySet<string>>(new Set());
	total = $state(0);
	status = $state<'loading' | 'ready' | 'failed'>('loading');
	refusal = $state.raw<Refusal | null>(null);
	/** True while new rows must not move the list. */
	held = $state(false);
	#filters: Filters;
	#me: string;
	#next: string | null = null;
	#paging = false;
	#pending = new Set<string>();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#lastRead = 0;
	#leave: (() => void) | undefined;
	#stopped = false;

	constructor(filters: Filters, me: string) {
		this.#filters = filters;
		this.#me = me;
	}

	get order() {
		return this.#filters.order ?? 'newest';
	}

	/** Reads the first page and follows from there. */
	async load() {
		try {
			const page = await call(readQueue, { query: toQuery(this.#filters) });
			if (!this.#stopped) this.#begin(page);
		} catch (thrown) {
			this.refusal = asRefusal(thrown);
			if (this.rows.length === 0) this.status = 'failed';
		}
	}

	#begin(page: QueuePage) {
		this.rows = page.rows;
		this.arrived = [];
		this.changed = new Set();
		this.total = page.total;
		this.#next = page.next;
		this.status = 'ready';
		this.#leave?.();
		this.#leave = live.subscribe('queue', page.sequence, this.#hear, () => void this.load());
	}

	/** Reads the next page, when there is one. */
	async more() {
		if (!this.#next || this.#paging) return;
		this.#paging = true;
		try {
			const page = await call(readQueue, { query: { ...toQuery(this.#filters), after: this.#next } });
			const known = new Set(this.rows.map(({ number }) => number));
			this.rows = [...this.rows, ...page.rows.filter(({ number }) => !known.has(number))];
			this.#next = page.next;
		} catch (thrown) {
			this.refusal = asRefusal(thrown);
		} finally {
			this.#paging = false;
		}
	}

	#hear = (changes: Change[]) => {
		for (const number of numbersOf(changes)) this.#pending.add(number);
		// The first is read almost at once; fifty arrivals a second are four reads a second.
		const wait = Math.max(first_ms, this.#lastRead + gather_ms - Date.now());
		this.#timer ??= setTimeout(() => void this.#read(), wait);
	};

	async #read() {
		const numbers = [...this.#pending];
		this.#pending.clear();
		this.#lastRead = Date.now();
		try {
			if (numbers.length > changes_limit && !this.held) return await this.load();
			for (let start = 0; start < numbers.length; start += rows_per_call) {
				const wanted = numbers.slice(start, start + rows_per_call).join(',');
				this.take((await call(readRows, { query: { numbers: wanted } })).rows);
			}
		} catch {
			for (const number of numbers) this.#pending.add(number);
		} finally {
			this.#timer =
				this.#pending.size && !this.#stopped ? setTimeout(() => void this.#read(), gather_ms * 8) : undefined;
		}
	}

	/** Takes in rows that were read again or came back from a verb. */
	take(fresh: Submission[]) {
		const fits = (row: Submission) => belongs(row, this.#filters, this.#me, Date.now());
		const known = new Map(this.rows.map((row) => [row.number, row]));
		const left = fresh.filter((row) => known.has(row.number) && fits(known.get(row.number)!) && !fits(row));
		const { rows, changed, arrived } = merge(this.rows, fresh, fits);
		this.rows = rows;
		this.changed = new Set([...this.changed, ...changed]);
		// In oldest order a row that has just come stands behind the pages that are not read yet.
		const shown = this.order === 'newest' || !this.#next ? arrived : [];
		const waiting = place(this.arrived, shown, 'newest');
		this.total += (shown.length ? waiting.length - this.arrived.length : arrived.length) - left.length;
		this.arrived = waiting;
		if (!this.held) this.reveal();
	}

	/** Puts the arrived rows into the list. */
	reveal() {
		if (this.arrived.length === 0) return;
		this.rows = place(this.rows, this.arrived, this.order);
		this.arrived = [];
	}

	/** The reader has looked at the row: its mark goes. */
	seen(number: string) {
		if (!this.changed.has(number)) return;
		this.changed = new Set([...this.changed].filter((other) => other !== number));
	}

	stop() {
		this.#stopped = true;
		clearTimeout(this.#timer);
		this.#leave?.();
	}
}

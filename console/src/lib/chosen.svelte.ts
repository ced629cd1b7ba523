import { SvelteSet } from 'svelte/reactivity';
import { BULK_LIMIT, chooseSubmissions } from '#contracts/bulk.ts';
import type { Submission } from '#contracts/submission.ts';
import { call } from './call.ts';
import { toQuery, type Filters } from './filters.ts';
import { tryTo } from './verbs.ts';

/** The rows that are chosen for one act: a set that only its reader changes, whatever arrives meanwhile. */
export class Chosen {
	readonly numbers = new SvelteSet<string>();
	/** How many match, where not all of them could be chosen. */
	cut = $state<number | null>(null);
	#last: string | null = null;

	get size() {
		return this.numbers.size;
	}
	get full() {
		return this.numbers.size >= BULK_LIMIT;
	}
	has = (number: string) => this.numbers.has(number);

	#add(number: string) {
		if (!this.full) this.numbers.add(number);
	}

	/** Chooses the row, or no longer. */
	toggle(number: string) {
		this.cut = null;
		this.#last = number;
		if (!this.numbers.delete(number)) this.#add(number);
	}

	/** Chooses all from the row that was touched last to this one. */
	through(number: string, rows: readonly Submission[]) {
		const at = (wanted: string | null) => rows.findIndex((row) => row.number === wanted);
		const [from, to] = [at(this.#last), at(number)].toSorted((a, b) => a - b) as [number, number];
		for (const row of rows.slice(Math.max(0, from), to + 1)) this.#add(row.number);
		this.#last = number;
	}

	/** Chooses all that the filters match, as they are now; as many as one act may have. */
	async all(filters: Filters) {
		const found = await tryTo(() => call(chooseSubmissions, { query: toQuery(filters) }));
		if (!found) return;
		this.clear();
		for (const number of found.numbers) this.numbers.add(number);
		this.cut = found.total > found.numbers.length ? found.total : null;
	}

	clear() {
		this.numbers.clear();
		this.cut = null;
		this.#last = null;
	}
}

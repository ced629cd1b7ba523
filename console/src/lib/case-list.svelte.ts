import { readCases, type CaseQuery } from '#contracts/case-desk.ts';
import { Paged } from './asked.svelte.ts';
import { call } from './call.ts';
import { live } from './live.svelte.ts';

const gather_ms = 700;
/** Time passes without anybody's telling. */
const refresh_ms = 60_000;

const read = (query: CaseQuery) => call(readCases, { query });

/** Cases of one address, by the time that is left: read again after changes, at most about once a second. */
export class CaseRows extends Paged<Awaited<ReturnType<typeof read>>> {
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(query: CaseQuery) {
		super((after) => read({ ...query, ...(after ? { after } : {}) }));
	}

	#soon = () => {
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			void this.load();
		}, gather_ms);
	};

	/** Follows until the returned function is called. */
	follow() {
		void this.load();
		const leave = live.subscribe('queue', 0, this.#soon, this.#soon);
		const again = setInterval(this.#soon, refresh_ms);
		return () => {
			leave();
			clearInterval(again);
			clearTimeout(this.#timer);
		};
	}
}

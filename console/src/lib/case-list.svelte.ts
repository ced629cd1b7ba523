import { readCases, type CaseQuery } from '#contracts/case-desk.ts';
import { Paged } from './asked.svelte.ts';
import { call } from './call.ts';
import { follow } from './followed.svelte.ts';

/** Time passes without anybody's telling. */
const refresh_ms = 60_000;
const read = (query: CaseQuery) => call(readCases, { query });

/** Cases of one address, by the time that is left: read again after changes, at most about once a second. */
export class CaseRows extends Paged<Awaited<ReturnType<typeof read>>> {
	constructor(query: CaseQuery) {
		super((after) => read({ ...query, ...(after ? { after } : {}) }));
	}

	/** Follows until the returned function is called. */
	follow = () => follow(this.load, { room: 'queue', rest_ms: 700, refresh_ms });
}

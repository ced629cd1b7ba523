import { readCallbacks } from '#contracts/callback.ts';
import type { Reply } from '#contracts/endpoint.ts';
import { call } from './call.ts';
import { Followed } from './followed.svelte.ts';

/** Somebody becomes due, and what another took comes back, without anybody's telling. */
const refresh_ms = 20_000;

/** Those who wait to be called: read again after changes, at most about once a second. */
export class Callbacks extends Followed<Reply<typeof readCallbacks>> {
	constructor() {
		super(() => call(readCallbacks, {}), { room: 'call', event: 'calls', rest_ms: 700, refresh_ms });
	}

	get rows() {
		return this.value?.rows ?? null;
	}

	/** When the list was read, by the server's clock. */
	get now() {
		return this.value?.now ?? '';
	}
}

import { readAgents } from '#contracts/agents.ts';
import type { Reply } from '#contracts/endpoint.ts';
import { call } from './call.ts';
import { Followed } from './followed.svelte.ts';

/** Leases run out and days begin without anybody's telling. */
const refresh_ms = 20_000;

/** Who is at the desk with what: read again after changes, at most about once a second. */
export class Agents extends Followed<Reply<typeof readAgents>> {
	constructor() {
		super(() => call(readAgents, {}), { room: 'queue', event: 'presence', rest_ms: 700, refresh_ms });
	}

	get rows() {
		return this.value?.rows ?? null;
	}
}

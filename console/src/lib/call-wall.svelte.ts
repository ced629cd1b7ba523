import { readCallWall, type CallWall } from '#contracts/call-wall.ts';
import { call } from './call.ts';
import { Followed } from './followed.svelte.ts';

/** Waiting grows by itself. */
const refresh_ms = 10_000;

async function ask() {
	const figures = await call(readCallWall, {});
	return { figures, ahead_ms: Date.parse(figures.at) - Date.now() };
}

/** The helpline's figures: read again at each word of the telephones, at once, but at most four times a second. */
export class CallFigures extends Followed<{ figures: CallWall; ahead_ms: number }> {
	constructor() {
		super(ask, { room: 'wall', event: 'calls', rest_ms: 250, refresh_ms });
	}

	get figures() {
		return this.value?.figures ?? null;
	}

	/** How much the server's clock goes before this machine's. */
	get ahead_ms() {
		return this.value?.ahead_ms ?? 0;
	}
}

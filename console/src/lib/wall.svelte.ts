import { readWall, type Wall } from '#contracts/wall.ts';
import { call } from './call.ts';
import { Followed } from './followed.svelte.ts';

/** The figures of the wall: read again after changes, at most once a second, and every half minute. */
export class WallFigures extends Followed<Wall> {
	constructor() {
		super(() => call(readWall, {}), { room: 'wall', rest_ms: 1000, refresh_ms: 30_000 });
	}

	get figures() {
		return this.value;
	}
}

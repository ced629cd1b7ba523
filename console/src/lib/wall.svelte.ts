import { readWall, type Wall } from '#contracts/desk.ts';
import { call } from './call.ts';
import { live } from './live.svelte.ts';
import { asRefusal, type Refusal } from './refusal.ts';

const gather_ms = 1000;
const refresh_ms = 30_000;

/** The figures of the wall: read again after changes, at most once a second, and every half minute. */
export class WallFigures {
	figures = $state.raw<Wall | null>(null);
	refusal = $state.raw<Refusal | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;

	async load() {
		try {
			this.figures = await call(readWall, {});
			this.refusal = null;
		} catch (thrown) {
			this.refusal = asRefusal(thrown);
		}
	}

	/** Follows the changes until the returned function is called. */
	follow() {
		const soon = () => {
			this.#timer ??= setTimeout(() => {
				this.#timer = undefined;
				void this.load();
			}, gather_ms);
		};
		void this.load();
		const leave = live.subscribe('wall', 0, soon, soon);
		const again = setInterval(soon, refresh_ms);
		return () => {
			leave();
			clearInterval(again);
			clearTimeout(this.#timer);
		};
	}
}

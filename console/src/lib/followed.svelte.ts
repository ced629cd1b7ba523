import { Asked } from './asked.svelte.ts';
import { live } from './live.svelte.ts';

export interface Hears {
	/** The room whose changes are about it. */
	room: string;
	/** A word of the live connection that is about it. */
	event?: 'presence' | 'calls';
	/** Words that come within so long are one. */
	gather_ms: number;
	/** What changes without anybody's telling is seen after so long. */
	refresh_ms: number;
}

/** What is read again after every word about it, gathered, and as time passes. */
export class Followed<T> extends Asked<T> {
	readonly #hears: Hears;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(ask: () => Promise<T>, hears: Hears) {
		super(ask);
		this.#hears = hears;
	}

	soon = () => {
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			void this.load();
		}, this.#hears.gather_ms);
	};

	/** Follows until the returned function is called. */
	follow() {
		const { room, event, refresh_ms } = this.#hears;
		void this.load();
		const leave = live.subscribe(room, 0, this.soon, this.soon);
		const connection = event && live.connection();
		void connection?.then((socket) => socket.on(event!, this.soon));
		const again = setInterval(this.soon, refresh_ms);
		return () => {
			leave();
			void connection?.then((socket) => socket.off(event!, this.soon));
			clearInterval(again);
			clearTimeout(this.#timer);
			this.#timer = undefined;
		};
	}
}

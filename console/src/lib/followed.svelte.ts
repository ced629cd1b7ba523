import { Asked } from './asked.svelte.ts';
import { live } from './live.svelte.ts';

export interface Hears {
	room: string;
	/** False: the room's changes are about something else; it is only told of a gap. */
	changes?: boolean;
	/** A word of the live connection that is about it. */
	event?: 'presence' | 'calls';
	/** It is read at the first word; those that come within so long after it are one. */
	rest_ms: number;
	/** What changes without anybody's telling is seen after so long. */
	refresh_ms: number;
}

/** What is read again at every word about it, at once but not too often, and as time passes. */
export class Followed<T> extends Asked<T> {
	readonly #hears: Hears;
	#resting: ReturnType<typeof setTimeout> | undefined;
	#again = false;

	constructor(ask: () => Promise<T>, hears: Hears) {
		super(ask);
		this.#hears = hears;
	}

	soon = () => {
		if (this.#resting) return void (this.#again = true);
		this.#again = false;
		this.#resting = setTimeout(() => {
			this.#resting = undefined;
			if (this.#again) this.soon();
		}, this.#hears.rest_ms);
		void this.load();
	};

	/** Follows until the returned function is called. */
	follow() {
		const { room, changes = true, event, refresh_ms } = this.#hears;
		void this.load();
		const leave = live.subscribe(room, 0, changes ? this.soon : () => undefined, this.soon);
		const connection = event && live.connection();
		void connection?.then((socket) => socket.on(event!, this.soon));
		const again = setInterval(this.soon, refresh_ms);
		return () => {
			leave();
			void connection?.then((socket) => socket.off(event!, this.soon));
			clearInterval(again);
			clearTimeout(this.#resting);
			this.#resting = undefined;
		};
	}
}

import { Asked } from './asked.svelte.ts';
import { live } from './live.svelte.ts';

export interface Hears {
	room: string;
	/** False: the room's changes are about something else; it is only told of a gap. */
	changes?: boolean;
	/** A word of the live connection that is about it. */
	event?: 'presence' | 'calls';
	/** It is read at once, and then not again for so long. */
	rest_ms: number;
	/** What changes without anybody's telling is seen after so long. */
	refresh_ms: number;
}

/** What is read again at every word about it, at once but not too often, and as time passes. */
export class Followed<T> extends Asked<T> {
	readonly #hears: Hears;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#resting = false;
	#again = false;

	constructor(ask: () => Promise<T>, hears: Hears) {
		super(ask);
		this.#hears = hears;
	}

	soon = (): void => {
		if (this.#resting) return void (this.#again = true);
		this.#resting = true;
		this.#again = false;
		const rested = new Promise<void>((resolve) => {
			this.#timer = setTimeout(resolve, this.#hears.rest_ms);
		});
		// An answer that is overtaken does not count: the next question waits for it.
		void Promise.all([rested, this.load()]).then(() => {
			this.#resting = false;
			if (this.#again) this.soon();
		});
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
			clearTimeout(this.#timer);
			this.#resting = this.#again = false;
		};
	}
}

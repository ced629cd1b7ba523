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

/** Calls `load` at once and at every word about it, not too often, and as time passes, until the returned function is called. */
export function follow(load: () => Promise<void>, hears: Hears): () => void {
	const { room, changes = true, event, rest_ms, refresh_ms } = hears;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let resting = false;
	let again = false;
	function soon(): void {
		if (resting) return void (again = true);
		resting = true;
		again = false;
		const rested = new Promise<void>((resolve) => {
			timer = setTimeout(resolve, rest_ms);
		});
		// An answer that is overtaken does not count: the next question waits for it.
		void Promise.all([rested, load()]).then(() => {
			resting = false;
			if (again) soon();
		});
	}
	void load();
	const leave = live.subscribe(room, 0, changes ? soon : () => undefined, soon);
	const connection = event && live.connection();
	void connection?.then((socket) => socket.on(event!, soon));
	const refreshing = setInterval(soon, refresh_ms);
	return () => {
		leave();
		void connection?.then((socket) => socket.off(event!, soon));
		clearInterval(refreshing);
		clearTimeout(timer);
	};
}

/** What is read again at every word about it. */
export class Followed<T> extends Asked<T> {
	readonly #hears: Hears;

	constructor(ask: () => Promise<T>, hears: Hears) {
		super(ask);
		this.#hears = hears;
	}

	/** Follows until the returned function is called. */
	follow = () => follow(this.load, this.#hears);
}

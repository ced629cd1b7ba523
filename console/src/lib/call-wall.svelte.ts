import { readCallWall, type CallWall } from '#contracts/call-wall.ts';
import { call } from './call.ts';
import { live } from './live.svelte.ts';
import { asRefusal, type Refusal } from './refusal.ts';

const rest_ms = 250;
/** Waiting grows by itself. */
const refresh_ms = 10_000;

/** The helpline's figures: read again at each word of the telephones, at once, but at most four times a second. */
export class CallFigures {
	figures = $state.raw<CallWall | null>(null);
	refusal = $state.raw<Refusal | null>(null);
	/** How much the server's clock goes before this machine's. */
	ahead_ms = $state(0);
	#resting: ReturnType<typeof setTimeout> | undefined;
	#again = false;

	async load() {
		try {
			this.figures = await call(readCallWall, {});
			this.ahead_ms = Date.parse(this.figures.at) - Date.now();
			this.refusal = null;
		} catch (thrown) {
			this.refusal = asRefusal(thrown);
		}
	}

	/** Follows until the returned function is called. */
	follow() {
		const soon = () => {
			if (this.#resting) return void (this.#again = true);
			this.#again = false;
			this.#resting = setTimeout(() => {
				this.#resting = undefined;
				if (this.#again) soon();
			}, rest_ms);
			void this.load();
		};
		void this.load();
		const leave = live.subscribe('wall', 0, () => undefined, soon);
		const connection = live.connection();
		void connection.then((socket) => socket.on('calls', soon));
		const again = setInterval(soon, refresh_ms);
		return () => {
			leave();
			void connection.then((socket) => socket.off('calls', soon));
			clearInterval(again);
			clearTimeout(this.#resting);
			this.#resting = undefined;
		};
	}
}

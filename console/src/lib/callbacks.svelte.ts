import { readCallbacks, type Callback } from '#contracts/callback.ts';
import { call } from './call.ts';
import { live } from './live.svelte.ts';
import { asRefusal, type Refusal } from './refusal.ts';

const gather_ms = 700;
/** Somebody becomes due, and what another took comes back, without anybody's telling. */
const refresh_ms = 20_000;

/** Those who wait to be called: read again after changes, at most about once a second. */
export class Callbacks {
	rows = $state.raw<Callback[] | null>(null);
	refusal = $state.raw<Refusal | null>(null);
	/** When the list was read, by the server's clock. */
	now = $state('');
	#timer: ReturnType<typeof setTimeout> | undefined;

	async load() {
		try {
			const { rows, now } = await call(readCallbacks, {});
			this.rows = rows;
			this.now = now;
			this.refusal = null;
		} catch (thrown) {
			this.refusal = asRefusal(thrown);
		}
	}

	soon = () => {
		this.#timer ??= setTimeout(() => {
			this.#timer = undefined;
			void this.load();
		}, gather_ms);
	};

	/** Follows until the returned function is called. */
	follow() {
		void this.load();
		const leave = live.subscribe('call', 0, this.soon, this.soon);
		const connection = live.connection();
		void connection.then((socket) => socket.on('calls', this.soon));
		const again = setInterval(this.soon, refresh_ms);
		return () => {
			leave();
			void connection.then((socket) => socket.off('calls', this.soon));
			clearInterval(again);
			clearTimeout(this.#timer);
		};
	}
}

import { readAgents, type Agent } from '#contracts/agents.ts';
import { call } from './call.ts';
import { live } from './live.svelte.ts';
import { asRefusal, type Refusal } from './refusal.ts';

const gather_ms = 700;
/** Leases run out and days begin without anybody's telling. */
const refresh_ms = 20_000;

/** Who is at the desk with what: read again after changes, at most about once a second. */
export class Agents {
	rows = $state.raw<Agent[] | null>(null);
	refusal = $state.raw<Refusal | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;

	async load() {
		try {
			this.rows = (await call(readAgents, {})).rows;
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
		const leave = live.subscribe('queue', 0, this.soon, this.soon);
		const connection = live.connection();
		void connection.then((socket) => socket.on('presence', this.soon));
		const again = setInterval(this.soon, refresh_ms);
		return () => {
			leave();
			void connection.then((socket) => socket.off('presence', this.soon));
			clearInterval(again);
			clearTimeout(this.#timer);
		};
	}
}

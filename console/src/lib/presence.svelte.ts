import { readPresence, type Doing, type Present } from '#contracts/presence.ts';
import { call } from './call.ts';
import { live } from './live.svelte.ts';

const gather_ms = 400;
/** Typing is over this long after the last key. */
const typing_ms = 6000;

/** Tells the others that this submission is open here, through drops, until `stop`. */
export function showOpen(number: string) {
	let doing: Doing = 'looking';
	let timer: ReturnType<typeof setTimeout> | undefined;
	let over = false;
	const connection = live.connection();
	const say = () =>
		void connection.then((socket) => socket.connected && !over && socket.emit('look', number, doing));
	void connection.then((socket) => socket.on('connect', say));
	say();
	const become = (next: Doing) => {
		if (doing === next) return;
		doing = next;
		say();
	};
	return {
		typed() {
			clearTimeout(timer);
			timer = setTimeout(() => become('looking'), typing_ms);
			become('typing');
		},
		stop() {
			over = true;
			clearTimeout(timer);
			void connection.then((socket) => {
				socket.off('connect', say);
				if (socket.connected) socket.emit('look', null);
			});
		}
	};
}

/** Who else has what open: read anew whenever the gateway says that something began or ended. */
export class Presence {
	rows = $state.raw<Present[]>([]);
	readonly others = $derived(Map.groupBy(this.rows, ({ number }) => number));
	readonly #me: string;
	readonly #number: string | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(me: string, number?: string) {
		this.#me = me;
		this.#number = number;
	}

	/** Others who have this one open. */
	of(number: string): Present[] {
		return this.others.get(number) ?? [];
	}

	async #read() {
		this.#timer = undefined;
		const query = this.#number ? { number: this.#number } : {};
		const { rows } = await call(readPresence, { query }).catch(() => ({ rows: this.rows }));
		this.rows = rows.filter(({ person }) => person !== this.#me);
	}

	/** Follows until the returned function is called. The room of the list or of the submission must be joined. */
	follow() {
		const soon = () => (this.#timer ??= setTimeout(() => void this.#read(), gather_ms));
		const hear = (numbers: string[] | null) => {
			if (!numbers || !this.#number || numbers.includes(this.#number)) soon();
		};
		void this.#read();
		const connection = live.connection();
		void connection.then((socket) => socket.on('presence', hear));
		const deaf = live.onJoined(soon);
		return () => {
			deaf();
			clearTimeout(this.#timer);
			void connection.then((socket) => socket.off('presence', hear));
		};
	}
}

const segmenter = new Intl.Segmenter();
const first = (word: string) => segmenter.segment(word)[Symbol.iterator]().next().value?.segment ?? '';

/** First letters of the first and the last name, whole with their vowel signs. */
export function initials(name: string) {
	const words = name.trim().split(/\s+/);
	return [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => first(word ?? '')).join('');
}

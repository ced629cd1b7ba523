import { waves, type Wave } from './peaks.ts';
import { asRefusal, reading, type Refusal } from './refusal.ts';

let speaking: Player | null = null;
/** One voice at a time: whoever begins silences who spoke. */
function speakAlone(player: Player) {
	if (speaking !== player) speaking?.pause();
	speaking = player;
}

/** The recording whole, so that one hearing is one request, and is audited as one. */
async function fetchSound(address: string): Promise<Blob> {
	const response = await fetch(address).catch(() => {
		throw reading(0, null);
	});
	if (!response.ok) throw reading(response.status, await response.json().catch(() => null));
	return response.blob();
}

/** A recording on the screen: nothing is fetched, and so nothing counts as heard, before somebody plays it. */
export class Player {
	state = $state<'idle' | 'loading' | 'ready' | 'failed'>('idle');
	/** Null of a failed one: this browser cannot play it. */
	refusal = $state.raw<Refusal | null>(null);
	playing = $state(false);
	at_s = $state(0);
	/** Null until it is known. */
	length_s = $state<number | null>(null);
	wave = $state.raw<Wave | null>(null);
	readonly #address: string;
	#rate = 1;
	#audio: HTMLAudioElement | undefined;
	#sound = '';
	#frame = 0;

	constructor(address: string, length_s: number | null) {
		this.#address = address;
		this.wave = waves.known(address);
		this.length_s = this.wave?.duration_s ?? length_s;
	}

	async #load() {
		this.state = 'loading';
		this.refusal = null;
		try {
			const sound = await fetchSound(this.#address);
			this.#sound = URL.createObjectURL(sound);
			this.#audio = await this.#open();
			this.state = 'ready';
			this.wave = await waves.of(this.#address, sound);
			// A stream of unknown length has none of its own.
			this.length_s = this.wave?.duration_s ?? this.length_s;
		} catch (thrown) {
			URL.revokeObjectURL(this.#sound);
			this.refusal = thrown instanceof Event ? null : asRefusal(thrown);
			this.state = 'failed';
		}
	}

	#open() {
		const audio = new Audio(this.#sound);
		audio.onplay = () => this.#follow();
		audio.onpause = audio.onended = () => (this.playing = false);
		return new Promise<HTMLAudioElement>((resolve, reject) => {
			audio.onerror = (event) => reject(event);
			audio.onloadedmetadata = () => {
				if (Number.isFinite(audio.duration)) this.length_s = audio.duration;
				audio.currentTime = Math.min(this.at_s, audio.duration || 0);
				resolve(audio);
			};
		});
	}

	#follow() {
		this.playing = true;
		const look = () => {
			this.at_s = this.#audio?.currentTime ?? 0;
			if (this.playing) this.#frame = requestAnimationFrame(look);
		};
		cancelAnimationFrame(this.#frame);
		look();
	}

	async play() {
		if (this.state === 'loading') return;
		if (!this.#audio) await this.#load();
		if (!this.#audio) return;
		speakAlone(this);
		this.#audio.playbackRate = this.#rate;
		await this.#audio.play().catch(() => undefined);
	}

	pause() {
		this.#audio?.pause();
	}

	toggle = () => (this.playing ? this.pause() : void this.play());

	/** Goes on from there; before anything is loaded, begins there. */
	seek(to_s: number) {
		this.at_s = Math.max(0, Math.min(to_s, this.length_s ?? 0));
		if (this.#audio) this.#audio.currentTime = this.at_s;
	}

	set rate(rate: number) {
		this.#rate = rate;
		if (this.#audio) this.#audio.playbackRate = rate;
	}

	/** Lets go of it. */
	stop() {
		this.pause();
		this.playing = false;
		cancelAnimationFrame(this.#frame);
		if (this.#sound) URL.revokeObjectURL(this.#sound);
		if (speaking === this) speaking = null;
	}
}

import { pcmWav, rate_hz } from './tone.ts';

/** Longest talk that is kept as it was said. */
const longest_s = 900;
const first_s = 30;

/** What was said in one room, mixed. */
export interface Tape {
	/** Samples (16 bit) that were said so long after the talk began. */
	add(at_ms: number, said: Buffer): void;
	/** All of it up to this moment. */
	wav(until_ms: number): Buffer;
}

const clipped = (value: number) => Math.max(-32_768, Math.min(32_767, value));
const samplesIn = (ms: number) =>
	Math.min(longest_s * rate_hz, Math.max(0, Math.round((ms / 1000) * rate_hz)));

/** A tape for one room. */
export function newTape(): Tape {
	let samples = new Int16Array(first_s * rate_hz);
	const reach = (count: number) => {
		if (count <= samples.length) return;
		const longer = new Int16Array(Math.max(count, Math.min(longest_s * rate_hz, samples.length * 2)));
		longer.set(samples);
		samples = longer;
	};
	return {
		add(at_ms, said) {
			const from = samplesIn(at_ms);
			const count = Math.min(said.length / 2, longest_s * rate_hz - from);
			reach(from + count);
			for (let at = 0; at < count; at++)
				samples[from + at] = clipped((samples[from + at] ?? 0) + said.readInt16LE(at * 2));
		},
		wav(until_ms) {
			const count = Math.max(rate_hz, samplesIn(until_ms));
			reach(count);
			return pcmWav(samples.subarray(0, count));
		}
	};
}

/** Loudness of so many parts of a sound, each between 0 and 1, the loudest of them 1. */
export function peaksOf(samples: Float32Array, parts: number): number[] {
	const peaks = Array.from({ length: parts }, (_, part) => {
		const end = Math.floor(((part + 1) * samples.length) / parts);
		let peak = 0;
		for (let at = Math.floor((part * samples.length) / parts); at < end; at++)
			peak = Math.max(peak, Math.abs(samples[at]!));
		return peak;
	});
	const loudest = Math.max(...peaks);
	return loudest > 0 ? peaks.map((peak) => peak / loudest) : peaks;
}

const parts = 160;
/** Enough for what is heard on a telephone. */
const rate_hz = 8000;

export interface Wave {
	peaks: number[];
	duration_s: number;
}

/** The wave of a recording that this browser can decode; null of any other. */
async function decode(sound: Blob): Promise<Wave | null> {
	try {
		const decoder = new OfflineAudioContext(1, 1, rate_hz);
		const decoded = await decoder.decodeAudioData(await sound.arrayBuffer());
		return { peaks: peaksOf(decoded.getChannelData(0), parts), duration_s: decoded.duration };
	} catch {
		return null;
	}
}

const kept = new Map<string, Wave | null>();

/** The wave of what lies at an address, made once; null where there is none, or it is not known yet. */
export const waves = {
	known: (address: string) => kept.get(address) ?? null,
	async of(address: string, sound: Blob) {
		if (!kept.has(address)) kept.set(address, await decode(sound));
		return kept.get(address) ?? null;
	}
};

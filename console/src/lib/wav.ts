/* Sound as telephones take it. */

const rate_hz = 8000;
const header_bytes = 44;

const header = (view: DataView, samples: number) => {
	const text = (at: number, letters: string) =>
		[...letters].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
	text(0, 'RIFF');
	view.setUint32(4, header_bytes - 8 + samples * 2, true);
	text(8, 'WAVEfmt ');
	view.setUint32(16, 16, true);
	view.setUint16(20, 1, true);
	view.setUint16(22, 1, true);
	view.setUint32(24, rate_hz, true);
	view.setUint32(28, rate_hz * 2, true);
	view.setUint16(32, 2, true);
	view.setUint16(34, 16, true);
	text(36, 'data');
	view.setUint32(40, samples * 2, true);
};

/** A WAV (8 kHz, 16 bit, mono) of samples between -1 and 1. */
export function wavOf(samples: Float32Array): Uint8Array<ArrayBuffer> {
	const wav = new Uint8Array(header_bytes + samples.length * 2);
	const view = new DataView(wav.buffer);
	header(view, samples.length);
	samples.forEach((sample, index) =>
		view.setInt16(header_bytes + index * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true)
	);
	return wav;
}

/** A WAV in which nothing is heard. */
export const silence = () => new Blob([wavOf(new Float32Array(rate_hz / 10))], { type: 'audio/wav' });

/** Any recording that this browser can play, as such a WAV of at most `longest_s` seconds. Rejects what is no sound. */
export async function toWav(recording: Blob, longest_s: number): Promise<Uint8Array<ArrayBuffer>> {
	const decoder = new OfflineAudioContext(1, 1, rate_hz);
	const sound = await decoder.decodeAudioData(await recording.arrayBuffer());
	const length = Math.max(1, Math.round(Math.min(sound.duration, longest_s) * rate_hz));
	const mixer = new OfflineAudioContext(1, length, rate_hz);
	const source = mixer.createBufferSource();
	source.buffer = sound;
	source.connect(mixer.destination);
	source.start();
	return wavOf((await mixer.startRendering()).getChannelData(0));
}

/** Bytes as base64. */
export const base64 = (bytes: Uint8Array): string => {
	let binary = '';
	for (let at = 0; at < bytes.length; at += 0x8000)
		binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
	return btoa(binary);
};

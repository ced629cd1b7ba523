/** Samples in a second of telephone sound. */
export const rate_hz = 8000;
const amplitude = 9000;

/** A WAV (8 kHz, 16-bit, mono) of these samples. */
export function pcmWav(samples: Int16Array): Buffer {
	const wav = Buffer.alloc(44 + samples.length * 2);
	wav.write('RIFF', 0);
	wav.writeUInt32LE(36 + samples.length * 2, 4);
	wav.write('WAVEfmt ', 8);
	wav.writeUInt32LE(16, 16);
	wav.writeUInt16LE(1, 20);
	wav.writeUInt16LE(1, 22);
	wav.writeUInt32LE(rate_hz, 24);
	wav.writeUInt32LE(rate_hz * 2, 28);
	wav.writeUInt16LE(2, 32);
	wav.writeUInt16LE(16, 34);
	wav.write('data', 36);
	wav.writeUInt32LE(samples.length * 2, 40);
	samples.forEach((sample, at) => wav.writeInt16LE(sample, 44 + at * 2));
	return wav;
}

/** Such a WAV with `seconds` of a tone that swells and fades, as speech does. */
export function toneWav(seconds: number, pitch_hz = 440): Buffer {
	const samples = new Int16Array(Math.round(seconds * rate_hz));
	for (let at = 0; at < samples.length; at++) {
		const swell = 0.6 + 0.4 * Math.sin((2 * Math.PI * 3 * at) / rate_hz);
		samples[at] = Math.round(amplitude * swell * Math.sin((2 * Math.PI * pitch_hz * at) / rate_hz));
	}
	return pcmWav(samples);
}

/** Whether it is a WAV as telephones make it: 8 kHz, 16-bit, mono. */
export const isWav = (wav: Buffer): boolean =>
	wav.length > 44 &&
	wav.toString('latin1', 0, 4) === 'RIFF' &&
	wav.toString('latin1', 8, 16) === 'WAVEfmt ' &&
	wav.readUInt16LE(20) === 1 &&
	wav.readUInt16LE(22) === 1 &&
	wav.readUInt32LE(24) === rate_hz &&
	wav.readUInt16LE(34) === 16 &&
	wav.toString('latin1', 36, 40) === 'data';

/** Seconds of sound in such a WAV. */
export const wavSeconds = (wav: Buffer) => Math.min(wav.readUInt32LE(40), wav.length - 44) / (rate_hz * 2);

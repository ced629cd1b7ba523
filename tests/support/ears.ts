import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { rate_hz, toneWav } from '#adapters/lab/tone.ts';

/* What goes in at a browser's microphone, and what comes out of its loudspeaker. */

/** Arguments of a browser whose microphone hears nothing but this tone. */
export async function microphoneOf(pitch_hz: number): Promise<string[]> {
	const file = join(await mkdtemp(join(tmpdir(), 'sunwai-tone-')), 'tone.wav');
	await writeFile(file, toneWav(10, pitch_hz));
	return [
		'--use-fake-device-for-media-stream',
		'--use-fake-ui-for-media-stream',
		`--use-file-for-fake-audio-capture=${file}`
	];
}

interface Ears {
	ears?: AnalyserNode[];
}

/** From now on this page's loudspeaker is listened to; its microphone takes a tone for speech. */
export const listenAt = (page: Page) =>
	page.addInitScript(() => {
		const ears: AnalyserNode[] = ((globalThis as Ears).ears = []);
		const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
		AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode) {
			if (to instanceof AudioDestinationNode) {
				const ear = new AnalyserNode(this.context, { fftSize: 8192, smoothingTimeConstant: 0 });
				connect.call(this, ear);
				ears.push(ear);
			}
			return connect.call(this, to);
		} as typeof AudioNode.prototype.connect;
		const { mediaDevices } = navigator;
		const open = mediaDevices.getUserMedia.bind(mediaDevices);
		// What takes noise and echo out of speech takes a tone out too.
		mediaDevices.getUserMedia = () =>
			open({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
	});

/** How loud this pitch comes out of the page's loudspeaker now, in dB; silence is far below -100. */
export const loudness = (page: Page, pitch_hz: number): Promise<number> =>
	page.evaluate((pitch) => {
		const levels = ((globalThis as Ears).ears ?? [])
			.filter(({ context }) => context.state === 'running')
			.map((ear) => {
				const bins = new Float32Array(ear.frequencyBinCount);
				ear.getFloatFrequencyData(bins);
				const at = Math.round((pitch * ear.fftSize) / ear.context.sampleRate);
				return Math.max(...bins.subarray(at - 2, at + 3));
			});
		return Math.max(-200, ...levels);
	}, pitch_hz);

/** Share of a WAV's sound (8 kHz) that is this pitch, from 0 to 1. */
export function shareOf(wav: Buffer, pitch_hz: number): number {
	const count = (wav.length - 44) / 2;
	let [real, imaginary, all] = [0, 0, 0];
	for (let at = 0; at < count; at++) {
		const value = wav.readInt16LE(44 + at * 2);
		real += value * Math.cos((2 * Math.PI * pitch_hz * at) / rate_hz);
		imaginary += value * Math.sin((2 * Math.PI * pitch_hz * at) / rate_hz);
		all += value * value;
	}
	return all === 0 ? 0 : ((real * real + imaginary * imaginary) / (all * count)) * 2;
}

import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { languages } from '#contracts/words.ts';
import { seedPrompts } from './prompt-file.ts';

/*
 * Makes the music that waiting callers hear anew: `node gateway/call/make-music.ts`. Needs lame.
 * Our own notes, so that nobody's rights are in it; a state's own `music.mp3` replaces it.
 */

const sample_Hz = 16_000;
const note_seconds = 0.5;
/** Raga Bhupali, up and down: semitones above the tonic. */
const notes = [
	0, 2, 4, 7, 9, 12, 9, 7, 4, 2, 0, 4, 7, 9, 7, 4, 2, 4, 0, -3, 0, 2, 4, 7, 4, 2, 0, -3, -5, -3, 0, 0
];
const tonic_Hz = 220;
/** Soft enough to talk over. */
const loudness = 0.22;

function samples(): Int16Array {
	const each = Math.round(sample_Hz * note_seconds);
	const all = new Int16Array(each * notes.length);
	for (const [at, note] of notes.entries()) {
		const turn = (2 * Math.PI * tonic_Hz * 2 ** (note / 12)) / sample_Hz;
		for (let n = 0; n < each; n++) {
			const fade = Math.min(1, n / 400) * Math.exp((-2.2 * n) / each) * Math.min(1, (each - n) / 400);
			const tone = Math.sin(turn * n) + 0.35 * Math.sin(2 * turn * n) + 0.12 * Math.sin(3 * turn * n);
			all[at * each + n] = Math.round(tone * fade * loudness * 22_000);
		}
	}
	return all;
}

const scratch = await mkdtemp(join(tmpdir(), 'music-'));
try {
	const raw = join(scratch, 'music.raw');
	const mp3 = join(scratch, 'music.mp3');
	await writeFile(raw, Buffer.from(samples().buffer));
	await promisify(execFile)('lame', [
		'--quiet',
		'-r',
		'-s',
		'16',
		'--bitwidth',
		'16',
		'-t',
		'-m',
		'm',
		'--cbr',
		'-b',
		'24',
		raw,
		mp3
	]);
	for (const language of languages) await copyFile(mp3, join(seedPrompts, language, 'music.mp3'));
} finally {
	await rm(scratch, { recursive: true });
}

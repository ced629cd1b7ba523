import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { languages, type Language } from '#contracts/words.ts';
import { prompts } from './prompts.ts';
import { seedPrompts } from './prompt-file.ts';

/*
 * Makes the supplied prompts anew: `node gateway/call/make-prompts.ts`, or only those of some keys, named after it.
 * Needs espeak-ng and lame.
 * A state's own recordings replace them, file by file, through SUNWAI_PROMPTS.
 */

const run = promisify(execFile);
const voices: Record<Language, string> = { pa: 'pa', hi: 'hi', en: 'en-gb' };
const words_per_minute = '140';
const sample_kHz = '16';
const rate_kbps = '16';

async function speak(language: Language, key: string, text: string, scratch: string) {
	const wav = join(scratch, `${language}-${key}.wav`);
	await run('espeak-ng', ['-v', voices[language], '-s', words_per_minute, '-w', wav, text]);
	const mp3 = join(seedPrompts, language, `${key}.mp3`);
	// Mono, constant rate, no tag frame: every provider's player takes it.
	await run('lame', [
		'--quiet',
		'-t',
		'-m',
		'm',
		'--cbr',
		'-b',
		rate_kbps,
		'--resample',
		sample_kHz,
		wav,
		mp3
	]);
}

const asked = process.argv.slice(2);
const wanted = Object.entries(prompts).filter(([key]) => asked.length === 0 || asked.includes(key));
const scratch = await mkdtemp(join(tmpdir(), 'prompts-'));
try {
	for (const language of languages) {
		await mkdir(join(seedPrompts, language), { recursive: true });
		for (const [key, names] of wanted) await speak(language, key, names[language], scratch);
	}
} finally {
	await rm(scratch, { recursive: true });
}

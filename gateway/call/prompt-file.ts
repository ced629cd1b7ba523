import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { languages, type Language } from '#contracts/words.ts';

/** Folder of the supplied prompts, `<language>/<key>.mp3`. */
export const seedPrompts = join(import.meta.dirname, '../../db/seed/prompts');

const isThere = (path: string) =>
	access(path).then(
		() => true,
		() => false
	);

/**
 * Path of a prompt's audio: the state's own recording, else the supplied one, else the supplied English one;
 * null when there is no such prompt.
 */
export async function promptFile(
	override: string | undefined,
	language: string,
	key: string
): Promise<string | null> {
	// Both come out of an address: nothing but known languages and plain keys may reach the file system.
	if (!languages.includes(language as Language) || !/^[a-zA-Z0-9-]{1,40}$/.test(key)) return null;
	const file = `${key}.mp3`;
	const folders = [
		...(override === undefined ? [] : [join(override, language)]),
		join(seedPrompts, language),
		join(seedPrompts, 'en')
	];
	for (const folder of folders) if (await isThere(join(folder, file))) return join(folder, file);
	return null;
}

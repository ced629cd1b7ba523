import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../contracts');
const endpoint =
	/(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?export const (\w+) = \{\s*method: '(\w+)',\s*url: '([^']+)'/g;

/** What a contract says of its endpoint. */
export interface Said {
	summary: string;
	description?: string;
}

/** `makeKey` as `Make key`. */
const inWords = (name: string) =>
	name
		.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
		.replace(/^./, (letter) => letter.toUpperCase());

/** Address in the writing of OpenAPI. */
export const pathOf = (url: string) => url.replace(/:(\w+)/g, '{$1}');

/** What the contracts say of every endpoint, by method and path: the comment above it, or its name in words. */
export async function readWords(): Promise<Map<string, Said>> {
	const words = new Map<string, Said>();
	for (const file of await readdir(folder)) {
		const source = await readFile(join(folder, file), 'utf8');
		for (const [, comment, name = '', method = '', url = ''] of source.matchAll(endpoint)) {
			const text = comment
				?.replace(/^\s*\* ?/gm, '')
				.replace(/\s+/g, ' ')
				.trim();
			words.set(`${method} ${pathOf(url)}`, {
				summary: inWords(name),
				...(text ? { description: text } : {})
			});
		}
	}
	return words;
}

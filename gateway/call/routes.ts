import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import { promptFile } from './prompt-file.ts';

interface Asked {
	Params: { language: string; key: string };
}

/** Serves the voice prompts to the providers' players at `/prompts/:language/:key.mp3`. */
export function promptRoutes(
	app: FastifyInstance,
	{ config }: { config: Pick<Config, 'promptFolder'> }
): void {
	// Not limited: a provider asks for all its calls from a few addresses.
	const options = { config: { rateLimit: false } } as const;
	app.get<Asked>('/prompts/:language/:key.mp3', options, async ({ params: { language, key } }, reply) => {
		const path = await promptFile(config.promptFolder, language, key);
		if (path === null) return reply.code(404).send();
		return reply
			.header('cache-control', 'public, max-age=3600')
			.type('audio/mpeg')
			.send(await readFile(path));
	});
}

/** Public address of a prompt. */
export const promptUrl = (publicOrigin: string, prompt: string, language: string) =>
	`${publicOrigin}/prompts/${language}/${prompt}.mp3`;

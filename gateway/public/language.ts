import type { FastifyReply, FastifyRequest } from 'fastify';
import { languages, type Language } from '#contracts/words.ts';

/** Shared with the desk: who chose a language chose it for all our pages. */
const COOKIE = 'PARAGLIDE_LOCALE';
const COOKIE_LIFE_SECONDS = 365 * 86_400;

/** The language of that tag; null for any other text. */
export const asLanguage = (tag: unknown): Language | null => languages.find((known) => known === tag) ?? null;

const remembered = ({ headers }: FastifyRequest) =>
	asLanguage(new RegExp(`(?:^|;\\s*)${COOKIE}=([a-z]{2})(?:;|$)`).exec(headers.cookie ?? '')?.[1]);

const asked = ({ query }: FastifyRequest) =>
	asLanguage((query as Record<string, unknown> | undefined)?.['lang']);

/** What was asked for in the address, else what this browser was shown before, else Punjabi. */
export const languageOf = (request: FastifyRequest): Language =>
	asked(request) ?? remembered(request) ?? 'pa';

/** Remembers the language in this browser for a year. */
export const remember = (reply: FastifyReply, language: Language) =>
	reply.header('set-cookie', `${COOKIE}=${language}; Path=/; Max-Age=${COOKIE_LIFE_SECONDS}; SameSite=Lax`);

/** Remembers a language that the address asks for. */
export function rememberAsked(request: FastifyRequest, reply: FastifyReply): void {
	const language = asked(request);
	if (language) remember(reply, language);
}

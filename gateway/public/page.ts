import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PublicPage, PublicPages, PublicRenderer } from '#contracts/public.ts';
import type { Language } from '#contracts/words.ts';
import type { Services } from '../services.ts';
import { languageOf } from './language.ts';

/** Where `npm run build` puts the citizens' pages. */
export const PUBLIC_BUILD = join(import.meta.dirname, '../../console/build-public');

/** Everything from our own files, nothing inline, nothing framed. */
const policy = [
	"default-src 'none'",
	"style-src 'self'",
	"script-src 'self'",
	"font-src 'self'",
	"img-src 'self' data:",
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'"
].join('; ');

/** Pages of which nothing may stay in a browser that others use too. */
const secret: ReadonlySet<PublicPage> = new Set(['story']);

let renderer: Promise<PublicRenderer> | undefined;
const load = () =>
	(renderer ??= import(pathToFileURL(join(PUBLIC_BUILD, 'public.js')).href) as Promise<PublicRenderer>);

/** Path and query of the page without its language, for the links of the language switch. */
function hereOf(request: FastifyRequest) {
	const url = new URL(request.url, 'http://page');
	url.searchParams.delete('lang');
	// A path that begins with two slashes would lead to another host.
	return url.pathname.replace(/^\/+/, '/') + url.search;
}

/** Answers with a whole page in the language of the request, or the one given. */
export async function sendPage<P extends PublicPage>(
	{ config }: Pick<Services, 'config'>,
	request: FastifyRequest,
	reply: FastifyReply,
	[page, props, locale = languageOf(request)]: [page: P, props: PublicPages[P], locale?: Language]
): Promise<FastifyReply> {
	const { renderPage } = await load();
	const { html } = renderPage(page, locale, props, { helpline: config.helpline, here: hereOf(request) });
	return reply
		.headers({
			'content-type': 'text/html; charset=utf-8',
			'content-language': locale,
			'content-security-policy': policy,
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'same-origin',
			// Not always `no-store`: going back must find what was typed.
			'cache-control': secret.has(page) ? 'no-store' : 'private, no-cache',
			vary: 'cookie'
		})
		.send(html);
}

/** Answers with the page of an error: 400, 404, 413, 429, anything else as 500. */
export const sendErrorPage = (
	services: Pick<Services, 'config'>,
	request: FastifyRequest,
	reply: FastifyReply,
	error: PublicPages['error']
) => sendPage(services, request, reply.code(error.status), ['error', error]);

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendErrorPage } from './public/page.ts';
import type { Services } from './services.ts';

const folder = join(import.meta.dirname, '../console/build');
const page = join(folder, '200.html');

/** Hashes of the page's own start-up script, so that the policy needs no `unsafe-inline`. */
function inlineScripts(html: string): string[] {
	const scripts = html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g);
	return [...scripts].map(
		([, script]) => `'sha256-${createHash('sha256').update(script!).digest('base64')}'`
	);
}

const policy = (html: string) =>
	[
		"default-src 'self'",
		"img-src 'self' data: blob:",
		"media-src 'self' blob:",
		"style-src 'self' 'unsafe-inline'",
		`script-src 'self' ${inlineScripts(html).join(' ')}`,
		"connect-src 'self' ws: wss:",
		"frame-src 'self'",
		"frame-ancestors 'none'",
		"form-action 'self'",
		"base-uri 'self'",
		"object-src 'none'"
	].join('; ');

/** The one page of the desk. It is read at each request, since a new build may have replaced it. */
async function sendDesk(reply: FastifyReply): Promise<FastifyReply> {
	const html = await readFile(page, 'utf8');
	return reply
		.headers({
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': policy(html),
			'cache-control': 'no-cache'
		})
		.send(html);
}

/** Addresses of the desk; every other page is a citizen's. */
const desk =
	/^\/(sign-in|setup|account|admin|queue|register|parked|wall|channels|lab|search|exports|bulk|agents|call|callbacks|cases|nuisance|reports|dashboard)([/?#]|$)/;

/** The built console: its files, and its one page for every address of the desk. */
export async function serveConsole(app: FastifyInstance, services: Services): Promise<void> {
	const built = existsSync(page);
	if (built)
		await app.register(staticFiles, {
			root: folder,
			index: false,
			preCompressed: true,
			// Names under _app/immutable carry the hash of their content.
			setHeaders: (reply, path) =>
				void reply.header(
					'cache-control',
					path.includes('/immutable/') ? 'public, max-age=31536000, immutable' : 'no-cache'
				)
		});
	app.setNotFoundHandler((request, reply) => {
		const page = request.method === 'GET' && request.headers.accept?.includes('text/html');
		if (page && built && desk.test(request.url)) return sendDesk(reply);
		if (page) return sendErrorPage(services, request, reply, { status: 404 });
		return reply.code(404).send({ code: 'not_found', message: 'There is nothing at this address.' });
	});
}

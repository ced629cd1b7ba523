import type { FastifyInstance, FastifyReply } from 'fastify';
import sanitizeHtml from 'sanitize-html';
import { findAttachment } from '#db/attachment.ts';
import { readBlob } from '#db/blob.ts';
import { findHtml } from '#db/detail.ts';
import { audit } from '#db/event.ts';
import type { Guard } from '../access/guard.ts';
import { cameWhole, refuseMasked } from '../access/masking.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/** HTML above this is not rendered; its text is shown and the original can be downloaded. Characters. */
export const HTML_LIMIT = 1_000_000;
/** Depth above which a mail's HTML is somebody's trap, not a letter. */
const DEPTH_LIMIT = 200;

/** What a browser may show in the page itself; everything else is a download. */
export const inline =
	/^(image\/(png|jpeg|gif|webp|bmp|avif)|audio\/[\w.+-]+|video\/(mp4|webm|3gpp)|application\/pdf)$/;

const attributes = sanitizeHtml.defaults.allowedAttributes;

/**
 * A mail's HTML without scripts, styles that escape their box, forms, and anything fetched from elsewhere.
 * Remote images are left out: asking for them would tell the sender that the letter was read.
 */
export function sanitise(html: string): string {
	return sanitizeHtml(html, {
		allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'font', 'center', 'del', 'ins'],
		allowedAttributes: {
			...attributes,
			'*': ['dir', 'lang', 'align'],
			img: ['alt', 'width', 'height', 'title']
		},
		allowedSchemes: ['http', 'https', 'mailto', 'tel'],
		nestingLimit: DEPTH_LIMIT,
		transformTags: { a: sanitizeHtml.simpleTransform('a', { rel: 'noreferrer noopener', target: '_blank' }) }
	});
}

const page = (body: string) =>
	`<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light"><base target="_blank">` +
	`<style>body{font:14px/1.5 'Noto Sans','Noto Sans Gurmukhi','Noto Sans Devanagari',sans-serif;margin:12px;` +
	`overflow-wrap:anywhere}img,table{max-width:100%}</style>${body}`;

/** Nothing in it runs, loads, submits or navigates. */
export const sealed = (reply: FastifyReply) =>
	reply
		.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups")
		.header('x-content-type-options', 'nosniff')
		.header('referrer-policy', 'no-referrer')
		.header('cache-control', 'private, no-store');

/** The name of a file as a header can say it. */
export const fileName = (name: string) => encodeURIComponent(name.replace(/[/\\\p{Cc}]/gu, '_'));

/** The original as it came: a mail's HTML made safe, files and recordings. Opening and playing one is audited. */
export function originalRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	app.get<{ Params: { number: string } }>(
		'/api/submissions/:number/html',
		guard('queue'),
		async ({ actor, params }, reply) => {
			const found = await findHtml(services.pool, actor, params.number);
			if (!found?.html) throw new Refusal('not_found', 404, 'This submission has no HTML.');
			if (found.html.length > HTML_LIMIT) throw new Refusal('too_large', 413, 'Too large to be shown.');
			return sealed(reply)
				.type('text/html; charset=utf-8')
				.send(page(sanitise(found.html)));
		}
	);
	app.get<{ Params: { id: string } }>(
		'/api/attachments/:id',
		guard('queue'),
		async ({ actor, params, headers }, reply) => {
			const file = /^\d{1,18}$/.test(params.id)
				? await findAttachment(services.pool, actor, params.id)
				: null;
			const content = file?.blob ? await readBlob(services.pool, file.blob) : null;
			if (!file || !content) throw new Refusal('not_found', 404, 'No such file.');
			if (cameWhole(file)) await refuseMasked(services, actor, file.number);
			const shown = inline.test(file.mediaType);
			// Players ask for the beginning first, and for the rest in pieces: one hearing is one act.
			if (!headers.range || headers.range.startsWith('bytes=0-'))
				await audit(
					services.pool,
					actor,
					file.mediaType.startsWith('audio/') ? 'recording:played' : 'attachment:opened',
					file.number,
					{ attachment: params.id }
				);
			sealed(reply)
				.type(shown ? file.mediaType : 'application/octet-stream')
				.header(
					'content-disposition',
					`${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${fileName(file.name)}`
				);
			return sendRange(reply, content, headers.range);
		}
	);
}

/** Players seek by asking for a range of bytes. */
export function sendRange(reply: FastifyReply, content: Buffer, range: string | undefined) {
	reply.header('accept-ranges', 'bytes');
	const asked = /^bytes=(\d+)-(\d*)$/.exec(range ?? '');
	if (!asked) return reply.send(content);
	const first = Number(asked[1]);
	const last = asked[2] ? Math.min(Number(asked[2]), content.length - 1) : content.length - 1;
	if (first > last) return reply.code(416).header('content-range', `bytes */${content.length}`).send('');
	return reply
		.code(206)
		.header('content-range', `bytes ${first}-${last}/${content.length}`)
		.send(content.subarray(first, last + 1));
}

import type { FastifyInstance } from 'fastify';
import sanitizeHtml from 'sanitize-html';
import { findAttachment } from '#db/attachment.ts';
import { readBlob } from '#db/blob.ts';
import { findHtml } from '#db/detail.ts';
import type { Guard } from '../access/guard.ts';
import { cameWhole, refuseMasked } from '../access/masking.ts';
import { auditHearing } from '../audit/hearing.ts';
import { Refusal } from '../refusal.ts';
import { sealed, sendFile } from '../send-file.ts';
import type { Services } from '../services.ts';

/** HTML above this is not rendered; its text is shown and the original can be downloaded. Characters. */
export const HTML_LIMIT = 1_000_000;
/** Depth above which a mail's HTML is somebody's trap, not a letter. */
const DEPTH_LIMIT = 200;

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
			const act = file.mediaType.startsWith('audio/') ? 'recording:played' : 'attachment:opened';
			await auditHearing(services.pool, actor, act, file.number, { attachment: params.id });
			return sendFile(reply, file, content, headers.range);
		}
	);
}

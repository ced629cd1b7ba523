import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A form without files. */
const FIELDS_LIMIT_BYTES = 256 * 1024;

/** Lets these pages take forms without files. */
export function readFields(pages: FastifyInstance): void {
	const options = { parseAs: 'string', bodyLimit: FIELDS_LIMIT_BYTES } as const;
	pages.addContentTypeParser('application/x-www-form-urlencoded', options, (_request, body, done) =>
		done(null, new URLSearchParams(String(body)))
	);
}

/** One field of such a form; empty where it is missing. */
export const fieldOf = ({ body }: FastifyRequest, name: string) =>
	body instanceof URLSearchParams ? (body.get(name) ?? '').replaceAll('\r\n', '\n') : '';

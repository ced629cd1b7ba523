import type { FastifyReply } from 'fastify';

/** What a browser may show in the page itself; everything else is a download. */
const inline =
	/^(image\/(png|jpeg|gif|webp|bmp|avif)|audio\/[\w.+-]+|video\/(mp4|webm|3gpp)|application\/pdf)$/;

/** Nothing in it runs, loads, submits or navigates. */
export const sealed = (reply: FastifyReply) =>
	reply
		.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups")
		.header('x-content-type-options', 'nosniff')
		.header('referrer-policy', 'no-referrer')
		.header('cache-control', 'private, no-store');

/** The name of a file as a header can say it. */
const fileName = (name: string) => encodeURIComponent(name.replace(/[/\\\p{Cc}]/gu, '_'));

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

/** Sends a stored file sealed: shown where a browser may show its kind, else to be kept under its name. */
export function sendFile(
	reply: FastifyReply,
	{ name, mediaType }: { name?: string; mediaType: string },
	content: Buffer,
	range?: string
) {
	const shown = inline.test(mediaType);
	const kind = shown ? 'inline' : 'attachment';
	sealed(reply)
		.type(shown ? mediaType : 'application/octet-stream')
		.header('content-disposition', name === undefined ? kind : `${kind}; filename*=UTF-8''${fileName(name)}`);
	return sendRange(reply, content, range);
}

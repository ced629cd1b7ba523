import type { FastifyReply } from 'fastify';
import { auditOnce } from '#db/audit.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from './access/actor.ts';

/** The same file opened again by the same person within this is one hearing. */
const HEARING_MINUTES = 5;

/**
 * Audits that a file was heard or seen. Players ask for it in pieces, and from any place: each of them counts, and all of
 * one hearing count once.
 */
export const auditHearing = (
	db: Db,
	actor: Actor,
	act: string,
	subject: string,
	detail: Record<string, unknown>
) => auditOnce(db, actor, act, { subject, detail, minutes: HEARING_MINUTES });

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

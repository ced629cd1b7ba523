import { auditOnce } from '#db/audit.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';

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

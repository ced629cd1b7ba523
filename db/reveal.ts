import { Type } from 'typebox';
import { REVEAL_MINUTES } from '#contracts/reveal.ts';
import { maybeOne, sql, type Db } from './sql.ts';

/** The act in the audit that lifts the mask: there is no other record of it, so none can be without the other. */
export const REVEALED = 'contact:revealed';

/** Until when the person sees numbers and addresses of this subject; null when they are masked. */
export async function revealedUntil(db: Db, person: string, subject: string): Promise<string | null> {
	const found = await maybeOne(
		db,
		Type.Object({ until: Type.String() }),
		sql`select at + make_interval(mins => ${REVEAL_MINUTES}) as until from audit
			where subject = ${subject} and actor = ${person} and action = ${REVEALED}
				and at > now() - make_interval(mins => ${REVEAL_MINUTES})
			order by id desc limit 1`
	);
	return found?.until ?? null;
}

import { readRow } from '#db/queue.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';

/** The submission of this number as the actor sees it. Refuses with `not_found`. */
export async function seen(db: Db, actor: Actor, number: string) {
	const row = await readRow(db, actor, number);
	if (!row) throw new Refusal('not_found', 404, 'No submission has this number.');
	return row;
}

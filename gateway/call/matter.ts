import { isCallOf, keepMatter } from '#db/call-matter.ts';
import { lockCallById } from '#db/call.ts';
import { audit } from '#db/event.ts';
import { attachRecordings } from '#db/recording.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import { soughtAgain } from '../triage/sought.ts';

/** Locks a call in which the person registers something. Refuses with `not_found` or `not_yours`. */
export async function lockOwnCall(db: Db, actor: Actor, id: string) {
	const call = await lockCallById(db, id);
	if (!call) throw new Refusal('not_found', 404, 'There is no such call.');
	if (!(await isCallOf(db, id, actor.id)))
		throw new Refusal('not_yours', 409, 'Another agent has this call.');
	return call;
}

/** Joins a matter to the call in which it was told: its recording, when it comes, belongs to the first. */
export async function joinMatter(db: Db, actor: Actor, call: string, number: string): Promise<void> {
	await keepMatter(db, { call, number, person: actor.id });
	await attachRecordings(db, number);
	// By what a machine heard in a recording that was there before.
	await soughtAgain(db, [number]);
	await audit(db, actor, 'call:registered', call, { number });
}

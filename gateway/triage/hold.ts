import { readRow } from '#db/queue.ts';
import type { Db } from '#db/sql.ts';
import { holdSubmission } from '#db/triage.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';

/** Locks the submission that the actor has claimed. Refuses with `not_found`, `decided` or `not_claimed`. */
export async function hold(db: Db, actor: Actor, number: string) {
	const held = await holdSubmission(db, actor, number);
	if (held) return held;
	const submission = await readRow(db, actor, number);
	if (!submission) throw new Refusal('not_found', 404, 'No submission has this number.');
	if (submission.state !== 'waiting') throw new Refusal('decided', 409, 'It has been decided already.');
	throw new Refusal('not_claimed', 409, 'Claim it first: your claim is not there or has run out.');
}

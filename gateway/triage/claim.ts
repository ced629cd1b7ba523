import { record } from '#db/event.ts';
import { readRow } from '#db/queue.ts';
import { sees } from '#db/scope.ts';
import * as triage from '#db/triage.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/** Gives the submission to the agent for ten minutes, or renews their lease. Refuses with `claimed` when someone else holds it. */
export const claim = ({ transaction }: Services, actor: Actor, number: string) =>
	transaction(async (db) => {
		const before = await readRow(db, actor, number);
		if (!before) throw new Refusal('not_found', 404, 'No submission has this number.');
		if (before.state !== 'waiting') throw new Refusal('decided', 409, 'It has been decided already.');
		const submission = await triage.claimSubmission(db, actor, number);
		if (!submission) throw new Refusal('claimed', 409, `${before.claimedByName ?? 'Someone else'} holds it.`);
		if (before.claimedBy !== actor.id) await record(db, actor, 'submission:claimed', number);
		return submission;
	});

/** Claims the free one whose turn it is: the oldest, urgent ones ahead by four hours. Refuses with `empty` when there is none. */
export const claimNext = (
	{ transaction }: Services,
	actor: Actor,
	wish: { channel?: string; language?: string }
) =>
	transaction(async (db) => {
		const submission = await triage.claimNext(db, actor, wish);
		if (!submission) throw new Refusal('empty', 404, 'Nothing is waiting.');
		await record(db, actor, 'submission:claimed', submission.number);
		return submission;
	});

/** Gives the agent's own claim back. Refuses with `not_claimed` when it is not theirs, `not_found` when they do not see it. */
export const release = ({ transaction }: Services, actor: Actor, number: string) =>
	transaction(async (db) => {
		const submission = await triage.releaseSubmission(db, actor, number);
		if (!submission) {
			if (!(await sees(db, actor, number)))
				throw new Refusal('not_found', 404, 'No submission has this number.');
			throw new Refusal('not_claimed', 409, 'You do not hold it.');
		}
		await record(db, actor, 'submission:released', number);
		return submission;
	});

import { Type } from 'typebox';
import { Submission } from '#contracts/submission.ts';
import { row } from './queue.ts';
import { maybeOne, sql, type Db } from './sql.ts';

/** Locks a decided submission; null when no submission has this number. */
export const lockDecided = (db: Db, number: string) =>
	maybeOne(
		db,
		Type.Object({
			state: Type.String(),
			grievance: Type.Union([Type.String(), Type.Null()]),
			reason: Type.Union([Type.String(), Type.Null()])
		}),
		sql`select state, grievance, reason from submission where number = ${number} for update`
	);

/** Takes the decision back: it waits again, in the place that its time of receipt gives it. */
export const waitAgain = (db: Db, number: string) =>
	maybeOne(
		db,
		Submission,
		sql`update submission s set state = 'waiting', grievance = null, reason = null, decided_at = null, decided_by = null,
				rule = null
			where number = ${number} and state in ('dismissed', 'linked')
			returning ${row}`
	);

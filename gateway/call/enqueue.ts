import type { Call } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { enter, isStaffed, leaveQueue, type Wanted } from '#db/call-queue.ts';
import type { Db } from '#db/sql.ts';
import { rolesThat } from '../access/actor.ts';

/** Whether somebody who speaks the language is at the telephone, so that waiting makes sense. */
export const mayWait = (db: Db, wanted: Pick<Wanted, 'language'>) => isStaffed(db, wanted, rolesThat('call'));

/**
 * Puts a call that this transaction holds into the queue, at its old place when it had one. Whoever waits is told by
 * `waitingStep`; the offers are made after the commit, by whichever gateway hears of it.
 */
export async function enterQueue(db: Db, call: Pick<Call, 'id'>, wanted: Wanted): Promise<void> {
	const { queuedAt } = await enter(db, call.id, wanted);
	await tellCall(db, { call: call.id, kind: 'queued', at: queuedAt });
}

/** Takes a call out of the queue that nobody has answered, and back from whom it is held out to. */
export const withdraw = (db: Db, call: string, to: 'callback' | 'gone') => leaveQueue(db, call, to);

import { moveHolder } from '#db/agent-state.ts';
import type { Standing } from '#db/call-event.ts';
import { callbackOf } from '#db/call-out.ts';
import { askCallback, closeCallback, waitedLong } from '#db/callback.ts';
import { isDisposed } from '#db/disposition.ts';
import { liveConsult } from '#db/consult.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import { askingEnded } from '../satisfaction/tried.ts';
import { endConsult } from './consult-end.ts';
import { withdraw } from './enqueue.ts';
import { letLegsGo } from './let-go.ts';

/** Calls that are missed: whom somebody should call back, unless they hardly waited. */
const missed: readonly (string | null)[] = ['abandoned_queue', 'abandoned_ringing'];

/** An attempt to call somebody back that reached nobody is noted by itself: who waits is called again later. */
async function noteUnreached(db: Db, id: string, ending: Standing['ending']): Promise<void> {
	if (ending === 'completed') return;
	const attempt = await callbackOf(db, id);
	if (!attempt || attempt.asks) return;
	await closeCallback(db, attempt.callback, attempt.person, ending === 'rejected' ? 'busy' : 'no_answer');
}

/**
 * What follows from the end of a call, in the transaction that learned of it: the queue forgets it, its agent winds up
 * or is free again, other lines are let go, and whoever was missed is on the list of those to call.
 */
export async function endCall(
	services: Pick<Services, 'boss'>,
	db: Db,
	{ id, ending, endedNow }: Standing
): Promise<void> {
	if (!endedNow) return;
	await withdraw(db, id, 'gone');
	const consult = await liveConsult(db, id);
	if (consult) await endConsult(services, db, { id, stage: 'ended' }, consult, 'over');
	await moveHolder(db, id, ['reserved', 'ringing'], 'available');
	await moveHolder(db, id, ['on_call', 'hold'], (await isDisposed(db, id)) ? 'available' : 'wrap_up');
	await noteUnreached(db, id, ending);
	await askingEnded(services, db, id);
	if (missed.includes(ending) && (await waitedLong(db, id))) await askCallback(db, id, 'abandoned');
	if (ending === 'voicemail') await askCallback(db, id, 'voicemail');
	await letLegsGo(services, db, id);
}

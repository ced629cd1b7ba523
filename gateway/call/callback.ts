import type { Callback, CallbackOutcome, CallbackReason } from '#contracts/callback.ts';
import * as callbacks from '#db/callback.ts';
import type { Call } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { audit } from '#db/event.ts';
import type { Db } from '#db/sql.ts';
import { may, type Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { withdraw } from './enqueue.ts';

/**
 * Notes that the caller is to be called back, at the place that they have, and takes the call out of the queue. The
 * call is locked by the transaction. False where the number is withheld: there is nobody to call.
 */
export async function askCallback(db: Db, call: Pick<Call, 'id'>, reason: CallbackReason): Promise<boolean> {
	if (!(await callbacks.askCallback(db, call.id, reason))) return false;
	await tellCall(db, { call: call.id, kind: 'callback', reason });
	await withdraw(db, call.id, 'callback');
	return true;
}

/** Why a callback is not to be had. */
async function refuse(db: Db, id: string, code: 'taken' | 'not_taken'): Promise<never> {
	const there = await callbacks.findCallback(db, id);
	if (!there) throw new Refusal('not_found', 404, 'There is no such callback.');
	if (there.state === 'done') throw new Refusal('done', 409, 'It is closed already.');
	const message = code === 'taken' ? `${there.takenByName ?? 'Someone else'} has it.` : 'You do not have it.';
	throw new Refusal(code, 409, message);
}

/** One's own for a while, with what was typed during its call. Refuses with `taken` or `done`. */
export const take = ({ transaction }: Services, actor: Actor, id: string): Promise<Callback> =>
	transaction(async (db) => {
		const taken = await callbacks.takeCallback(db, id, actor.id, may(actor, 'call'));
		if (!taken) return refuse(db, id, 'taken');
		if (taken.call) await callbacks.handDraft(db, taken.call, actor.id);
		await audit(db, actor, 'callback:taken', id);
		return taken;
	});

/** Gives it back to the list. Refuses with `not_taken`. */
export const release = ({ transaction }: Services, actor: Actor, id: string): Promise<Callback> =>
	transaction(async (db) => {
		const released = await callbacks.releaseCallback(db, id, actor.id);
		if (!released) return refuse(db, id, 'not_taken');
		await audit(db, actor, 'callback:released', id);
		return released;
	});

/** Notes what an attempt came to; who was not reached is tried again later. Refuses with `not_taken`. */
export const close = ({ transaction }: Services, actor: Actor, id: string, outcome: CallbackOutcome) =>
	transaction(async (db) => {
		const closed = await callbacks.closeCallback(db, id, actor.id, outcome);
		if (!closed) return refuse(db, id, 'not_taken');
		await audit(db, actor, 'callback:attempted', id, { outcome });
		return closed;
	});

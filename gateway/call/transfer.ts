import { randomUUID } from 'node:crypto';
import type { Body } from '#contracts/endpoint.ts';
import type { transferCall } from '#contracts/telephone.ts';
import { letGo, readColleagues } from '#db/agent-state.ts';
import { lockCallById } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { forgetAgent } from '#db/call-queue.ts';
import { audit } from '#db/event.ts';
import { passedOn } from '#db/offer.ts';
import { rolesThat, type Actor } from '../access/actor.ts';
import { queueTelephone } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { enterQueue } from './enqueue.ts';
import { hold } from './hold.ts';
import { park } from './hub.ts';
import { letLegsGo } from './let-go.ts';
import { callFor } from './verbs.ts';

/** Colleagues to whom this person could give a call now. */
export const colleagues = async ({ pool }: Services, actor: Actor) => ({
	rows: await readColleagues(pool, actor.id, rolesThat('call'))
});

/**
 * Gives the call to a colleague who is free, or to whoever of the language comes first; the caller keeps the place
 * that they had, and the one who gives it is free. Refuses with `not_yours`, `not_now` or `gone`.
 */
export async function transfer(services: Services, actor: Actor, id: string, to: Body<typeof transferCall>) {
	const call = await callFor(services, actor, id, 'transfer');
	// Some carriers keep a line deaf that is led away while it is on hold.
	if (call.held) await hold(services, actor, id, false);
	const { person, language = call.language } = to;
	await services.transaction(async (db) => {
		const still = await lockCallById(db, id);
		if (still?.agent !== actor.id || still.stage === 'ended')
			throw new Refusal('not_now', 409, 'The call is over.');
		const free = person === undefined || (await readColleagues(db, actor.id, rolesThat('call')));
		if (free !== true && !free.some((one) => one.id === person))
			throw new Refusal('gone', 409, 'They are not free any more.');
		await passedOn(db, id, actor.id);
		await forgetAgent(db, id);
		await enterQueue(db, { id }, { language, person });
		await letGo(db, id, actor.id);
		const key = `transferring|${randomUUID()}`;
		await tellCall(db, { call: id, kind: 'transferring', key, person: actor.id });
		await audit(db, actor, 'call:transferred', id, person === undefined ? { language } : { to: person });
		await queueTelephone(services, db, { do: 'park', call: id, person: actor.id });
	});
	return { transferred: true };
}

/** Leads a caller whose agent passed them on out of the room, back to the queue's music, and lets that agent's line go. */
export async function parkCaller(services: Services, id: string, person: string): Promise<void> {
	const call = await services.transaction((db) => lockCallById(db, id));
	// Who took them meanwhile has led them on already.
	if (call && call.stage !== 'ended' && call.agent === null) await park(services, call);
	await services.transaction((db) => letLegsGo(services, db, id, person));
}

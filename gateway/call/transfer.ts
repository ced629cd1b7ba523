import { randomUUID } from 'node:crypto';
import type { Body } from '#contracts/endpoint.ts';
import type { transferCall } from '#contracts/telephone.ts';
import { readCallInHand, readColleagues } from '#db/agent-state.ts';
import { lockCallById, type Call } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { forgetAgent } from '#db/call-queue.ts';
import { shareOut } from '#db/call-share.ts';
import { readDeskCall } from '#db/desk-call.ts';
import { liveConsult } from '#db/consult.ts';
import { audit } from '#db/event.ts';
import { passedOn } from '#db/offer.ts';
import type { Db } from '#db/sql.ts';
import type { Language } from '#contracts/words.ts';
import { rolesThat, type Actor } from '../access/actor.ts';
import { queueTelephone } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { enterQueue } from './enqueue.ts';
import { setApart } from './hold.ts';
import { park, voiceOf } from './hub.ts';
import { letLegsGo } from './let-go.ts';
import { callFor } from './verbs.ts';

/** Colleagues to whom this person could give their call now; those who could be asked first are marked. */
export async function colleagues(services: Services, actor: Actor) {
	const id = await readCallInHand(services.pool, actor.id);
	const call = id === null ? null : await readDeskCall(services.pool, id);
	const kinds = (call && voiceOf(services, call.account)?.dials) ?? [];
	return { rows: await readColleagues(services.pool, actor.id, rolesThat('call'), kinds) };
}

/**
 * Puts a call back into the queue at the place that its caller had, for this person before everybody else where one is
 * named; who had it winds their part up. The call is locked by the transaction.
 */
export async function passToQueue(
	services: Pick<Services, 'boss'>,
	db: Db,
	{ id, agent }: Pick<Call, 'id' | 'agent'>,
	{ language, person }: { language: Language; person?: string | undefined }
): Promise<void> {
	if (agent === null) return;
	await passedOn(db, id, agent);
	await forgetAgent(db, id);
	await enterQueue(db, { id }, { language, person });
	await shareOut(db, id, agent, person ?? null);
	await tellCall(db, { call: id, kind: 'transferring', key: `transferring|${randomUUID()}`, person: agent });
	await queueTelephone(services, db, { do: 'park', call: id, person: agent });
}

/**
 * Gives the call to a colleague who is free, or to whoever of the language comes first; the caller keeps the place
 * that they had. Refuses with `not_yours`, `not_now` or `gone`.
 */
export async function transfer(services: Services, actor: Actor, id: string, to: Body<typeof transferCall>) {
	const { language: spoken } = await callFor(services, actor, id, 'transfer');
	const { person, language = spoken } = to;
	await services.transaction(async (db) => {
		const call = await lockCallById(db, id);
		if (call?.agent !== actor.id || call.stage === 'ended' || (await liveConsult(db, id)))
			throw new Refusal('not_now', 409, 'The call is over.');
		const free = person === undefined || (await readColleagues(db, actor.id, rolesThat('call'), []));
		if (free !== true && !free.some((one) => one.id === person))
			throw new Refusal('gone', 409, 'They are not free any more.');
		await passToQueue(services, db, call, { language, person });
		await audit(db, actor, 'call:transferred', id, person === undefined ? { language } : { to: person });
	});
	return { transferred: true };
}

/** Leads a caller whose agent passed them on out of the room, back to the queue's music, and lets that agent's line go. */
export async function parkCaller(services: Services, id: string, person: string): Promise<void> {
	const held = await readDeskCall(services.pool, id);
	// Some carriers keep a line deaf that is led away while it is on hold.
	if (held?.held && held.agent === null) await setApart(services, held, person, false);
	const call = await services.transaction((db) => lockCallById(db, id));
	// Who took them meanwhile has led them on already.
	if (call && call.stage !== 'ended' && call.agent === null) await park(services, call);
	await services.transaction((db) => letLegsGo(services, db, id, person));
}

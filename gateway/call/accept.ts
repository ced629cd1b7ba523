import { audit } from '#db/event.ts';
import { tellCall } from '#db/call-event.ts';
import { moveHolder } from '#db/agent-state.ts';
import { returnToQueue } from '#db/call-queue.ts';
import { endOffer, lockOffered, takeOffer, tookOffer } from '#db/offer.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { queueTelephone } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

const gone = () => new Refusal('gone', 409, 'It is not held out to you any more.');

/** The call of an offer, locked. Refuses with `not_found` where there is no such offer. */
async function lockCallOf(db: Db, id: string): Promise<string> {
	const call = await lockOffered(db, id);
	if (call === null) throw new Refusal('not_found', 404, 'There is no such offer.');
	return call;
}

/**
 * Gives the call to the agent to whom it is held out, exactly once; a job then brings the two together. Said again by
 * the same agent it is said already. Refuses with `gone` when it was taken back, lapsed, or never theirs.
 */
export const accept = (services: Services, actor: Actor, id: string) =>
	services.transaction(async (db) => {
		const call = await lockCallOf(db, id);
		const person = actor.id;
		if (await takeOffer(db, id, person)) {
			await tellCall(db, { call, kind: 'accepted', key: `accepted|${id}`, person });
			await audit(db, actor, 'call:accepted', call);
			await queueTelephone(services, db, { do: 'connect', call, person });
		} else if (!(await tookOffer(db, id, person))) throw gone();
		return { call };
	});

/** The agent will not take it: it is held out to others, and they are free for other calls. Refuses with `gone`. */
export const decline = (services: Services, actor: Actor, id: string) =>
	services.transaction(async (db) => {
		const call = await lockCallOf(db, id);
		const person = actor.id;
		if (!(await endOffer(db, id, 'declined', person))) throw gone();
		await moveHolder(db, call, ['reserved'], 'available');
		await returnToQueue(db, call);
		await tellCall(db, { call, kind: 'offer_declined', key: `offer_declined|${id}`, person });
		await audit(db, actor, 'call:declined', call);
		return { declined: true };
	});

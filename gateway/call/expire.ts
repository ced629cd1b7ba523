import { lockCallById } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { lateConsults } from '#db/consult.ts';
import { returnToQueue } from '#db/call-queue.ts';
import { endOffer, lateOffers, lostRinging, setAside } from '#db/offer.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import { giveUpOut } from './call-out.ts';
import { endConsult } from './consult-end.ts';
import { letLegsGo } from './let-go.ts';

/** Of one round; the next follows at once. */
const LIMIT = 50;

/** Sets aside an agent who did not answer, and gives the call, which this transaction holds, its old place. */
export async function passOn(
	db: Db,
	{ call, person, key }: { call: string; person: string; key: string }
): Promise<void> {
	await setAside(db, person, call);
	await returnToQueue(db, call);
	await tellCall(db, { call, kind: 'offer_expired', key, person });
}

/** Takes back offers that nobody answered in time. */
export const expireOffers = ({ transaction }: Pick<Services, 'transaction'>) =>
	transaction(async (db) => {
		for (const { id, call, person } of await lateOffers(db, LIMIT))
			if (await endOffer(db, id, 'expired')) await passOn(db, { call, person, key: `offer_expired|${id}` });
	});

/** Asks nobody any longer who does not pick up: the caller is back. */
export const expireConsults = (services: Pick<Services, 'transaction' | 'boss'>) =>
	services.transaction(async (db) => {
		for (const consult of await lateConsults(db, LIMIT)) {
			const call = await lockCallById(db, consult.call);
			if (call) await endConsult(services, db, call, consult, 'unanswered');
		}
	});

/** Gives back calls that were accepted and never came together, whichever process died over it. */
export const expireRinging = (services: Pick<Services, 'transaction' | 'boss'>) =>
	services.transaction(async (db) => {
		for (const { call, person, since } of await lostRinging(db, LIMIT)) {
			const lost = await lockCallById(db, call);
			if (lost?.direction === 'out') {
				await giveUpOut(services, db, lost);
				await letLegsGo(services, db, call, person);
				continue;
			}
			await passOn(db, { call, person, key: `ring_expired|${person}|${since}` });
			await letLegsGo(services, db, call, person);
		}
	});

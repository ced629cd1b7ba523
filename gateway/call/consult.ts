import { OFFER_SECONDS } from '#contracts/telephone.ts';
import { lockCallById, type Call } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { liveConsult, moveConsult, openConsult, type Consult } from '#db/consult.ts';
import { audit } from '#db/event.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { queueTelephone } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { endConsult, passToColleague } from './consult-end.ts';
import { voiceOf } from './hub.ts';
import { callFor } from './verbs.ts';

const notNow = () => new Refusal('not_now', 409, 'That cannot be done with this call now.');

/**
 * Asks a free colleague: a job sets the caller apart and then rings them. Refuses with `not_yours`, `not_now`, or
 * `gone` where the colleague is not free any more.
 */
export async function consult(services: Services, actor: Actor, id: string, person: string) {
	const { account } = await callFor(services, actor, id, 'consult');
	const kinds = voiceOf(services, account)?.dials ?? [];
	await services.transaction(async (db) => {
		const call = await lockCallById(db, id);
		if (call?.agent !== actor.id || call.stage === 'ended' || (await liveConsult(db, id))) throw notNow();
		const asked = { call: id, askedBy: actor.id, person };
		const made = await openConsult(db, asked, { kinds, seconds: OFFER_SECONDS });
		if (!made) throw new Refusal('gone', 409, 'They are not free any more.');
		const key = `consulting|${made.id}`;
		await tellCall(db, { call: id, kind: 'consulting', key, person: actor.id });
		await audit(db, actor, 'call:consulted', id, { asked: person });
		await queueTelephone(services, db, { do: 'ask', consult: made.id });
	});
	return { asked: true };
}

type Turn = 'complete' | 'join' | 'cancel' | 'leave';

/** All three hear each other from now on. */
async function join(services: Services, db: Db, call: Call, { id, askedBy }: Consult): Promise<void> {
	if (!(await moveConsult(db, id, ['talking'], 'joined'))) throw notNow();
	await tellCall(db, { call: call.id, kind: 'joined', key: `joined|${id}`, person: askedBy });
	await queueTelephone(services, db, { do: 'resume', call: call.id });
}

const turns: Record<Turn, (services: Services, db: Db, call: Call, consult: Consult) => Promise<void>> = {
	complete: async (services, db, call, asked) => {
		if (asked.state === 'ringing') throw notNow();
		await passToColleague(services, db, call, asked);
	},
	join,
	cancel: (services, db, call, asked) => endConsult(services, db, call, asked, 'cancelled'),
	leave: (services, db, call, asked) =>
		endConsult(services, db, call, asked, asked.state === 'ringing' ? 'declined' : 'left')
};

/**
 * Goes on from asking a colleague: gives them the call, lets all talk, or goes back to the caller; the colleague may
 * leave at any time. Refuses with `not_yours` or `not_now`.
 */
export async function turnConsult(services: Services, actor: Actor, id: string, to: Turn) {
	await callFor(services, actor, id, to);
	await services.transaction(async (db) => {
		const call = await lockCallById(db, id);
		const asked = await liveConsult(db, id);
		const whose = to === 'leave' ? asked?.person : asked?.askedBy;
		if (!call || !asked || call.stage === 'ended' || whose !== actor.id) throw notNow();
		await audit(db, actor, `call:consult_${to}`, id, { asked: asked.person });
		await turns[to](services, db, call, asked);
	});
	return { done: true };
}

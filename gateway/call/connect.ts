import { SendError } from '#adapters/adapter.ts';
import { moveHolder, readAgentState } from '#db/agent-state.ts';
import { lockCallById, type Call } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { liveLegs } from '#db/call-leg.ts';
import { returnToQueue } from '#db/call-queue.ts';
import { closeOnTalk } from '#db/callback.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import { bringIn, ring } from './hub.ts';

/** Notes that caller and agent hear each other. The call is locked by the transaction. */
export async function connected(db: Db, call: Call, person: string): Promise<void> {
	await tellCall(db, { call: call.id, kind: 'connected', key: `connected|${person}`, person });
	await moveHolder(db, call.id, ['ringing'], 'on_call');
	await closeOnTalk(db, call.id);
}

/** The call while it still waits to be brought together with this person; null afterwards. */
const waitingFor = async (db: Db, id: string, person: string) => {
	const call = await lockCallById(db, id);
	return call && call.agent === person && call.stage === 'ringing_agent' ? call : null;
};

/** Gives a call back to the queue that could not be brought together; the agent is free, for it was not their fault. */
const giveBack = (services: Services, id: string, person: string) =>
	services.transaction(async (db) => {
		if (!(await waitingFor(db, id, person))) return;
		await moveHolder(db, id, ['ringing'], 'available');
		await returnToQueue(db, id);
		await tellCall(db, { call: id, kind: 'offer_withdrawn', key: `not_connected|${Date.now()}`, person });
	});

/**
 * Brings a caller together with the agent who accepted: the caller into the call's room, the agent's telephone rung.
 * Repeated it does what is left to do. Throws to be tried again.
 */
export async function connect(services: Services, id: string, person: string): Promise<void> {
	const call = await services.transaction((db) => waitingFor(db, id, person));
	if (!call) return;
	const agent = await readAgentState(services.pool, person);
	const endpoint = agent?.endpoint ?? 'none';
	try {
		await bringIn(services, call);
		if (endpoint === 'none')
			return await services.transaction(async (db) => {
				const still = await waitingFor(db, id, person);
				if (still) await connected(db, still, person);
			});
		if ((await liveLegs(services.pool, id, person)).length) return;
		const leg = { call: id, person, kind: 'agent' as const, account: call.account, endpoint };
		await ring(services, leg, agent?.address ?? null);
	} catch (fault) {
		if (!(fault instanceof SendError) || fault.retryable) throw fault;
		services.log.warn({ call: id, code: fault.code }, 'caller and agent not brought together');
		await giveBack(services, id, person);
	}
}

import { randomUUID } from 'node:crypto';
import { SendError } from '#adapters/outgoing.ts';
import { isRinging, moveHolder, readAgentState } from '#db/agent-state.ts';
import { lockCallById, type Call } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { liveLegs } from '#db/call-leg.ts';
import { returnToQueue } from '#db/call-queue.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import { dialOut, isMadeByAgent } from './call-out.ts';
import { connected } from './connected.ts';
import { hearLine } from './heard.ts';
import { askLine, bringIn, isAtPbx, ring } from './hub.ts';
import { letLegsGo } from './let-go.ts';

const FINAL = 9;

/** The call while it still waits to be brought together with this person; null afterwards. */
const waitingFor = async (db: Db, id: string, person: string) => {
	const call = await lockCallById(db, id);
	if (!call || call.agent !== person || call.stage === 'ended') return null;
	return (await isRinging(db, id, person)) ? call : null;
};

/**
 * Gives a call back to the queue that could not be brought together; the agent is free, for it was not their fault.
 * Where the carrier says that the call is over, that is what happened.
 */
async function giveBack(services: Services, call: Call, person: string): Promise<void> {
	const line = await askLine(services, call).catch(() => null);
	await services.transaction(async (db) => {
		const still = await waitingFor(db, call.id, person);
		if (!still) return;
		if (line && line.rank >= FINAL) return hearLine(services, db, still, line);
		if (isMadeByAgent(still)) return hearLine(services, db, still, { status: 'failed', rank: FINAL });
		await moveHolder(db, call.id, ['ringing'], 'available');
		await returnToQueue(db, call.id);
		await tellCall(db, { call: call.id, kind: 'offer_withdrawn', key: `not_met|${randomUUID()}`, person });
		await letLegsGo(services, db, call.id, person);
	});
}

/** Does something with the carrier for a call that waits for this person, and gives the call back where it refuses. */
async function attempt(
	services: Services,
	id: string,
	person: string,
	work: (call: Call) => Promise<void>
): Promise<void> {
	const call = await services.transaction((db) => waitingFor(db, id, person));
	if (!call) return;
	try {
		await work(call);
	} catch (fault) {
		if (!(fault instanceof SendError) || fault.retryable) throw fault;
		services.log.warn({ call: id, code: fault.code }, 'caller and agent not brought together');
		await giveBack(services, call, person);
	}
}

/** Leads the caller into the room, where the agent is or needs not be, or rings whom the agent calls. Throws to be tried again. */
export const meet = (services: Services, id: string, person: string) =>
	attempt(services, id, person, async (call) => {
		if (isMadeByAgent(call)) return dialOut(services, call);
		await bringIn(services, call);
		await services.transaction(async (db) => {
			const still = await waitingFor(db, id, person);
			if (still) await connected(db, still, person);
		});
	});

/**
 * Rings the agent who accepted; the caller goes on hearing music till somebody has picked up, and only then leaves the
 * queue's steps. Repeated it does what is left to do. Throws to be tried again.
 */
export const connect = (services: Services, id: string, person: string) =>
	attempt(services, id, person, async ({ account }) => {
		// They lift the telephone that rings there, and the PBX tells.
		if (isAtPbx(services, account)) return;
		const agent = await readAgentState(services.pool, person);
		const endpoint = agent?.endpoint ?? 'none';
		if (endpoint === 'none') return meet(services, id, person);
		if ((await liveLegs(services.pool, id, person)).length) return;
		await ring(services, { call: id, person, kind: 'agent', account, endpoint }, agent?.address ?? null);
	});

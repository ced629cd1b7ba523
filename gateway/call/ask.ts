import { SendError } from '#adapters/outgoing.ts';
import { OFFER_SECONDS } from '#contracts/telephone.ts';
import { readAgentState } from '#db/agent-state.ts';
import { lockCallById } from '#db/call.ts';
import { liveLegs } from '#db/call-leg.ts';
import { findConsult, liveConsult, prolongConsult, type Consult } from '#db/consult.ts';
import { readDeskCall } from '#db/desk-call.ts';
import type { Services } from '../services.ts';
import { endConsult } from './consult-end.ts';
import { setApart } from './hold.ts';
import { ring } from './hub.ts';
import { letLegsGo } from './let-go.ts';

/** The caller hears music first, so that they hear nothing of what the two agents say; then the colleague is rung, once. */
async function setApartAndRing(services: Services, { id, call, askedBy, person }: Consult): Promise<void> {
	const about = await readDeskCall(services.pool, call);
	if (!about || about.stage === 'ended') return;
	if (!about.held) await setApart(services, about, askedBy, true);
	const state = (await findConsult(services.pool, id))?.state;
	// Who thought better of it meanwhile has found nobody to bring back.
	if (state !== 'ringing') return state === 'talking' ? undefined : resume(services, call);
	if ((await liveLegs(services.pool, call, person)).length) return;
	const { endpoint, address } = (await readAgentState(services.pool, person)) ?? {
		endpoint: 'none' as const,
		address: null
	};
	if (endpoint === 'none') throw new SendError('endpoint', false);
	const { account } = about;
	await ring(services, { call, person, kind: 'consult', account, endpoint, consult: id }, address);
	await services.transaction(async (db) => {
		await lockCallById(db, call);
		// Who was told meanwhile that nobody asks any more is not left ringing.
		if (!(await prolongConsult(db, id, OFFER_SECONDS)) && (await findConsult(db, id))?.state !== 'talking')
			await letLegsGo(services, db, call, person);
	});
}

/** Does what asking a colleague needs of the carrier; where it refuses, the caller is back. Throws to be tried again. */
export async function ask(services: Services, id: string): Promise<void> {
	const consult = await findConsult(services.pool, id);
	if (consult?.state !== 'ringing' && consult?.state !== 'talking') return;
	try {
		await setApartAndRing(services, consult);
	} catch (fault) {
		if (!(fault instanceof SendError) || fault.retryable) throw fault;
		services.log.warn({ call: consult.call, code: fault.code }, 'a colleague could not be rung');
		await services.transaction(async (db) => {
			const call = await lockCallById(db, consult.call);
			if (call) await endConsult(services, db, call, consult, 'failed');
		});
	}
}

/** Brings the caller back from the music, unless two agents talk about them just now. Throws to be tried again. */
export async function resume(services: Services, id: string): Promise<void> {
	const call = await readDeskCall(services.pool, id);
	if (!call?.held || call.stage === 'ended' || call.agent === null) return;
	const consult = await liveConsult(services.pool, id);
	if (consult && consult.state !== 'joined') return;
	await setApart(services, call, call.agent, false);
}

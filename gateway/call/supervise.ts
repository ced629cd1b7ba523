import type { Part } from '#contracts/supervise.ts';
import { readAgentState, readCallInHand } from '#db/agent-state.ts';
import { answeredLeg, findLeg, isPlaced, partOf, placeLeg, supervisorLeg, type Leg } from '#db/call-leg.ts';
import { readDeskCall } from '#db/desk-call.ts';
import { audit } from '#db/event.ts';
import type { Actor } from '../access/actor.ts';
import { queueTelephone } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { ring, roomOf, voiceOf } from './hub.ts';
import { atCarrier } from './verbs.ts';

const notNow = () => new Refusal('not_now', 409, 'Nobody talks in this call now.');

/** Sets a supervisor's line, which is in the room, to their part. Throws `SendError`, or refuses with `not_now`. */
async function place(services: Services, leg: Leg, part: Part): Promise<void> {
	const call = await readDeskCall(services.pool, leg.call);
	const voice = voiceOf(services, leg.account);
	const line = leg.externalId;
	if (!call?.agent || !voice || line === null) throw notNow();
	const agent = await answeredLeg(services.pool, leg.call, call.agent);
	if (part === 'whisper' && !agent?.externalId) throw notNow();
	await voice.coach(roomOf(leg.call), line, part === 'whisper' ? agent!.externalId : null);
	if (part === 'join') await voice.mute(roomOf(leg.call), line, false);
}

/** Sets the line of a supervisor who came into the room. Throws to be tried again. */
export async function placeArrived(services: Services, id: string): Promise<void> {
	const leg = await findLeg(services.pool, id);
	if (!leg || leg.rank >= 9 || leg.kind !== 'supervisor') return;
	const part = await partOf(services.pool, id);
	// Everybody comes in as one who listens.
	if (part !== 'listen') await place(services, leg, part);
	await placeLeg(services.pool, id, part);
}

/** Rings the supervisor into the call; they have a telephone, and no call of their own. */
async function comeIn(services: Services, actor: Actor, call: { id: string; account: string }, wish: Wish) {
	const me = await readAgentState(services.pool, actor.id);
	if (!me || me.endpoint === 'none' || !voiceOf(services, call.account)?.dials.includes(me.endpoint))
		throw new Refusal('endpoint', 409, 'First say at which telephone you are.');
	if (await readCallInHand(services.pool, actor.id))
		throw new Refusal('busy', 409, 'First the call that you have.');
	const line = { call: call.id, person: actor.id, kind: 'supervisor' as const, account: call.account };
	await atCarrier(services, call.id, () =>
		ring(services, { ...line, endpoint: me.endpoint, ...wish }, me.address)
	);
}

interface Wish {
	part: Part;
	reason: string;
}

/** Brings a supervisor into a call, or changes their part in it; each time with a reason that is kept. */
export async function supervise(services: Services, actor: Actor, id: string, wish: Wish) {
	const call = await readDeskCall(services.pool, id);
	if (!call) throw new Refusal('not_found', 404, 'There is no such call.');
	const talks = call.connectedAt !== null && call.stage !== 'ended' && call.agent !== null;
	if (!talks || call.agent === actor.id || !voiceOf(services, call.account)) throw notNow();
	const { part, reason } = wish;
	// Before anybody is heard, that they are: who cannot be written down does not listen.
	await audit(services.pool, actor, 'call:supervised', id, { part, reason, agent: call.agent });
	const leg = await supervisorLeg(services.pool, id, actor.id);
	if (!leg) await comeIn(services, actor, call, wish);
	// Till the line is set as it was asked for at first, nothing else is asked of it: the two would race.
	else if (!(await isPlaced(services.pool, leg.id))) throw notNow();
	else {
		await atCarrier(services, id, () => place(services, leg, part));
		await placeLeg(services.pool, leg.id, part);
	}
	return { part };
}

/** Lets go of the supervisor's line. */
export const leave = (services: Services, actor: Actor, id: string) =>
	services.transaction(async (db) => {
		const leg = await supervisorLeg(db, id, actor.id);
		if (leg) await queueTelephone(services, db, { do: 'hang_up', leg: leg.id });
		return { left: leg !== null };
	});

import type { ChannelAdapter, InboundCall, VoiceStep } from '#adapters/adapter.ts';
import { isRinging } from '#db/agent-state.ts';
import { keepReply, lockCallById, type Call, type Reply } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { findLeg, isPlaced, moveLeg, type Leg } from '#db/call-leg.ts';
import type { Db } from '#db/sql.ts';
import { queueTelephone } from '../queues.ts';
import type { Services } from '../services.ts';
import { giveUpOut } from './call-out.ts';
import { passOn } from './expire.ts';
import { conferStep } from './hub.ts';
import { render } from './reply.ts';

/** A desk telephone may be answered by a machine: a person presses this key. */
const TAKE = '1';
const PRESS_SECONDS = 8;

const ask: VoiceStep = {
	say: [{ prompt: 'agent-press', language: 'pa' }],
	then: { do: 'gather', digits: 1, timeout: PRESS_SECONDS, finishOnHash: false },
	turn: 1
};
const letGo: VoiceStep = { say: [], then: { do: 'hang_up' }, turn: 2 };

/** What an agent's line hears: a telephone is asked for a key, then all of them are led into the room. */
async function next(
	services: Services,
	db: Db,
	call: Call,
	leg: Leg,
	inbound: InboundCall
): Promise<VoiceStep> {
	const supervises = leg.kind === 'supervisor';
	const theirs = supervises ? call.stage === 'connected' : call.agent === leg.person;
	const wanted = call.stage !== 'ended' && theirs && inbound.event !== 'left';
	if (!wanted || inbound.hungUp) return letGo;
	if (inbound.event === 'start' && leg.endpoint === 'phone') return ask;
	if (inbound.event !== 'start' && inbound.digits !== TAKE) return letGo;
	await moveLeg(db, leg.id, { answered: true });
	if (supervises) return conferStep(call, 2, 'supervisor');
	await queueTelephone(services, db, { do: 'meet', call: call.id, person: leg.person });
	return conferStep(call, 2, 'agent');
}

/** What follows when an agent's line is over: nobody took the call, or the agent hung up and so ends it. */
async function over(services: Services, db: Db, call: Call, leg: Leg): Promise<void> {
	if (call.stage === 'ended' || call.agent !== leg.person || leg.kind !== 'agent') return;
	if (call.direction === 'out' && call.stage !== 'connected') return giveUpOut(services, db, call);
	if (call.stage !== 'connected' || (await isRinging(db, call.id, leg.person)))
		return passOn(db, { call: call.id, person: leg.person, key: `leg_expired|${leg.id}` });
	await tellCall(db, { call: call.id, kind: 'released', key: `released|${leg.id}`, person: leg.person });
	await queueTelephone(services, db, { do: 'hang_up', call: call.id });
}

/** Answers a request of a line that we dialled for a call, once. */
export async function legStep(
	services: Services,
	db: Db,
	adapter: ChannelAdapter,
	{ id, call: of }: Pick<Leg, 'id' | 'call'>,
	inbound: InboundCall,
	externalId: string
): Promise<Reply | null> {
	const call = await lockCallById(db, of);
	const leg = await findLeg(db, id);
	if (!call || !leg) return null;
	const { status, rank } = inbound;
	const line = status === undefined || rank === undefined ? {} : { status, rank };
	const moved = (await moveLeg(db, leg.id, { externalId: inbound.callId, ...line })) ?? leg;
	if (moved.rank >= 9 && leg.rank < 9) await over(services, db, call, moved);
	if (leg.kind === 'supervisor' && inbound.room?.what === 'joined' && !(await isPlaced(db, leg.id)))
		await queueTelephone(services, db, { do: 'place', leg: leg.id });
	if (inbound.event === 'progress' || inbound.event === 'ended' || inbound.event === 'room') return null;
	const step = await next(services, db, call, moved, inbound);
	const reply = render(services, adapter, inbound.callId, step);
	await keepReply(db, call.id, externalId, step.turn, reply);
	return reply;
}

import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { InboundCall } from '#adapters/inbound.ts';
import type { VoiceStep } from '#adapters/voice.ts';
import { isRinging } from '#db/agent-state.ts';
import { keepReply, lockCallById, type Call, type Reply } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { findLeg, isPlaced, liveLegs, moveLeg, type Leg } from '#db/call-leg.ts';
import { findConsult, liveConsult, moveConsult, talkTo, type Consult } from '#db/consult.ts';
import type { Db } from '#db/sql.ts';
import { queueTelephone } from '../queues.ts';
import type { Services } from '../services.ts';
import { giveUpOut, isMadeByAgent } from './call-out.ts';
import { endConsult, passToColleague } from './consult-end.ts';
import { passOn } from './expire.ts';
import { conferStep } from './hub.ts';
import { render } from './reply.ts';
import { passToQueue } from './transfer.ts';

type Rings = Pick<Services, 'boss'>;
const FINAL = 9;

/** A desk telephone may be answered by a machine: a person presses this key. */
const TAKE = '1';
const PRESS_SECONDS = 8;

const ask: VoiceStep = {
	say: [{ prompt: 'agent-press', language: 'pa' }],
	then: { do: 'gather', digits: 1, timeout: PRESS_SECONDS, finishOnHash: false },
	turn: 1
};
const letGo: VoiceStep = { say: [], then: { do: 'hang_up' }, turn: 2 };

/** Whether somebody is to be brought into the call by this line. */
async function isWaitedFor(db: Db, call: Call, { kind, person, consult }: Leg): Promise<boolean> {
	if (kind === 'supervisor') return call.stage === 'connected';
	if (kind === 'agent') return call.agent === person;
	return (await findConsult(db, consult ?? '0'))?.state === 'ringing';
}

/** The colleague who is asked took it: the two talk, and the caller hears nothing of it. */
async function pickedUp(db: Db, call: Call, { consult, person }: Leg): Promise<VoiceStep> {
	const asked = await moveConsult(db, consult ?? '0', ['ringing'], 'talking');
	if (!asked) return letGo;
	await talkTo(db, asked);
	await tellCall(db, { call: call.id, kind: 'consulted', key: `consulted|${asked.id}`, person });
	return conferStep(call, 2, 'agent');
}

/** What an agent's line hears: a telephone is asked for a key, then all of them are led into the room. */
async function next(services: Rings, db: Db, call: Call, leg: Leg, inbound: InboundCall): Promise<VoiceStep> {
	const wanted = call.stage !== 'ended' && leg.rank < FINAL && inbound.event !== 'left';
	if (!wanted || inbound.hungUp || !(await isWaitedFor(db, call, leg))) return letGo;
	if (inbound.event === 'start' && leg.endpoint === 'phone') return ask;
	if (inbound.event !== 'start' && inbound.digits !== TAKE) return letGo;
	await moveLeg(db, leg.id, { answered: true });
	if (leg.kind === 'supervisor') return conferStep(call, 2, 'supervisor');
	if (leg.kind === 'consult') return await pickedUp(db, call, leg);
	await queueTelephone(services, db, { do: 'meet', call: call.id, person: leg.person });
	return conferStep(call, 2, 'agent');
}

/** The line of a colleague who is asked is over: the caller is back with whose call it is. */
async function askedNoMore(services: Rings, db: Db, call: Call, { consult: id }: Leg): Promise<void> {
	const consult = await findConsult(db, id ?? '0');
	if (consult)
		await endConsult(services, db, call, consult, consult.state === 'ringing' ? 'unanswered' : 'left');
}

/** The agent hung up, and so ends the call. */
async function released(services: Rings, db: Db, call: Call, { id, person }: Leg): Promise<void> {
	await tellCall(db, { call: call.id, kind: 'released', key: `released|${id}`, person });
	await queueTelephone(services, db, { do: 'hang_up', call: call.id });
}

/** Whose call it is hung up: a colleague who is there stays with the caller, and whom they asked is to have it first. */
async function leftToColleague(
	services: Rings,
	db: Db,
	call: Call,
	leg: Leg,
	consult: Consult
): Promise<void> {
	if (consult.state !== 'ringing') return passToColleague(services, db, call, consult);
	await endConsult(services, db, call, consult, 'cancelled');
	if (call.direction === 'out') return released(services, db, call, leg);
	await passToQueue(services, db, call, { language: call.language, person: consult.person });
}

/** What follows when an agent's line is over: nobody took the call, or the agent hung up and so ends it. */
async function over(services: Rings, db: Db, call: Call, leg: Leg): Promise<void> {
	if (call.stage === 'ended') return;
	if (leg.kind === 'consult') return askedNoMore(services, db, call, leg);
	// An earlier line of somebody who took the call again is none to go by.
	if (leg.kind !== 'agent' || call.agent !== leg.person) return;
	if ((await liveLegs(db, call.id, leg.person)).length) return;
	const consult = await liveConsult(db, call.id);
	if (consult) return leftToColleague(services, db, call, leg, consult);
	if (isMadeByAgent(call) && call.stage !== 'connected') return giveUpOut(services, db, call);
	if (call.stage !== 'connected' || (await isRinging(db, call.id, leg.person)))
		return passOn(db, { call: call.id, person: leg.person, key: `leg_expired|${leg.id}` });
	await released(services, db, call, leg);
}

/** Moves a line on, read since the call was locked, and does what follows from its end, once. */
export async function hearLeg(
	services: Rings,
	db: Db,
	call: Call,
	leg: Leg,
	to: { externalId?: string; status?: string; rank?: number }
): Promise<Leg> {
	const moved = (await moveLeg(db, leg.id, to)) ?? leg;
	if (moved.rank >= FINAL && leg.rank < FINAL) await over(services, db, call, moved);
	return moved;
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
	const moved = await hearLeg(services, db, call, leg, { externalId: inbound.callId, ...line });
	if (leg.kind === 'supervisor' && inbound.room?.what === 'joined' && !(await isPlaced(db, leg.id)))
		await queueTelephone(services, db, { do: 'place', leg: leg.id });
	if (inbound.event === 'progress' || inbound.event === 'ended' || inbound.event === 'room') return null;
	const step = await next(services, db, call, moved, inbound);
	const reply = render(services, adapter, inbound.callId, step);
	await keepReply(db, call.id, externalId, step.turn, reply);
	return reply;
}

import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { InboundCall } from '#adapters/inbound.ts';
import type { VoiceStep } from '#adapters/voice.ts';
import type { AgentEndpoint } from '#contracts/telephone.ts';
import { readAgentState } from '#db/agent-state.ts';
import * as calls from '#db/call.ts';
import type { Call, Reply } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import * as out from '#db/call-out.ts';
import { takeCallback } from '#db/callback.ts';
import { audit } from '#db/event.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { queueTelephone } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { connected } from './connected.ts';
import { hearLine } from './heard.ts';
import { conferStep, voiceOf } from './hub.ts';
import { render } from './reply.ts';

/** How long somebody's telephone rings whom an agent calls. */
const RING_SECONDS = 30;

/** The call that a provider's word about something we dialled is about. */
export const callOutOf = (key?: string) => /^call-(\d{1,18})$/.exec(key ?? '')?.[1] ?? null;

/** Whether an agent makes it, whose telephone is rung first; a machine's call comes into the queue like any caller's. */
export const isMadeByAgent = ({ direction, asks }: Pick<Call, 'direction' | 'asks'>) =>
	direction === 'out' && asks === null;

/** The account that this callback's call came by, else the first that can ring both ends. */
function accountFor({ adapters }: Services, endpoint: AgentEndpoint, first: string | null): string {
	const able = [...adapters.values()].filter(
		({ voice }) =>
			voice && endpoint !== 'none' && voice.dials.includes(endpoint) && voice.dials.includes('phone')
	);
	const chosen = able.find(({ account }) => account === first) ?? able[0];
	if (!chosen) throw new Refusal('endpoint', 409, 'First say at which telephone you are.');
	return chosen.account;
}

/**
 * Rings the agent's own telephone, and once they took it the one who waits to be called. Refuses with `endpoint` where
 * the agent has none that can be rung, `not_taken`, or `busy`.
 */
export const callOut = (services: Services, actor: Actor, id: string) =>
	services.transaction(async (db) => {
		const person = actor.id;
		const row = await takeCallback(db, id, person);
		if (!row?.phone) throw new Refusal('not_taken', 409, 'You do not have it.');
		const me = await readAgentState(db, person);
		const from = row.call === null ? null : await calls.lockCallById(db, row.call);
		const account = accountFor(services, me?.endpoint ?? 'none', from?.account ?? null);
		const { phone, language } = row;
		const { id: call } = await out.openCallOut(db, { account, phone, language, callback: id, person });
		if (!(await out.holdCallOut(db, call, person)))
			throw new Refusal('busy', 409, 'First the call that you have.');
		await out.takeDraftAlong(db, { callback: id, from: row.call, call, person });
		await tellCall(db, { call, kind: 'accepted', key: 'accepted|out', person });
		await audit(db, actor, 'call:placed', call, { callback: id });
		await queueTelephone(services, db, { do: 'connect', call, person });
		return { call };
	});

/** Rings whom the agent calls, once. Throws `SendError`. */
export async function dialOut(services: Services, { id, account }: Call): Promise<void> {
	const other = await out.beginDialling(services.pool, id);
	if (!other) return;
	try {
		const voice = voiceOf(services, account);
		if (!voice) throw new Error(`account ${account} has no voice`);
		const { callId } = await voice.dial({ to: other.phone, callKey: `call-${id}`, timeout: RING_SECONDS });
		await out.nameCallOut(services.pool, id, callId);
	} catch (fault) {
		await out.undoDialling(services.pool, id);
		throw fault;
	}
}

/** Gives up a call in which nobody talks yet, because its agent is gone. */
export async function giveUpOut(services: Pick<Services, 'boss'>, db: Db, call: Call): Promise<void> {
	// The carrier's word of the end then moves everything on.
	if (out.isDialled(call.externalId)) await queueTelephone(services, db, { do: 'hang_up', call: call.id });
	else await hearLine(services, db, call, { status: 'failed', rank: 9 });
}

/** Answers a request of the line to whom an agent calls: once picked up it is led into the room. */
export async function callOutStep(
	services: Services,
	db: Db,
	adapter: ChannelAdapter,
	id: string,
	inbound: InboundCall,
	externalId: string
): Promise<Reply | null> {
	await out.nameCallOut(db, id, inbound.callId);
	const call = await calls.lockCallById(db, id);
	if (!call) return null;
	await hearLine(services, db, call, inbound);
	if (inbound.event === 'progress' || inbound.event === 'ended' || inbound.event === 'room') return null;
	const there = inbound.event === 'start' && call.stage !== 'ended' && call.agent !== null;
	if (there && call.agent) await connected(db, call, call.agent);
	const over: VoiceStep = { say: [], then: { do: 'hang_up' }, turn: 1 };
	const reply = render(services, adapter, inbound.callId, there ? conferStep(call, 1, 'caller') : over);
	await calls.keepReply(db, id, externalId, 1, reply);
	return reply;
}

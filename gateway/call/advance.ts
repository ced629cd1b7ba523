import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { InboundCall } from '#adapters/inbound.ts';
import type { Script } from '#contracts/script.ts';
import { replyOfTurn, type Call, type Reply } from '#db/call.ts';
import { hasWaitedLongest } from '#db/call-line.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import { withdraw } from './enqueue.ts';
import { keepOut } from './keep-out.ts';
import { render } from './reply.ts';
import { review } from './review.ts';
import { carryOut } from './script/carry-out.ts';
import { stepOf } from './script/facts.ts';
import { pinned } from './script/pinned.ts';
import { satisfactionScript } from './script/supplied.ts';
import type { CallInput, CallState } from './script/state.ts';
import { advanceWaiting } from './wait.ts';

/** What a request is answered, and the turn that the answer belongs to. */
export interface Answered {
	reply: Reply;
	turn: number;
}

/** Calls that have been in the queue: what they hear there is not the script's. */
const stagesOfQueue: ReadonlySet<string> = new Set(['queued', 'offered', 'ringing_agent', 'connected']);

const nodeOf = ({ nodes }: Script, { node }: Call) => (Object.hasOwn(nodes, node) ? nodes[node] : undefined);

/** Where the call stands in the script; at the end where it has never been in it. */
const stateOf = (script: Script, call: Call): CallState => ({
	wrong: 0,
	silent: 0,
	takes: 0,
	...(call.answers as Partial<CallState>),
	node: call.node === 'start' || nodeOf(script, call) ? call.node : 'done',
	turn: call.turn,
	language: call.language,
	...(call.number === null ? {} : { number: call.number })
});

const inputOf = (inbound: InboundCall): CallInput => {
	const hungUp = inbound.hungUp ?? false;
	if (inbound.event === 'start') return { event: 'start' };
	if (inbound.event === 'recorded')
		return {
			event: 'recorded',
			hungUp,
			silent: inbound.duration === 0,
			...(inbound.recording ? { recording: inbound.recording.url } : {})
		};
	const { digits } = inbound;
	return { event: 'input', hungUp, ...(digits === undefined ? {} : { digits }) };
};

/** Takes a caller out of the queue who has waited as long as may be, and pressed nothing just now. */
async function waitIsOver(db: Db, call: Call, inbound: InboundCall): Promise<boolean> {
	if (inbound.event !== 'input' || inbound.hungUp || inbound.digits) return false;
	if (!(await hasWaitedLongest(db, call.id))) return false;
	await withdraw(db, call.id, 'gone');
	return true;
}

/** Computes the next step of a call, in the queue or in the script, does what it asks for, and keeps where it stands. */
export const advance = async (
	services: Services,
	db: Db,
	adapter: ChannelAdapter,
	call: Call,
	inbound: InboundCall
): Promise<Answered> => {
	const out = await keepOut(services, db, adapter, call, inbound);
	if (out) return out;
	const script = call.asks === null ? await pinned(services.pool, db, call) : satisfactionScript;
	// Who came into the queue by another way than the script, or has talked already, has nothing in it to go back to.
	const scripted = nodeOf(script, call)?.do === 'queue' && call.stage !== 'connected';
	const queues = stagesOfQueue.has(call.stage);
	const over = queues && scripted && (await waitIsOver(db, call, inbound));
	const gone = scripted && inbound.hungUp === true;
	const waits = queues && !over && !gone && (await advanceWaiting(services, db, adapter, call, inbound));
	if (waits) return waits;
	const heard = over
		? null
		: await review(services, db, adapter, { call, node: nodeOf(script, call), inbound });
	if (heard?.waits) return heard.waits;
	const input: CallInput = heard ? inputOf(heard.inbound) : { event: 'queue', result: 'over' };
	const here = heard?.call ?? call;
	const next = await stepOf(db, script, here, stateOf(script, here), input);
	const step = await carryOut(services, db, adapter, here, next);
	return { reply: render(services, adapter, call.externalId, step), turn: step.turn };
};

/** Repeats what the caller hears now: an old input must not lead the call on. */
export const repeatCurrent = async (services: Services, db: Db, call: Call): Promise<Answered> => {
	const reply = await replyOfTurn(db, call.id, call.turn);
	if (!reply) throw new Error(`call ${call.id} has no answer of turn ${call.turn}`);
	services.log.info({ call: call.id, turn: call.turn }, 'stale step of a call');
	return { reply, turn: call.turn };
};

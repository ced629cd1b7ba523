import type { ChannelAdapter, InboundCall, VoiceStep } from '#adapters/adapter.ts';
import { parseNumber } from '#contracts/number.ts';
import { moveCall, replyOfTurn, standingOf, type Call, type Reply } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import { enterQueue, mayWait } from './enqueue.ts';
import { keepOut } from './keep-out.ts';
import { leave } from './leave.ts';
import { render } from './reply.ts';
import { nextStep } from './script.ts';
import type { CallInput, CallState, Node, Outcome } from './state.ts';
import { advanceWaiting, waitingStep } from './wait.ts';

/** What a request is answered, and the turn that the answer belongs to. */
export interface Answered {
	reply: Reply;
	turn: number;
}

const stateOf = ({ node, turn, language, answers, number }: Call): CallState => ({
	wrong: 0,
	silent: 0,
	takes: 0,
	...(answers as Partial<CallState>),
	node: node as Node,
	turn,
	language,
	...(number === null ? {} : { number })
});

const inputOf = async (db: Db, call: Call, inbound: InboundCall): Promise<CallInput> => {
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
	const asked = call.node === 'status' && digits !== undefined ? parseNumber(digits) : null;
	const standing = asked === null ? undefined : await standingOf(db, asked);
	return {
		event: 'input',
		hungUp,
		...(digits === undefined ? {} : { digits }),
		...(standing === undefined ? {} : { standing })
	};
};

/** Computes the next step of the script, gives the call its number when a recording starts, and keeps both. */
export const advance = async (
	services: Services,
	db: Db,
	adapter: ChannelAdapter,
	call: Call,
	inbound: InboundCall
): Promise<Answered> => {
	const out = await keepOut(services, db, adapter, call, inbound);
	if (out) return out;
	const queued =
		stagesOfQueue.has(call.stage) && (await advanceWaiting(services, db, adapter, call, inbound));
	if (queued) return queued;
	const input = await inputOf(db, call, inbound);
	const { state, step, outcome } = nextStep(stateOf(call), input);
	const { node, turn, language, number: _, ...answers } = state;
	const number =
		outcome === 'recording' ? await leave(services, db, adapter, call, mentioned(state)) : call.number;
	await tellStage(db, call, input, outcome);
	await moveCall(db, call.id, {
		node,
		turn,
		language,
		answers,
		number,
		outcome: outcome === 'ended' ? (call.outcome ?? outcome) : (outcome ?? call.outcome)
	});
	const wait = outcome === 'agent_wanted' ? await beginWaiting(db, { ...call, language, turn }) : null;
	if (wait)
		await moveCall(db, call.id, {
			node,
			turn: wait.turn,
			language,
			answers,
			number,
			outcome: 'agent_wanted'
		});
	return { reply: render(services, adapter, call.externalId, wait ?? step), turn: wait?.turn ?? turn };
};

/** Calls that have been in the queue: what they hear there is not the script's. */
const stagesOfQueue: ReadonlySet<string> = new Set(['queued', 'offered', 'ringing_agent', 'connected']);

/** The first step of waiting for an agent; null while nobody is there to wait for. */
async function beginWaiting(db: Db, call: Call): Promise<VoiceStep | null> {
	const { language, turn } = call;
	if (!(await mayWait(db, { language }))) return null;
	await enterQueue(db, call, { language });
	// The script's own step is not heard, and its turn is taken by this one.
	return waitingStep(db, { ...call, turn: turn - 1 });
}

/** That the script began, that the caller left something, that they have what they called for. */
async function tellStage(db: Db, call: Call, input: CallInput, outcome?: Outcome): Promise<void> {
	const tell = (kind: 'script' | 'left' | 'script_done') => tellCall(db, { call: call.id, kind });
	if (outcome === 'recording') await tell('left');
	else if (outcome === 'left' && !('hungUp' in input && input.hungUp)) await tell('script_done');
	else if ('standing' in input && input.standing !== 'unknown') await tell('script_done');
	else if (call.stage === 'new') await tell('script');
}

const mentioned = ({ language, department, district }: CallState) => ({
	language,
	...(department === undefined ? {} : { department }),
	...(district === undefined ? {} : { district })
});

/** Repeats what the caller hears now: an old input must not lead the call on. */
export const repeatCurrent = async (services: Services, db: Db, call: Call): Promise<Answered> => {
	const reply = await replyOfTurn(db, call.id, call.turn);
	if (!reply) throw new Error(`call ${call.id} has no answer of turn ${call.turn}`);
	services.log.info({ call: call.id, turn: call.turn }, 'stale step of a call');
	return { reply, turn: call.turn };
};

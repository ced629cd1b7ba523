import type { ChannelAdapter, InboundCall } from '#adapters/adapter.ts';
import { moveCall, replyOfTurn, type Call, type Reply } from '#db/call.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import { leave, type Left } from './leave.ts';
import { render } from './reply.ts';
import { factsOf } from './script/facts.ts';
import { nextStep } from './script/next-step.ts';
import { pinned } from './script/pinned.ts';
import type { CallInput, CallState, Outcome } from './script/state.ts';
import { withoutQueue } from './script/without-queue.ts';

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
	node,
	turn,
	language,
	...(number === null ? {} : { number })
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

const leftOf = ({ language, department, district, about, purpose }: CallState): Left => ({
	language,
	...(department === undefined ? {} : { department }),
	...(district === undefined ? {} : { district }),
	...(about === undefined ? {} : { about }),
	...(purpose === undefined ? {} : { purpose })
});

/** The word for what became of a call, as its row keeps it. */
const outcomeOf = (outcomes: Outcome[], before: string | null): string | null => {
	const ended = outcomes.find((outcome) => 'ended' in outcome)?.ended;
	if (ended === 'left') return 'left';
	if (outcomes.some((outcome) => 'queue' in outcome)) return 'agent_wanted';
	if (outcomes.some((outcome) => 'recording' in outcome)) return 'recording';
	return before ?? ended ?? null;
};

/** Computes the next step of the script, gives the call its number when a recording starts, and keeps both. */
export const advance = async (
	services: Services,
	db: Db,
	adapter: ChannelAdapter,
	call: Call,
	inbound: InboundCall
): Promise<Answered> => {
	const input = inputOf(inbound);
	const script = await pinned(services.pool, db, call.id);
	const { state, step, outcomes } = withoutQueue(
		nextStep(script, stateOf(call), input, await factsOf(db, call, input, 'free'))
	);
	const { node, turn, language, number: _, ...answers } = state;
	const leaves = outcomes.some((outcome) => 'recording' in outcome);
	const number = leaves ? await leave(services, db, adapter, call, leftOf(state)) : call.number;
	await moveCall(db, call.id, {
		node,
		turn,
		language,
		answers,
		number,
		outcome: outcomeOf(outcomes, call.outcome)
	});
	return { reply: render(services, adapter, call.externalId, step), turn };
};

/** Repeats what the caller hears now: an old input must not lead the call on. */
export const repeatCurrent = async (services: Services, db: Db, call: Call): Promise<Answered> => {
	const reply = await replyOfTurn(db, call.id, call.turn);
	if (!reply) throw new Error(`call ${call.id} has no answer of turn ${call.turn}`);
	services.log.info({ call: call.id, turn: call.turn }, 'stale step of a call');
	return { reply, turn: call.turn };
};

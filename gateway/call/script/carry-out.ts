import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { VoiceStep } from '#adapters/voice.ts';
import { moveCall, type Call } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import * as callbacks from '#db/callback.ts';
import type { Db } from '#db/sql.ts';
import { askCallback } from '../callback.ts';
import { enterQueue } from '../enqueue.ts';
import { leave, type Left } from '../leave.ts';
import { waitingStep } from '../wait.ts';
import { formatNumber } from '#contracts/number.ts';
import type { Language } from '#contracts/words.ts';
import { queueVerdict } from '../../queues.ts';
import type { Services } from '../../services.ts';
import { asked, type CallState, type Next, type Outcome } from './state.ts';

const leftOf = ({ language, department, district, about, purpose }: CallState): Left => ({
	language,
	...(department === undefined ? {} : { department }),
	...(district === undefined ? {} : { district }),
	...(about === undefined ? {} : { about }),
	...(purpose === undefined ? {} : { purpose })
});

/** The word for what became of a call, as its row keeps it. */
const outcomeOf = (outcomes: Outcome[], before: string | null): string | null => {
	const ended = asked(outcomes, 'ended')?.ended;
	if (ended === 'left') return 'left';
	if (asked(outcomes, 'queue')) return 'agent_wanted';
	if (asked(outcomes, 'recording')) return 'recording';
	return before ?? ended ?? null;
};

/** That the script began, that the caller left something, that they have what they called for. */
async function tellStage(db: Db, call: Call, { outcomes, hungUp }: Next): Promise<void> {
	const tell = (kind: 'script' | 'left' | 'voicemail' | 'script_done') =>
		tellCall(db, { call: call.id, kind });
	if (call.stage === 'new') await tell('script');
	const recording = asked(outcomes, 'recording')?.recording;
	if (recording) await tell(recording.purpose === 'voicemail' ? 'voicemail' : 'left');
	const done = asked(outcomes, 'told') ?? (!hungUp && asked(outcomes, 'ended')?.ended === 'left');
	if (done) await tell('script_done');
}

/** The first step of waiting for an agent, after what the script says on the way there. */
async function beginWaiting(
	db: Db,
	call: Call,
	step: VoiceStep,
	{ queue: { language, department, priority } }: Extract<Outcome, { queue: object }>
): Promise<VoiceStep> {
	// A request that comes after the end leads nobody to an agent.
	if (call.stage === 'ended') return { ...step, say: [], then: { do: 'hang_up' } };
	await enterQueue(db, call, { language, priority, ...(department === undefined ? {} : { department }) });
	const wait = await waitingStep(db, { ...call, language, turn: step.turn - 1 });
	return wait ? { ...wait, say: [...step.say, ...wait.say] } : step;
}

/** Notes whom to call back. A message is answered by a call when its caller is gone, and stays a message. */
const callBack = (db: Db, call: Call, { callBack: { reason } }: Extract<Outcome, { callBack: object }>) =>
	reason === 'voicemail' ? callbacks.askCallback(db, call.id, reason) : askCallback(db, call, reason);

const recordedAs: Record<Language, (number: string) => string> = {
	pa: (number) => `ਫ਼ੋਨ 'ਤੇ ਬੋਲਿਆ ਗਿਆ, ਰਿਕਾਰਡਿੰਗ ${number}`,
	hi: (number) => `फ़ोन पर बोला गया, रिकॉर्डिंग ${number}`,
	en: (number) => `Said by telephone, recording ${number}`
};

/** What the caller says of their case is taken by a job; their recorded words have a number of their own. */
const sayLater = (
	services: Services,
	db: Db,
	{ number, verdict }: Extract<Outcome, { verdict: object }>['verdict'],
	recorded: string | null,
	language: Language
) => {
	const words =
		verdict === 'satisfied' || recorded === null ? '' : recordedAs[language](formatNumber(recorded));
	return queueVerdict(services, db, { number, verdict, words, channel: 'ivr' });
};

/**
 * Does what a step of the script asks for and keeps where the call stands: a number for what is recorded, a place in
 * the queue, a call back. The call is locked by the transaction. Gives what the caller hears.
 */
export async function carryOut(
	services: Services,
	db: Db,
	adapter: ChannelAdapter,
	call: Call,
	next: Next
): Promise<VoiceStep> {
	const { state, step, outcomes } = next;
	const { node, turn, language, number: _, ...answers } = state;
	const leaves = asked(outcomes, 'recording') !== undefined;
	// Whom a machine called said it, from the telephone that it rang.
	const from = call.asks === null ? call.from : call.to;
	const number = leaves ? await leave(services, db, adapter, { ...call, from }, leftOf(state)) : call.number;
	await tellStage(db, call, next);
	const outcome = outcomeOf(outcomes, call.outcome);
	await moveCall(db, call.id, { node, turn, language, answers, number, outcome });
	for (const one of outcomes) if ('callBack' in one) await callBack(db, call, one);
	for (const one of outcomes)
		if ('verdict' in one) await sayLater(services, db, one.verdict, number, language);
	const queue = asked(outcomes, 'queue');
	return queue ? beginWaiting(db, call, step, queue) : step;
}

import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { InboundCall } from '#adapters/inbound.ts';
import type { VoiceStep } from '#adapters/voice.ts';
import { languages } from '#contracts/words.ts';
import { isBlocked } from '#db/call-block.ts';
import { moveCall, type Call } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import type { Answered } from './advance.ts';
import { enterQueue } from './enqueue.ts';
import { render } from './reply.ts';
import { waitingStep } from './wait.ts';

/** Where a call stands that is kept out. */
const NODE = 'kept_out';
/** The key of somebody in need. */
const EMERGENCY = '1';
const KEY_SECONDS = 6;
const FIRST_PRIORITY = 9;

const notice = (turn: number): VoiceStep => ({
	say: languages.map((language) => ({ prompt: 'kept-out', language })),
	then: { do: 'gather', digits: 1, timeout: KEY_SECONDS, finishOnHash: false },
	turn
});
const farewell = (turn: number): VoiceStep => ({ say: [], then: { do: 'hang_up' }, turn });

/** What a number that is kept out hears next: that it is; and, for one key, the queue before everybody else. */
async function next(db: Db, call: Call, { event, digits, hungUp }: InboundCall): Promise<VoiceStep> {
	if (event === 'start') return notice(call.turn + 1);
	if (digits !== EMERGENCY || hungUp) return farewell(call.turn + 1);
	await enterQueue(db, call, { language: call.language, priority: FIRST_PRIORITY });
	return (await waitingStep(db, call)) ?? farewell(call.turn + 1);
}

/** Answers a call from a number that a supervisor keeps out; null for every other. */
export async function keepOut(
	services: Services,
	db: Db,
	adapter: ChannelAdapter,
	call: Call,
	inbound: InboundCall
): Promise<Answered | null> {
	const begins = inbound.event === 'start' && call.from !== null && (await isBlocked(db, call.from));
	const stands = call.node === NODE && (call.stage === 'new' || call.stage === 'ivr');
	if (!begins && !stands) return null;
	if (begins) await tellCall(db, { call: call.id, kind: 'blocked' });
	const step = await next(db, call, inbound);
	await moveCall(db, call.id, { ...call, node: NODE, turn: step.turn });
	return { reply: render(services, adapter, call.externalId, step), turn: step.turn };
}

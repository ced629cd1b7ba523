import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { InboundCall } from '#adapters/inbound.ts';
import type { VoiceStep } from '#adapters/voice.ts';
import { moveCall, type Call, type Reply } from '#db/call.ts';
import { placeTold, readPlace, type Place } from '#db/call-queue.ts';
import type { Db } from '#db/sql.ts';
import { rolesThat } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { askCallback } from './callback.ts';
import { render } from './reply.ts';

/** How often a caller hears of their place. Seconds. */
const TOLD_EVERY_SECONDS = 45;
/** Longest wait that is said in minutes; above it, that it is long. */
const SAID_MINUTES = 9;
/** The key that asks for a call back. */
const CALL_BACK = '1';
/** The music is what takes time; the key may be pressed all along. Seconds. */
const KEY_SECONDS = 1;

const digitsOf = (value: number) => [...String(value)].map((digit) => `digit-${digit}`);

/** The prompts that say where a caller stands, how long it will take, and how to be called back. */
export function placePrompts({ position, wait }: Pick<Place, 'position' | 'wait'>, known: boolean): string[] {
	const minutes = Math.max(1, Math.ceil(wait / 60));
	return [
		...(position === 1 ? ['wait-next'] : ['wait-place', ...digitsOf(position)]),
		...(minutes > SAID_MINUTES ? ['wait-long'] : ['wait-minutes', ...digitsOf(minutes)]),
		...(known ? ['wait-press'] : [])
	];
}

const step = (call: Call, prompts: string[], then: VoiceStep['then']): VoiceStep => ({
	say: prompts.map((prompt) => ({ prompt, language: call.language })),
	then,
	turn: call.turn + 1
});

/** What a waiting caller hears next: now and then their place, music, and one key. */
async function waiting(db: Db, call: Call, place: Place): Promise<VoiceStep> {
	if (place.due) await placeTold(db, call.id);
	const said = place.due ? placePrompts(place, call.from !== null) : [];
	return step(call, [...said, 'music'], {
		do: 'gather',
		digits: 1,
		timeout: KEY_SECONDS,
		finishOnHash: false
	});
}

/** The next step of a call that entered the queue; null when its place is given up and nothing was arranged. */
export async function waitingStep(db: Db, call: Call, inbound?: InboundCall): Promise<VoiceStep | null> {
	const place = await readPlace(db, call.id, rolesThat('call'), TOLD_EVERY_SECONDS);
	if (!place || place.state === 'gone') return null;
	if (place.state === 'callback' || inbound?.hungUp) return step(call, [], { do: 'hang_up' });
	// Between acceptance and the room the line may ask once more; who has left the room has nobody to wait for.
	if (place.state === 'taken')
		return inbound?.event === 'left'
			? step(call, ['goodbye'], { do: 'hang_up' })
			: step(call, ['music'], { do: 'redirect' });
	if (inbound?.digits === CALL_BACK && (await askCallback(db, call, 'asked')))
		return step(call, ['callback-kept', 'goodbye'], { do: 'hang_up' });
	return waiting(db, call, place);
}

/** Answers a request of a call that entered the queue; null when the script has to go on with it. */
export async function advanceWaiting(
	services: Services,
	db: Db,
	adapter: ChannelAdapter,
	call: Call,
	inbound: InboundCall
): Promise<{ reply: Reply; turn: number } | null> {
	const next = await waitingStep(db, call, inbound);
	if (!next) return null;
	await moveCall(db, call.id, { ...call, turn: next.turn });
	return { reply: render(services, adapter, call.externalId, next), turn: next.turn };
}

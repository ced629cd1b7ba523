import {
	end,
	finishRecording,
	follow,
	newGoing,
	run,
	send,
	tell,
	type CallOrder,
	type CallStage,
	type Exchange,
	type Going
} from './call-engine.ts';
import { Misled } from './exchange.ts';
import { toneWav } from './tone.ts';

export type { CallStage, Exchange } from './call-engine.ts';

/** A telephone call that is going on; the caller's side of it. */
export interface LiveCall {
	id: string;
	via: string;
	from: string;
	to: string;
	readonly state: CallStage;
	/** Addresses of everything that was played, in order. */
	readonly heard: readonly string[];
	/** How the call ended: `caller`, `helpline`, or why the exchange gave up. */
	readonly ending: string | undefined;
	/** Every request of the call with all answers to it (more than one when it was repeated). */
	readonly exchanges: readonly Exchange[];
	/** Presses keys; none means that the caller waits until the time is up. Resolves when the caller's turn comes again. */
	press(digits: string): Promise<void>;
	/** Keys of an earlier gather (the first is 1) that come once more, late. The call itself does not move. */
	pressLate(digits: string, gather: number): Promise<void>;
	/** Speaks into a recording: a WAV, or so many seconds of sound. Nothing (0) is silence. */
	record(sound: Buffer | number): Promise<void>;
	hangUp(): Promise<void>;
	/** Resolves when it is the caller's turn, or the call is over and all that was to be told has been told. */
	settled(): Promise<void>;
}

async function ring(going: Going) {
	const { face, faults } = going.order;
	const [first, ...more] = face.states.slice(0, -1);
	if (first) await tell(going, first);
	await follow(going, face.start(going.line, faults));
	for (const state of more) await tell(going, state);
	await run(going);
}

async function press(going: Going, digits: string) {
	const { waiting, line, order } = going;
	if (waiting?.do === 'record' && digits === '#') {
		await finishRecording(going, waiting, null, false);
		return run(going);
	}
	if (waiting?.do !== 'gather') return;
	going.waiting = null;
	const typed = waiting.finishOnHash ? (digits.split('#')[0] ?? '') : digits;
	const keys = typed.slice(0, waiting.digits);
	if (keys !== '' || waiting.emptyToo)
		await follow(going, order.face.keys(line, waiting, keys, order.faults));
	await run(going);
}

async function speak(going: Going, sound: Buffer | number) {
	const { waiting } = going;
	if (waiting?.do !== 'record') return;
	const made = typeof sound === 'number' && sound > 0 ? toneWav(Math.min(sound, waiting.limit)) : null;
	await finishRecording(going, waiting, typeof sound === 'number' ? made : sound, false);
	await run(going);
}

async function hangUp(going: Going) {
	if (going.waiting?.do === 'record') await finishRecording(going, going.waiting, toneWav(1), true);
	await end(going, 'caller');
}

async function pressLate(going: Going, digits: string, gather: number) {
	const asked = going.gathers[gather - 1];
	const { face, faults } = going.order;
	if (asked) await send(going, face.keys(going.line, asked, digits, faults), 1);
}

/** Runs a call from its first ring; `changed` is told after everything that happens to it. */
export function liveCall(order: CallOrder, changed: (call: LiveCall) => void): LiveCall {
	const going = newGoing(order);
	let busy: Promise<void> = Promise.resolve();
	/** One thing at a time; what the exchange cannot do ends the call with its reason. */
	const next = (work: () => Promise<void>) => {
		busy = busy.then(async () => {
			try {
				await work();
			} catch (fault) {
				const why = fault instanceof Misled ? fault.message : String(fault);
				// The call is over either way; that nobody could be told of it changes nothing.
				await end(going, why).catch(() => undefined);
			}
			changed(call);
		});
		return busy;
	};
	const call: LiveCall = {
		id: going.line.id,
		via: order.via,
		from: order.from,
		to: order.to,
		get state() {
			return going.stage;
		},
		get ending() {
			return going.ending;
		},
		heard: going.heard,
		exchanges: going.exchanges,
		settled: () => busy,
		press: (digits) => next(() => press(going, digits)),
		pressLate: (digits, gather) => next(() => pressLate(going, digits, gather)),
		record: (sound) => next(() => speak(going, sound)),
		hangUp: () => next(() => hangUp(going))
	};
	void next(() => ring(going));
	return call;
}

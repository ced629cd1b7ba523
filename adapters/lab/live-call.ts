import { divert, pickUp, press, pressLate, hangUp, ring, ringOut, speak } from './call-hand.ts';
import { end, type CallOrder, type CallStage, type Exchange, type Going } from './call-engine.ts';
import { Misled, type Instruction, type Outcome, type Outgoing } from './exchange.ts';
import type { PhoneHabit } from './phones.ts';

export type { CallStage, Exchange } from './call-engine.ts';

/** A telephone call that is going on; the citizen's or the agent's side of it. */
export interface LiveCall {
	id: string;
	via: string;
	from: string;
	to: string;
	/** `out`: the gateway dialled it. */
	direction: 'in' | 'out';
	readonly state: CallStage;
	/** Name of the room that the call is in. */
	readonly room: string | undefined;
	/** Somebody else is with it in the room, and it is not set apart. */
	readonly talks: boolean;
	/** Addresses of everything that was played, in order. */
	readonly heard: readonly string[];
	/** How the call ended: `caller`, `helpline`, or why the exchange gave up. */
	readonly ending: string | undefined;
	/** Every request of the call with all answers to it (more than one when it was repeated). */
	readonly exchanges: readonly Exchange[];
	/** Ids of the recordings that were made of it, and of rooms that it opened. */
	readonly recordings: readonly string[];
	/** What copies under a forged signature were answered. */
	readonly refused: readonly number[];
	/** Picks up a telephone that the gateway rings. */
	answer(): Promise<void>;
	/** Does not: `rejected`, `busy` … */
	decline(outcome: Outcome): Promise<void>;
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
/** The same call as the provider's REST interface sees it. */
export interface Line {
	going: Going;
	/** Takes the call to other instructions, or to what is answered at an address. */
	divert(next: Instruction[] | Outgoing): void;
	finish(why: string, outcome?: Outcome): void;
}

const newGoing = (order: CallOrder, queue: Going['queue']): Going => {
	let stop: (() => void) | undefined;
	const going: Going = {
		order,
		line: order.face.newLine(order.from, order.to, order.outbound),
		stage: order.outbound ? 'ringing' : 'playing',
		state: (order.outbound ? order.face.dialled.before[0] : order.face.states[0]) ?? '',
		ending: undefined,
		program: [],
		waiting: null,
		typed: '',
		room: null,
		leg: { muted: false, deaf: false, held: false, streamed: null, coaching: null },
		ears: new Set(),
		spokenUntil: 0,
		seconds: 0,
		startedAt: Date.now(),
		endedAt: null,
		heard: [],
		exchanges: [],
		recordings: [],
		refused: [],
		heldBack: [],
		gathers: [],
		told: [],
		queue,
		calm: () => {
			stop?.();
			stop = undefined;
		},
		expect: (seconds, work) => {
			going.calm();
			const { waiting, stage } = going;
			stop = order.world.later(seconds, () => {
				void queue(async () => {
					if (going.waiting === waiting && going.stage === stage) await work();
				});
			});
		}
	};
	return going;
};

/** Runs a call from its first ring; `changed` is told after everything that happens to it. */
export function liveCall(
	order: CallOrder,
	changed: (call: LiveCall) => void,
	habit?: PhoneHabit
): { call: LiveCall; line: Line } {
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
	const going = newGoing(order, next);
	const call: LiveCall = {
		id: going.line.id,
		via: order.via,
		from: order.from,
		to: order.to,
		direction: order.outbound ? 'out' : 'in',
		get state() {
			return going.stage;
		},
		get room() {
			return going.room?.name;
		},
		get talks() {
			return going.room !== null && going.room.startedAt !== null && !going.leg.held;
		},
		get ending() {
			return going.ending;
		},
		heard: going.heard,
		exchanges: going.exchanges,
		recordings: going.recordings,
		refused: going.refused,
		settled: () => busy,
		answer: () => next(() => pickUp(going, [])),
		decline: (outcome) =>
			next(async () => {
				if (going.stage === 'ringing') await end(going, 'callee', outcome);
			}),
		press: (digits) => next(() => press(going, digits)),
		pressLate: (digits, gather) => next(() => pressLate(going, digits, gather)),
		record: (sound) => next(() => speak(going, sound)),
		hangUp: () => next(() => hangUp(going))
	};
	const line: Line = {
		going,
		divert: (to) => void next(() => divert(going, to)),
		finish: (why, outcome) => void next(() => end(going, why, outcome))
	};
	void next(() => (order.outbound ? ringOut(going, habit) : ring(going)));
	return { call, line };
}

import type { VoiceStep } from '#adapters/voice.ts';
import type { CallBackReason, RecordingPurpose, SaidVerdict, Standing } from '#contracts/script.ts';
import type { Language, Names } from '#contracts/words.ts';

/** All that the script knows of a call; kept in the call's row between two steps. */
export interface CallState {
	/** Where the caller is. `start`: not answered yet. `done`: the end. */
	node: string;
	/** Goes up by one with each step; what comes back must carry it. */
	turn: number;
	language: Language;
	/** The language was chosen by key, so that it can be remembered. */
	chose?: boolean;
	/** Wrong keys at this node. */
	wrong: number;
	/** Times that this node heard nothing. */
	silent: number;
	department?: string;
	district?: string;
	/** Number that the caller asked for, and what became of it. */
	asked?: string;
	standing?: Standing;
	/** Number of the grievance that the recorded words are about. */
	about?: string;
	/** `no`: the talk with the agent is not to be recorded. */
	recorded?: 'no';
	/** Recordings asked for, and what the last one is. */
	takes: number;
	purpose?: RecordingPurpose;
	/** Turn of the recording that is not here yet and is waited for. */
	awaits?: number;
	/** Turn at which the call went into the queue; turns that passed there and do not count as the script's. */
	queued?: number;
	idle?: number;
	/** Given by the gateway when the first recording starts. */
	number?: string;
}

/** What the gateway looks up for each step. */
export interface Facts {
	hours: 'open' | 'closed' | 'holiday';
	/** Words of the emergency notice that is in force. */
	notice: Names | null;
	remembered: Language | null;
	/** The newest open case of the telephone. */
	openCase: { number: string; standing: Standing } | null;
	/** Whether the caller's number is known. */
	caller: 'known' | 'withheld';
	/** Languages in which nobody can be waited for. */
	full: readonly Language[];
	/** What the typed number leads to. */
	typed: Standing;
}

export type CallInput =
	| { event: 'start' }
	| { event: 'input'; digits?: string; hungUp?: boolean }
	/** `recording`: address where it can be played at once. `silent`: nobody spoke. */
	| { event: 'recorded'; recording?: string; silent?: boolean; hungUp?: boolean }
	/** The queue gives the call back: it has lasted too long. */
	| { event: 'queue'; result: 'over' };

/** What a step asks the gateway to do beside answering the telephone. */
export type Outcome =
	/** A recording starts with this step, so a number is due. */
	| { recording: { purpose: RecordingPurpose } }
	/** The caller waits for an agent from now on: after the step's words comes what the queue has to say. */
	| { queue: { language: Language; priority: number; department?: string } }
	/** The caller heard what became of a number. */
	| { told: Standing }
	| { callBack: { reason: CallBackReason } }
	/** What the caller says of a case that is theirs. */
	| { verdict: { number: string; verdict: SaidVerdict } }
	/** `left`: the caller has begun a recording in this call. */
	| { ended: 'left' | 'ended' };

export interface Next {
	state: CallState;
	step: VoiceStep;
	outcomes: Outcome[];
	/** The caller is gone and hears nothing of it. */
	hungUp: boolean;
}

type Keys<T> = T extends unknown ? keyof T : never;
/** The outcome of this kind, where the step has one. */
export const asked = <K extends Keys<Outcome>>(outcomes: Outcome[], kind: K) =>
	outcomes.find((one): one is Extract<Outcome, Record<K, unknown>> => kind in one);

/** State of a call that has not been answered. */
export const newCall = (): CallState => ({
	node: 'start',
	turn: 0,
	language: 'pa',
	wrong: 0,
	silent: 0,
	takes: 0
});

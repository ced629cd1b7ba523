import type { VoiceStep } from '#adapters/adapter.ts';
import type { Language } from '#contracts/words.ts';

/** Where a caller is. `done` is the end. */
export type Node =
	'start' | 'language' | 'menu' | 'department' | 'district' | 'record' | 'review' | 'status' | 'done';

/** What is known of a number when its caller asks. */
export type Standing = 'waiting' | 'registered' | 'settled' | 'unknown';

/** All that the script knows of a call; kept in the call's row between two steps. */
export interface CallState {
	node: Node;
	/** Goes up by one with each step; what comes back must carry it. */
	turn: number;
	language: Language;
	/** Wrong keys at this node. */
	wrong: number;
	/** Times that this node heard nothing. */
	silent: number;
	department?: string;
	district?: string;
	/** Recordings asked for. */
	takes: number;
	/** Given by the gateway when the first recording starts. */
	number?: string;
}

export type CallInput =
	| { event: 'start' }
	/** `standing`: what the digits lead to, looked up by the gateway at node `status`. */
	| { event: 'input'; digits?: string; standing?: Standing; hungUp?: boolean }
	/** `recording`: address where it can be played at once. `silent`: nobody spoke. */
	| { event: 'recorded'; recording?: string; silent?: boolean; hungUp?: boolean };

/**
 * `recording`: a recording starts with this step, so a number is due. `left`: the caller knows the number.
 * `agent_wanted`: keys alone did not help; here the queue to an agent will begin. `ended`: nothing more to say.
 */
export type Outcome = 'recording' | 'left' | 'agent_wanted' | 'ended';

export interface Next {
	state: CallState;
	step: VoiceStep;
	outcome?: Outcome;
}

export const limits = {
	wrong: 3,
	silent: 3,
	/** Silences at the language menu before Punjabi is taken. */
	languageSilent: 2,
	mismatches: 2,
	/** First recording and two more. */
	takes: 3,
	recording_s: 180,
	silence_s: 8,
	/** Whatever is pressed, a call ends after so many steps. */
	turns: 40
} as const;

/** State of a call that has not been answered. */
export const newCall = (): CallState => ({
	node: 'start',
	turn: 0,
	language: 'pa',
	wrong: 0,
	silent: 0,
	takes: 0
});

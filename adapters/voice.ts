import type { Language } from '#contracts/words.ts';
import type { HttpAnswer, Recording } from './inbound.ts';
import type { Fetched } from './outgoing.ts';

/** One thing that the script wants the telephone to do; provider-neutral. */
export interface VoiceStep {
	/** Prompts, a recording just made, or words for the provider's own voice, to play one after the other. */
	say: (
		{ prompt: string; language: Language } | { recording: string } | { text: string; language: Language }
	)[];
	then:
		| { do: 'gather'; digits: number; /** seconds */ timeout: number; finishOnHash: boolean }
		| { do: 'record'; /** seconds */ limit: number; /** seconds of silence that end it */ silence: number }
		| { do: 'redirect' }
		/** Joins the room `room`, which is made by the first who joins and outlives everyone but the last. */
		| {
				do: 'confer';
				/** `call-<id>`: letters, digits and `-`. */
				room: string;
				/** Prompt key played while alone. */
				music: string;
				/** Waits, hearing the music, until somebody joins who does not wait: a caller, or a supervisor who listens. */
				waits?: boolean;
				record: boolean;
				/** Hears and is not heard: a supervisor who listens. */
				muted: boolean;
		  }
		| { do: 'hang_up' };
	/** Turn to put into the URL of what comes next. */
	turn: number;
}
/** Public address of a prompt's audio file. */
export type PromptUrl = (prompt: string, language: Language) => string;

/** A leg that we dial. */
export interface Dialling {
	/** E.164, `sip:name@host`, or `client:identity` for a softphone in a browser. */
	to: string;
	/** A number of ours; the account's when absent. */
	from?: string;
	/** Our id of the leg: letters, digits and `-`. Comes back as `key` with `start` and with every state. */
	callKey: string;
	/** Seconds of ringing. */
	timeout: number;
}
/** Ways to reach an agent that an account can dial. */
export type DialKind = 'phone' | 'sip' | 'client';

export interface VoiceOps {
	/** TwiML or NCCO. */
	render(step: VoiceStep, call: { callId: string; promptUrl: PromptUrl }): HttpAnswer;
	/** Gets a recording from the provider. Throws `SendError`. */
	fetchRecording(recording: Recording): Promise<Fetched>;
	/** What a caller recorded is told of only after the step that follows, and nobody but us may fetch it. */
	recordingFollows?: true;
	dials: readonly DialKind[];
	/**
	 * Rings `to`. Once answered, the leg asks for its first step with `start` and the given key; how it fares is
	 * told with `progress` and `ended`. No provider knows a repeated attempt: never call it twice for one key
	 * without `statusOf`. Throws `SendError`.
	 */
	dial(leg: Dialling): Promise<{ callId: string }>;
	/** Takes a live call out of whatever it hears, or out of its room, to this step. Throws `SendError`. */
	redirect(callId: string, step: VoiceStep, promptUrl: PromptUrl): Promise<void>;
	/** Ends a leg that rings or talks; one that is over already is no fault. Throws `SendError`. */
	hangUp(callId: string): Promise<void>;
	/** Where the provider says that the call is. Null: it knows no such call. Throws `SendError`. */
	statusOf(callId: string): Promise<CallStanding | null>;
	/** Sets a participant apart, hearing `music` (an address) and heard by nobody, or brings them back. Throws `SendError`. */
	hold(room: string, callId: string, on: boolean, music?: string): Promise<void>;
	/** Throws `SendError`. */
	mute(room: string, callId: string, on: boolean): Promise<void>;
	/**
	 * Lets a participant be heard by `whom` alone (whisper); null: by nobody any more, listening. A supervisor joins
	 * the talk by `coach(null)` and `mute(false)`. Throws `SendError`.
	 */
	coach(room: string, callId: string, whom: string | null): Promise<void>;
	/** A token for a softphone in the browser that is `client:<identity>`; absent where the account has none. */
	softphoneToken?(identity: string, seconds: number): Promise<string>;
}
/** As `status` and `rank` of an `InboundCall`. */
export interface CallStanding {
	status: string;
	rank: number;
	/** Seconds. */
	duration?: number;
}

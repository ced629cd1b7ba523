import type { RetryRule } from './webhook.ts';

/** A room as TwiML's Conference and NCCO's conversation describe it. */
export interface Confer {
	do: 'confer';
	room: string;
	starts: boolean;
	endsOnExit: boolean;
	muted: boolean;
	record: boolean;
	music?: string;
	/** Asked when the leg is put out of the room. */
	action?: string;
	/** Told of participants, where `events` names what of. */
	statusUrl?: string;
	events: string[];
	/** Told of the recording. */
	recordingUrl?: string;
	/** Ids of calls; absent: everybody. */
	canSpeak?: string[];
	canHear?: string[];
}

/** What a provider tells the exchange to do, one after the other; the same for TwiML and NCCO. */
export type Instruction =
	| { do: 'play'; url: string }
	| { do: 'say'; text: string }
	| { do: 'pause'; seconds: number }
	| {
			do: 'gather';
			digits: number;
			timeout: number;
			finishOnHash: boolean;
			action: string;
			emptyToo: boolean;
	  }
	| { do: 'record'; limit: number; finishOnHash: boolean; action?: string; callback: string }
	| Confer
	| { do: 'go'; url: string; body?: unknown }
	| { do: 'hang_up' };

export interface Outgoing {
	url: string;
	method: 'GET' | 'POST';
	headers: Record<string, string>;
	body?: string;
}
export interface Kept {
	id: string;
	url: string;
	content: Buffer;
	seconds: number;
}

/** What whoever dials by REST says of the call. */
export interface Outbound {
	/** Asked for the first step; absent: `program` is the first step. */
	start?: { url: string; method: 'GET' | 'POST' };
	program?: string;
	statusUrl?: string;
	/** Absent: every one. */
	events?: string[];
	/** Seconds of ringing. */
	timeout: number;
}
/** The call as its provider knows it. */
export interface Line {
	id: string;
	from: string;
	to: string;
	conversation: string;
	/** Absent: somebody rings the helpline. */
	outbound?: Outbound;
}

/** Faults on purpose. Times that a request is sent at once; how callbacks come; what is wrong with requests. */
export interface CallFaults {
	repeat?: number;
	/** When the word of a recording comes, measured against the step that follows it. Default: `after`. */
	recording?: 'before' | 'after' | 'never' | 'repeated';
	status?: 'in_order' | 'reversed' | 'repeated';
	unsigned?: boolean;
	wrongHost?: boolean;
	extraFields?: boolean;
	/** Times that a recording is not there yet when it is asked for. */
	notReady?: number;
}

/** How a call that was dialled or received is over. */
export type Outcome = 'completed' | 'busy' | 'unanswered' | 'rejected' | 'failed' | 'cancelled';
export type RoomHappening = 'join' | 'leave' | 'mute' | 'unmute' | 'hold' | 'unhold';
/** A room as callbacks tell of it. */
export interface RoomView {
	id: string;
	name: string;
	/** What the first who joined said; Twilio takes its addresses from there. */
	first: Confer;
	sequence: number;
	/** Of the one that it happened to. */
	seat: { confer: Confer; muted: boolean; held: boolean; coaching: string | null };
}

/** One provider's side of a call: how it asks, signs, and reads what it is told. */
export interface Face {
	number: string;
	/** How it tries again; `limit_ms` takes the place of its patience. */
	rule(url: string, limit_ms?: number): RetryRule;
	newLine(from: string, to: string, outbound?: Outbound): Line;
	newRoomId(): string;
	read(body: string): Instruction[];
	start(line: Line, faults: CallFaults): Outgoing;
	keys(
		line: Line,
		gather: Extract<Instruction, { do: 'gather' }>,
		digits: string,
		faults: CallFaults
	): Outgoing;
	/** Null: nobody is asked, the next instruction follows. */
	recorded(
		line: Line,
		record: Extract<Instruction, { do: 'record' }>,
		kept: Kept | null,
		hungUp: boolean,
		faults: CallFaults
	): Outgoing | null;
	go(line: Line, go: Extract<Instruction, { do: 'go' }>, faults: CallFaults): Outgoing;
	/** What is asked of a leg that was put out of its room. Null: the leg ends. */
	left(line: Line, confer: Confer, faults: CallFaults): Outgoing | null;
	/** Events of the call from first ring to `ended`. */
	states: string[];
	/** Events of a call that we dialled, till it is answered. */
	dialled: { before: string[]; answered: string };
	endings: Record<Outcome, string[]>;
	/** Null: who dialled did not ask for it. */
	status(line: Line, state: string, sequence: number, seconds: number, faults: CallFaults): Outgoing | null;
	room(line: Line, happening: RoomHappening, room: RoomView, faults: CallFaults): Outgoing | null;
	keep(content: Buffer, seconds: number, faults: CallFaults, of?: { call?: string; room?: string }): Kept;
	ready(line: Line, record: Extract<Instruction, { do: 'record' }>, kept: Kept, faults: CallFaults): Outgoing;
	roomReady(line: Line, room: { id: string; url: string }, kept: Kept, faults: CallFaults): Outgoing;
}

/** The exchange cannot do what it was told; real ones drop the call with such a code. */
export class Misled extends Error {}
export const mislead = (code: string): never => {
	throw new Misled(code);
};

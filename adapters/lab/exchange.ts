/** What a provider tells the exchange to do, one after the other; the same for TwiML and NCCO. */
export type Instruction =
	| { do: 'play'; url: string }
	| { do: 'gather'; digits: number; finishOnHash: boolean; action: string; emptyToo: boolean }
	| { do: 'record'; limit: number; finishOnHash: boolean; action?: string; callback: string }
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
/** The call as its provider knows it. */
export interface Line {
	id: string;
	from: string;
	to: string;
	conversation: string;
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

/** One provider's side of a call: how it asks, signs, and reads what it is told. */
export interface Face {
	number: string;
	/** The provider gives up on an answer after this. */
	limit_ms: number;
	/** Tries at an answer that fails. */
	attempts: number;
	newLine(from: string, to: string): Line;
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
	/** Events of the call from first ring to `ended`. */
	states: string[];
	status(line: Line, state: string, sequence: number, seconds: number, faults: CallFaults): Outgoing;
	keep(content: Buffer, seconds: number, faults: CallFaults): Kept;
	ready(line: Line, record: Extract<Instruction, { do: 'record' }>, kept: Kept, faults: CallFaults): Outgoing;
}

/** The exchange cannot do what it was told; real ones drop the call with such a code. */
export class Misled extends Error {}
export const mislead = (code: string): never => {
	throw new Misled(code);
};

/** How words for the provider's voice stand among what the caller heard. */
export const spokenUrl = (language: string, text: string) => `voice:${language}/${encodeURIComponent(text)}`;

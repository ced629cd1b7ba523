import type { Channel, Language } from '#contracts/words.ts';

/** One request or message as it came off the wire. Immutable. */
export interface Delivery {
	/** Id of the configured account that received it, e.g. `sms-twilio`. */
	account: string;
	method: 'GET' | 'POST';
	/** Configured public origin + path + query; never a fragment, never the Host header. */
	url: string;
	/** Lower-case names; repeated headers joined by `, `. */
	headers: Record<string, string>;
	body: Buffer;
	/** ISO 8601. */
	receivedAt: string;
}

/**
 * What a delivery is, decided by `verify` without a database.
 * `message` gets a number at once; `part` waits for its siblings; `status` tells of a notice;
 * `call` is a step of a telephone call and is answered synchronously; `recording` tells that a recording is ready.
 */
export type DeliveryKind = 'message' | 'part' | 'status' | 'call' | 'recording';

export type Verdict =
	| {
			ok: true;
			kind: DeliveryKind;
			/** Unique within the account: the replay key. */ externalId: string;
			flags?: string[];
	  }
	| {
			ok: false;
			status: 400 | 401 | 403;
			/** Short code: `signature`, `payload_hash`, `unreadable` … */ reason: string;
	  };

export interface Party {
	/** E.164 with `+`, a lower-case mail address, or the raw text where neither can be made of it. Null: withheld. */
	address: string | null;
	name?: string;
	/** As the provider wrote it. */
	raw?: string;
}

/** Something that came with a message: either fetched later from `url`, or already here as `content`. */
export interface Media {
	name?: string;
	mediaType?: string;
	/** To be fetched by the `media` job through the adapter's `fetchMedia`. */
	url?: string;
	content?: Buffer;
	/** sha256 (hex) of a blob that is already stored. */
	blob?: string;
	size?: number;
	/** Content-ID of an inline image, without brackets. */
	contentId?: string;
}

/** Why no answer may be sent: mail that a machine sent. Classified, kept, never acknowledged. */
export type Automatic = 'auto_reply' | 'bounce' | 'bulk' | 'own' | 'report';

/** What a citizen says of place and matter where the channel asks for it (web form, Open311, telephone). */
export interface Matter {
	category?: string;
	department?: string;
	district?: string;
	tehsil?: string;
	address?: string;
	latitude?: number;
	longitude?: number;
	/** Number of a submission of ours that it is about. */
	about?: string;
	/** Contact details given in words, apart from the channel's own sender. */
	phone?: string;
	email?: string;
}

export interface InboundMessage {
	kind: 'message';
	externalId: string;
	from: Party;
	to?: Party;
	subject?: string;
	text: string;
	/** Original HTML, never shown unsanitised. */
	html?: string;
	/** ISO 8601, when the provider says it. */
	sentAt?: string;
	/** Only when the sender chose it; otherwise the gateway detects it. */
	language?: Language;
	media: Media[];
	/** RFC 5322 ids without brackets. */
	thread?: { messageId?: string; inReplyTo: string[]; references: string[] };
	automatic?: Automatic;
	matter?: Matter;
	/** e.g. `oversized`, `partial`, `charset_guessed`, `nul_bytes`. */
	flags: string[];
}

/** One part of a concatenated SMS. Missing `ref`: the carrier gave no concatenation fields. */
export interface InboundPart {
	kind: 'part';
	externalId: string;
	from: Party;
	to: Party;
	text: string;
	ref?: string;
	total: number;
	/** 1-based. */
	part: number;
	sentAt?: string;
}

export type NoticeStatus = 'accepted' | 'queued' | 'sent' | 'delivered' | 'read' | 'failed';

/** Delivery status of something we sent. Forward only: a lower `rank` never replaces a higher one; `failed` is final. */
export interface InboundStatus {
	kind: 'status';
	/** Id that the provider gave when we sent. */
	providerId: string;
	status: NoticeStatus;
	rank: number;
	error?: string;
	/** With `failed`, where it is the address. */
	recipient?: RecipientFault;
}

/** One event of a telephone call. */
export interface InboundCall {
	kind: 'call';
	/** The provider's id of the call. */
	callId: string;
	from: Party;
	to: Party;
	/**
	 * `start` asks for the first step; `input` answers a gather; `recorded` ends a record; `left` asks what
	 * comes after a room that the call is no longer in; `room` tells of a participant; `ended` is terminal.
	 */
	event: 'start' | 'input' | 'recorded' | 'left' | 'room' | 'progress' | 'ended';
	/** `out`: a leg that we dialled. Absent: the provider did not say. */
	direction?: 'in' | 'out';
	/** What `dial` was given as `callKey`; with `start` and every state of the leg. */
	key?: string;
	/** With `room`; such events come in any order, `sequence` is theirs within one room where there is one. */
	room?: RoomEvent;
	/** Where a PBX of the state's own rings: audio and queue stay there. */
	desk?: { extension?: string; queue?: string; language?: Language };
	/** Turn that we put into the step's URL; the guard against replayed input. */
	turn?: number;
	digits?: string;
	/** Caller hung up during this step. */
	hungUp?: boolean;
	status?: string;
	rank?: number;
	recording?: Recording;
	/** Seconds. */
	duration?: number;
}

/** What happened to the call in a room. */
export interface RoomEvent {
	/** Absent where the provider knows it by an id of its own alone. */
	name?: string;
	what: 'joined' | 'left' | 'held' | 'resumed' | 'muted' | 'unmuted';
	sequence?: number;
}

/** A recording that is ready to be fetched. */
export interface Recording {
	externalId: string;
	url: string;
	/** Seconds. */
	duration?: number;
}
export interface InboundRecording {
	kind: 'recording';
	/** Empty for the recording of a room. */
	callId: string;
	/** The room that was recorded. */
	room?: string;
	recording: Recording;
}

export type Inbound = InboundMessage | InboundPart | InboundStatus | InboundCall | InboundRecording;

export interface HttpAnswer {
	status: number;
	type?: string;
	body?: string;
}

/** A delivery that cannot be read. `reason` is a short code; the gateway parks the delivery with it. */
export class Unreadable extends Error {
	readonly reason: string;
	constructor(reason: string, detail?: string) {
		super(detail ?? reason);
		this.reason = reason;
	}
}

/** Something to be sent to a citizen. Sending the same `key` twice must not reach the citizen twice where the provider allows it. */
export interface Outgoing {
	/** Idempotency key: the notice's id. */
	key: string;
	to: string;
	/** Address of ours that the citizen wrote to; the adapter's default when absent. */
	from?: string;
	text: string;
	/** Name of the approved text that it was made of: `received`, `merged` … */
	template?: string;
	/** The text's own ids in the register of texts (India's DLT); the account's where they are absent. */
	dlt?: DltIds;
	subject?: string;
	language: Language;
	/** Message-ID (without brackets) that a mail answers, and the ids before it. */
	inReplyTo?: string;
	references?: string[];
}
export interface DltIds {
	entity?: string;
	/** The sender that the text is registered for. */
	header?: string;
	template?: string;
}
/** What is wrong with an address itself: there is none (any more), or its owner wants nothing from us. */
export type RecipientFault = 'dead' | 'opted_out';

export interface Sent {
	providerId: string;
	status: NoticeStatus;
}

/** Why sending failed. `retryable` false: the same attempt can never succeed. */
export class SendError extends Error {
	readonly retryable: boolean;
	readonly code: string;
	/** Milliseconds to wait before anything is handed to the account, when the provider asks for it. */
	readonly retryAfter_ms?: number;
	/** It is the address: no other account will fare better. */
	readonly recipient?: RecipientFault;
	constructor(
		code: string,
		retryable: boolean,
		message?: string,
		more: { retryAfter_ms?: number | undefined; recipient?: RecipientFault | undefined } = {}
	) {
		super(message ?? code);
		this.code = code;
		this.retryable = retryable;
		if (more.retryAfter_ms !== undefined) this.retryAfter_ms = more.retryAfter_ms;
		if (more.recipient !== undefined) this.recipient = more.recipient;
	}
	/**
	 * Whether the provider surely did not take it. A connection that was lost half-way (`network`) leaves that open:
	 * another account might tell the citizen twice.
	 */
	get taken(): 'no' | 'unknown' {
		return ['network', 'no_id', 'fault'].includes(this.code) ? 'unknown' : 'no';
	}
}

export interface Fetched {
	content: Buffer;
	mediaType: string;
}

/** One provider of one channel, for one configured account. Pure but for `send`, `fetchMedia` and `open`. */
export interface ChannelAdapter {
	account: string;
	channel: Channel;
	provider: string;
	/** Signature and replay key. Never throws; no database, no network, no clock but the delivery's. */
	verify?(delivery: Delivery): Verdict;
	/** The verdict without the signature, flagged `unverified`: for shadow mode only. */
	assume?(delivery: Delivery): Verdict;
	/** Throws `Unreadable`. */
	parse(delivery: Delivery): Inbound[] | Promise<Inbound[]>;
	/** Answer after commit (also for a repeated delivery). */
	acknowledge?(delivery: Delivery): HttpAnswer;
	/** Ids of texts in the operators' register, by the name of the text, where the account is configured with some. */
	registered?: Record<string, string>;
	/** Messages that the provider takes in a second; absent: as many as there are. */
	perSecond?: number;
	/** Throws `SendError`. */
	send?(outgoing: Outgoing): Promise<Sent>;
	/**
	 * Whether the provider already took this, asked before an attempt whose predecessor's outcome is unknown
	 * (a crash between sending and noting it). Null: it did not, or cannot tell.
	 */
	find?(outgoing: Outgoing, since: string): Promise<Sent | null>;
	/** Only from allow-listed hosts, size and type capped. Throws `SendError` (retryable or not). */
	fetchMedia?(url: string): Promise<Fetched>;
	voice?: VoiceOps;
	/** A connection that we keep (SMPP, IMAP): opened by the one gateway that holds the account's lease. */
	open?(sink: Sink): Connection;
	/** Frees sockets and pools at shutdown. */
	close?(): Promise<void>;
}

/** Where a kept connection delivers. `receive` resolves after commit; only then may the far side be told. */
export interface Sink {
	receive(items: Arriving[]): Promise<void>;
	/** Reads and stores where the account stands (IMAP: per folder UIDVALIDITY and highest UID). */
	cursor: { read(): Promise<unknown>; write(cursor: unknown): Promise<void> };
	/** Which of these external ids are already in the ledger. */
	known(externalIds: string[]): Promise<Set<string>>;
	health(state: { ok: true } | { ok: false; error: string }): void;
}
export interface Arriving {
	kind: DeliveryKind;
	externalId: string;
	/** Body of the delivery; for mail the raw message, which is stored by content hash. */
	body: Buffer;
	headers: Record<string, string>;
	flags?: string[];
}
export interface Connection {
	/** Resolves when nothing more will be delivered. */
	stop(): Promise<void>;
}

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

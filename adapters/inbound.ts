import type { Language } from '#contracts/words.ts';
import type { NoticeStatus, RecipientFault } from './outgoing.ts';

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
	/** A mail of ours that came back. */
	bounce?: Bounce;
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

/** What a mail server says of a mail that it could not deliver. */
export interface Bounce {
	/** Of our mail, without brackets. */
	messageId: string;
	/** Lower case. */
	recipient: string;
	/** RFC 3463, such as `5.1.1`. */
	status: string;
	/** The status with the server's own words. */
	error: string;
	/** There is no such mailbox, or not any more. */
	dead: boolean;
}

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

import type { Language } from '#contracts/words.ts';

export type NoticeStatus = 'accepted' | 'queued' | 'sent' | 'delivered' | 'read' | 'failed';

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

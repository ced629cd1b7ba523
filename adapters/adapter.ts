import type { Channel } from '#contracts/words.ts';
import type { Delivery, DeliveryKind, HttpAnswer, Inbound, Verdict } from './inbound.ts';
import type { Fetched, Outgoing, Sent } from './outgoing.ts';
import type { VoiceOps } from './voice.ts';

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

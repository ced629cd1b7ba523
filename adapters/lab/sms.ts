import type { MsdgConfig } from '../sms/msdg.ts';
import type { SmppConfig } from '../sms/smpp.ts';
import type { TwilioSmsConfig } from '../sms/twilio-sms.ts';
import type { VonageMessagesConfig } from '../sms/vonage-messages.ts';
import type { VonageSmsConfig } from '../sms/vonage-sms.ts';

export type SmsAccount = TwilioSmsConfig | VonageSmsConfig | VonageMessagesConfig | SmppConfig | MsdgConfig;
export type SmsVia = 'twilio' | 'vonage-sms' | 'vonage-messages' | 'smpp' | 'msdg';

/** What the carrier gets wrong on purpose. */
export interface SmsFaults {
	/** Every request this many times, all at once. */
	repeat?: number;
	/** Requests in the opposite order. */
	reorder?: boolean;
	shuffleParts?: boolean;
	delay_ms?: number;
	/** Nothing is sent at all. */
	drop?: boolean;
	signature?: 'wrong' | 'missing';
	/** Signed for another host; only Twilio's signature covers the host. */
	wrongHost?: boolean;
	/** Fields that nobody documented, signed like the others. */
	extraFields?: boolean;
	/** Parts (1-based) that never come. */
	missingParts?: number[];
	/** Concatenation reference, to use one again. */
	ref?: number;
	/** Parts without the fields that say where they belong. */
	bareParts?: boolean;
}

/** An SMS that a citizen sends; `to` is the account's number when absent, `id` a new one. */
export interface Sms {
	via: SmsVia;
	from: string;
	to?: string;
	text: string;
	media?: { content: Buffer; mediaType: string; name?: string }[];
	id?: string;
	faults?: SmsFaults;
}

/** Answer to one attempt; `connect` and `timeout` when there was none. */
export interface Attempt {
	part: number;
	status: number | 'connect' | 'timeout';
}
export interface Emission {
	/** Ids of the webhooks as the gateway should know them, one per part. */
	ids: string[];
	attempts: Attempt[];
	/** Whether every part was taken in the end. */
	accepted: boolean;
}

export interface LabEvent {
	type: 'sms:sent' | 'sms:received' | 'sms:status' | 'webhook:answered';
	number: string;
	via: SmsVia;
	detail: string;
}

/** The order in which the parts go out, without those that go missing. */
export function outOfOrder<Part>(parts: Part[], faults: SmsFaults): Part[] {
	const left = parts.filter((_, at) => !faults.missingParts?.includes(at + 1));
	if (faults.reorder) return left.reverse();
	// Turned by one: in no part's own place, and the same in every run.
	if (faults.shuffleParts) return [...left.slice(1), ...left.slice(0, 1)];
	return left;
}

import { Unreadable, type Delivery, type InboundMessage, type Matter } from '#adapters/inbound.ts';
import { languages, type Language } from '#contracts/words.ts';

/**
 * What a caller leaves behind. The gateway writes it as a delivery of its own when the recording starts, so
 * that a number exists from then on, whatever becomes of the call.
 */
export interface LeftMessage {
	callId: string;
	from: string | null;
	to: string | null;
	language: Language;
	department?: string;
	district?: string;
	/** Number of the grievance that the caller speaks of. */
	about?: string;
	/** A grievance, when absent. */
	purpose?: 'grievance' | 'not_satisfied' | 'voicemail';
}

/** No provider can write this address: what it sends begins with the public origin. */
const scheme = 'call:';
/** External id and address of the delivery that a call leaves behind. */
export const leftMessageId = (callId: string) => `${scheme}${callId}`;
/** Whether the delivery was written by our own call script. */
export const isLeftMessage = (delivery: Delivery) => delivery.url.startsWith(scheme);

/** Reads a delivery that a call left behind. */
export const leftMessage = (delivery: Delivery): InboundMessage => {
	const left = JSON.parse(delivery.body.toString('utf8')) as LeftMessage;
	if (typeof left.callId !== 'string' || !languages.includes(left.language))
		throw new Unreadable('left_message');
	const matter: Matter = {
		...(left.department ? { department: left.department } : {}),
		...(left.district ? { district: left.district } : {}),
		...(left.about ? { about: left.about } : {})
	};
	return {
		kind: 'message',
		externalId: leftMessageId(left.callId),
		from: { address: left.from },
		...(left.to === null ? {} : { to: { address: left.to } }),
		text: '',
		language: left.language,
		media: [],
		matter,
		flags: ['spoken', ...(left.purpose && left.purpose !== 'grievance' ? [left.purpose] : [])]
	};
};

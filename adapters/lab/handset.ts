import type { SmsVia } from './sms.ts';

/** One SMS as the citizen's telephone shows it. */
export interface HandsetMessage {
	id: string;
	direction: 'sent' | 'received';
	/** The other side: our number. */
	peer: string;
	text: string;
	/** ISO 8601. */
	at: string;
	status: string;
	via: SmsVia;
}
export interface Handset {
	number: string;
	messages: HandsetMessage[];
}

const messages_limit = 500;

/** The telephones of the lab, by number in E.164; each keeps its latest messages. */
export function handsets() {
	const all = new Map<string, Handset>();
	const handset = (number: string): Handset => {
		const key = /^\d{8,15}$/.test(number) ? `+${number}` : number;
		const found = all.get(key) ?? { number: key, messages: [] };
		all.set(key, found);
		return found;
	};
	return {
		handset,
		numbers: () => [...all.keys()],
		add: (number: string, message: Omit<HandsetMessage, 'at'>): HandsetMessage => {
			const { messages } = handset(number);
			const kept = { ...message, at: new Date().toISOString() };
			messages.push(kept);
			messages.splice(0, messages.length - messages_limit);
			return kept;
		}
	};
}
export type Handsets = ReturnType<typeof handsets>;

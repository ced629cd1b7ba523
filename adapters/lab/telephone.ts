import type { TwilioVoiceConfig } from '../ivr/twilio-voice.ts';
import type { VonageVoiceConfig } from '../ivr/vonage-voice.ts';
import type { CallFaults, Face } from './exchange.ts';
import { liveCall, type LiveCall } from './live-call.ts';
import type { LabServer } from './server.ts';
import { twilioVoiceFace } from './twilio-voice.ts';
import { vonageVoiceFace } from './vonage-voice.ts';

export type { LiveCall } from './live-call.ts';

/** What a caller does, in words: `press 2`, `record 3` (seconds), `wait`, `hang up`. */
export type Action = `press ${string}` | `record ${number}` | 'wait' | 'hang up';

export interface TelephoneOptions {
	server: LabServer;
	accounts: (TwilioVoiceConfig | VonageVoiceConfig)[];
	/** Where the gateway really is; the accounts say what its addresses look like. */
	gatewayUrl: string;
	/** Patience with an answer, in place of the providers' own 15 s and 5 s. */
	limit_ms?: number;
	/** Told of every change of a call. */
	changed?(call: LiveCall): void;
}
export interface Order {
	/** An account's id, or its provider: `twilio`, `vonage`. */
	via: string;
	from: string;
	/** The account's own number when absent. */
	to?: string;
	faults?: CallFaults;
}
export interface Telephone {
	placeCall(order: Order): LiveCall;
	/** Plays a caller to the end of the list; resolves when all of it is done. */
	scriptedCall(order: Order, actions: Action[]): Promise<LiveCall>;
	/** A call that was placed, by its id. */
	find(id: string): LiveCall | undefined;
	/** Hangs up every call that is going on. */
	close(): Promise<void>;
}

/** Calls that are kept to be looked at. */
const kept_calls = 100;

const act = (call: LiveCall, action: Action) => {
	if (action === 'hang up') return call.hangUp();
	if (action === 'wait') return call.press('');
	const [verb, value = ''] = action.split(' ');
	return verb === 'press' ? call.press(value) : call.record(Number(value));
};

/** A telephone exchange on this machine: the far side of both voice providers. */
export function telephone(options: TelephoneOptions): Telephone {
	const { server, accounts, gatewayUrl, changed, limit_ms } = options;
	const faceFor = (account: TwilioVoiceConfig | VonageVoiceConfig): Face => {
		const face =
			account.provider === 'twilio-voice'
				? twilioVoiceFace(server, account)
				: vonageVoiceFace(server, account);
		return limit_ms === undefined ? face : { ...face, limit_ms };
	};
	const faces = accounts.map((account) => ({ account, face: faceFor(account) }));
	const calls = new Map<string, LiveCall>();
	const faceOf = (via: string): { account: TwilioVoiceConfig | VonageVoiceConfig; face: Face } => {
		const found = faces.find(({ account }) => account.id === via || account.provider === `${via}-voice`);
		if (!found) throw new Error(`no voice account ${via}`);
		return found;
	};
	const placeCall = ({ via, from, to, faults = {} }: Order) => {
		const { account, face } = faceOf(via);
		const { id, number, publicOrigin } = account;
		const call = liveCall({ via: id, from, to: to ?? number, faults, face, publicOrigin, gatewayUrl }, (of) =>
			changed?.(of)
		);
		calls.set(call.id, call);
		const [oldest] = calls.keys();
		if (calls.size > kept_calls && oldest !== undefined) calls.delete(oldest);
		return call;
	};
	return {
		placeCall,
		find: (id) => calls.get(id),
		async scriptedCall(order, actions) {
			const call = placeCall(order);
			await call.settled();
			for (const action of actions) await act(call, action);
			return call;
		},
		async close() {
			await Promise.all(
				[...calls.values()].filter(({ state }) => state !== 'ended').map((call) => call.hangUp())
			);
		}
	};
}

import type { TwilioVoiceConfig } from '../ivr/twilio-voice.ts';
import type { VonageVoiceConfig } from '../ivr/vonage-voice.ts';
import { act, putOut } from './call-hand.ts';
import { dice } from './dice.ts';
import type { CallFaults, Face, Outbound } from './exchange.ts';
import { liveCall, type Line, type LiveCall } from './live-call.ts';
import { phones, type Action, type Phones } from './phones.ts';
import { hears, rooms, type Rooms } from './rooms.ts';
import type { LabServer } from './server.ts';
import { identityOf } from './softphone.ts';
import { say, type Ear } from './talk.ts';
import { twilioRest } from './twilio-rest.ts';
import { twilioVoiceFace } from './twilio-voice.ts';
import { vonageRest } from './vonage-rest.ts';
import { vonageVoiceFace } from './vonage-voice.ts';
import { world, type World } from './world.ts';

export type { LiveCall } from './live-call.ts';
export type { Action, PhoneHabit } from './phones.ts';

type VoiceAccount = TwilioVoiceConfig | VonageVoiceConfig;

export interface TelephoneOptions {
	server: LabServer;
	accounts: VoiceAccount[];
	/** Where the gateway really is; the accounts say what its addresses look like. */
	gatewayUrl: string;
	/** Patience with an answer, in place of the providers' own 15 s and 5 s. */
	limit_ms?: number;
	/** How long a second of ringing or of lateness lasts; 1000 when absent. */
	second_ms?: number;
	/** The same seed makes the same things go wrong. */
	seed?: number;
}
export interface Order {
	/** An account's id, or its provider: `twilio`, `vonage`. */
	via: string;
	from: string;
	/** The account's own number when absent. */
	to?: string;
	faults?: CallFaults;
	/** Gathers give up by themselves, as on a real line; else they wait for a hand. */
	clock?: 'running';
}
export interface Telephone {
	placeCall(order: Order): LiveCall;
	/** Plays a caller to the end of the list; resolves when all of it is done. */
	scriptedCall(order: Order, actions: Action[]): Promise<LiveCall>;
	/** A call that was placed or dialled, by its id. */
	find(id: string): LiveCall | undefined;
	/** Calls that ring or go on at a number, the newest first; every number's when absent. */
	calls(number?: string): LiveCall[];
	phones: Phones;
	/** Whether the first call hears the second. */
	hears(ear: string, mouth: string): boolean;
	/** Says something in the room that the call is in: 16-bit samples of 8 kHz, at the pace of speech. */
	say(call: string, said: Buffer): void;
	/** Gives what the call hears from now on, until the returned function is called. */
	listen(call: string, ear: Ear): () => void;
	/** Whose softphone it is that shows this token of an account; null: nobody's. */
	identify(account: string, token: string): string | null;
	/** Tells of every change of a call, until the returned function is called. */
	watch(told: (call: LiveCall) => void): () => void;
	/** What goes wrong on purpose for an account, by its id. */
	faults: Pick<World, 'faults' | 'setFaults'>;
	/** Hangs up every call that is going on. */
	close(): Promise<void>;
}

/** What a provider's REST interface may do with the exchange. */
export interface Desk {
	account: VoiceAccount;
	face: Face;
	world: World;
	rooms: Rooms;
	dial(to: string, from: string, outbound: Outbound): Line;
	/** A call of this account. */
	line(id: string): Line | undefined;
}

/** Calls that are kept to be looked at. */
const kept_calls = 2000;
const default_seed = 1947;

/** Calls by id; of the oldest that are over only so many are kept. */
const callBook = () => {
	const all = new Map<string, { call: LiveCall; line: Line }>();
	return {
		all,
		put: (one: { call: LiveCall; line: Line }) => {
			all.set(one.call.id, one);
			if (all.size <= kept_calls) return;
			for (const [id, { call }] of all) {
				if (call.state !== 'ended') continue;
				all.delete(id);
				break;
			}
		}
	};
};

const faceFor = (server: LabServer, account: VoiceAccount): Face =>
	account.provider === 'twilio-voice' ? twilioVoiceFace(server, account) : vonageVoiceFace(server, account);

/** A telephone exchange on this machine: the far side of both voice providers. */
export function telephone(options: TelephoneOptions): Telephone {
	const { server, accounts, gatewayUrl, limit_ms, second_ms = 1000, seed = default_seed } = options;
	const clock = world({ second_ms, chance: dice(seed) });
	const conferences = rooms({ putOut });
	const street = phones();
	const book = callBook();
	const watchers = new Set<(call: LiveCall) => void>();
	const faces = accounts.map((account) => ({ account, face: faceFor(server, account) }));
	const faceOf = (via: string) => {
		const found = faces.find(({ account }) => account.id === via || account.provider === `${via}-voice`);
		if (!found) throw new Error(`no voice account ${via}`);
		return found;
	};
	const start = (order: Order & { to: string }, outbound?: Outbound) => {
		const { account, face } = faceOf(order.via);
		const one = liveCall(
			{
				...order,
				via: account.id,
				account: account.id,
				faults: order.faults ?? {},
				face,
				publicOrigin: account.publicOrigin,
				gatewayUrl,
				world: clock,
				rooms: conferences,
				...(limit_ms === undefined ? {} : { limit_ms }),
				...(outbound ? { outbound } : {})
			},
			(call) => {
				for (const tell of watchers) tell(call);
			},
			outbound ? street.habit(order.to) : undefined
		);
		book.put(one);
		return one;
	};
	for (const { account, face } of faces) {
		const desk: Desk = {
			account,
			face,
			world: clock,
			rooms: conferences,
			dial: (to, from, outbound) => start({ via: account.id, from, to }, outbound).line,
			line: (id) => {
				const found = book.all.get(id);
				return found?.call.via === account.id ? found.line : undefined;
			}
		};
		if (account.provider === 'twilio-voice') twilioRest(server, desk, account);
		else vonageRest(server, desk, account);
	}
	const placeCall = (order: Order) =>
		start({ ...order, to: order.to ?? faceOf(order.via).account.number }).call;
	return {
		placeCall,
		find: (id) => book.all.get(id)?.call,
		calls: (number) =>
			[...book.all.values()]
				.map(({ call }) => call)
				.filter(
					({ state, from, to, direction }) =>
						state !== 'ended' && (number === undefined || (direction === 'out' ? to : from) === number)
				)
				.toReversed(),
		phones: street,
		hears: (ear, mouth) => {
			const [a, b] = [book.all.get(ear), book.all.get(mouth)];
			return a !== undefined && b !== undefined && hears(a.line.going, b.line.going);
		},
		say: (id, said) => {
			const found = book.all.get(id);
			if (found) say(found.line.going, said);
		},
		listen: (id, ear) => {
			const ears = book.all.get(id)?.line.going.ears;
			ears?.add(ear);
			return () => void ears?.delete(ear);
		},
		identify: (id, token) => {
			const account = accounts.find((one) => one.id === id);
			return account?.provider === 'twilio-voice' ? identityOf(account, token) : null;
		},
		watch: (told) => {
			watchers.add(told);
			return () => void watchers.delete(told);
		},
		faults: clock,
		async scriptedCall(order, actions) {
			const call = placeCall(order);
			await call.settled();
			const going = book.all.get(call.id)?.line.going;
			for (const action of actions) await going?.queue(() => act(going, action));
			return call;
		},
		async close() {
			clock.close();
			await Promise.all(
				[...book.all.values()].filter(({ call }) => call.state !== 'ended').map(({ call }) => call.hangUp())
			);
		}
	};
}

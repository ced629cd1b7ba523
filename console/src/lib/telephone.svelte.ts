import { callBack } from '#contracts/callback.ts';
import type { Body, Reply } from '#contracts/endpoint.ts';
import {
	acceptOffer,
	declineOffer,
	readTelephone,
	readTelephoneLists,
	setTelephone,
	wrapUp,
	type AgentEndpoint,
	type AgentState,
	type DeskCall,
	type Offer
} from '#contracts/telephone.ts';
import { leaveCall, superviseCall, type Part } from '#contracts/supervise.ts';
import { call } from './call.ts';
import { chime } from './chime.ts';
import { clock } from './clock.svelte.ts';
import { live } from './live.svelte.ts';
import { m } from './paraglide/messages.js';
import { asRefusal, type Refusal } from './refusal.ts';
import { session } from './session.svelte.ts';
import { toast } from './toast.svelte.ts';
import { tryTo } from './verbs.ts';

type Shown = Reply<typeof readTelephone>;
type Lists = Reply<typeof readTelephoneLists>;

/** How many wait is news of everybody's calls: not asked for more often than this. */
const waiting_ms = 3000;
const refresh_ms = 30_000;

let shown = $state.raw<Shown | null>(null);
let lists = $state.raw<Lists>({ pauses: [], dispositions: [], endpoints: ['none'] });
let refusal = $state.raw<Refusal | null>(null);
let busy = $state(false);
/** How much the server's clock goes before this machine's. */
let ahead_ms = 0;
/** The newest question wins, whichever answer comes first. */
let asked = 0;
let soon: ReturnType<typeof setTimeout> | undefined;

function take(reply: Shown) {
	const before = shown?.offer?.id;
	shown = reply;
	ahead_ms = Date.parse(reply.now) - Date.now();
	if (reply.offer && reply.offer.id !== before && session.preferences.sound) chime();
}

async function load() {
	const mine = ++asked;
	try {
		const reply = await call(readTelephone, {});
		if (mine !== asked) return;
		take(reply);
		refusal = null;
	} catch (thrown) {
		if (mine === asked) refusal = asRefusal(thrown);
	}
}

/** What was asked of the telephone last; the next thing follows it. */
let line: Promise<unknown> = Promise.resolve();

/** Does something at the telephone, one thing after another, and shows what became of it: no key is lost. */
function act<T>(work: () => Promise<T>): Promise<T | null> {
	const done = line.then(async () => {
		busy = true;
		const result = await tryTo(work);
		await load();
		busy = false;
		return result;
	});
	line = done;
	return done;
}

const now = () => clock.now + ahead_ms;

/** One's own telephone, as the gateway has it. */
export const telephone = {
	get me(): AgentState | null {
		return shown?.me ?? null;
	},
	get offer(): Offer | null {
		return shown?.offer ?? null;
	},
	/** Of the offer, or the one in hand. */
	get call(): DeskCall | null {
		return shown?.call ?? null;
	},
	/** True while one is at it, in a call, or in a colleague's. */
	get used() {
		return (
			shown !== null && (shown.me.state !== 'offline' || shown.call !== null || shown.supervising !== null)
		);
	},
	get waiting() {
		return shown?.waiting ?? 0;
	},
	get lists() {
		return lists;
	},
	get refusal() {
		return refusal;
	},
	get busy() {
		return busy;
	},
	get now() {
		return now();
	},
	/** Whole seconds since then. */
	since: (instant: string) => Math.max(0, Math.floor((now() - Date.parse(instant)) / 1000)),
	/** Whole seconds until then. */
	until: (instant: string) => Math.max(0, Math.ceil((Date.parse(instant) - now()) / 1000)),
	load,
	act,
	set: (wish: Body<typeof setTelephone>) => act(() => call(setTelephone, { body: wish })),
	/** Sets where one's voice is reached, and leaves what one does as it is. Throws a refusal. */
	async reachAt(endpoint: AgentEndpoint, address: string) {
		const { state, reason } = shown?.me ?? { state: 'offline', reason: null };
		const stays = state === 'available' || state === 'paused' || state === 'offline' ? state : 'available';
		await call(setTelephone, {
			body: {
				state: stays,
				endpoint,
				...(reason === null ? {} : { reason }),
				...(endpoint === 'phone' || endpoint === 'sip' ? { address } : {})
			}
		});
		await load();
	},
	async accept(): Promise<boolean> {
		const id = shown?.offer?.id;
		return id !== undefined && (await act(() => call(acceptOffer, { params: { id } }))) !== null;
	},
	decline() {
		const id = shown?.offer?.id;
		return id === undefined ? null : act(() => call(declineOffer, { params: { id } }));
	},
	/** Notes what the call turned out to be. */
	async wrap(disposition: string): Promise<boolean> {
		const id = shown?.call?.id;
		if (id === undefined) return false;
		const done = await act(() => call(wrapUp, { params: { id }, body: { disposition } }));
		if (done?.callback) toast.say(m.call_back_noted());
		return done !== null;
	},
	/** Rings one's own telephone and then the one who waits for a call. */
	async callBack(callback: string): Promise<boolean> {
		return (await act(() => call(callBack, { params: { id: callback } }))) !== null;
	},
	/** The colleague's call in which one is. */
	get supervising() {
		return shown?.supervising ?? null;
	},
	async supervise(id: string, part: Part, reason: string): Promise<boolean> {
		return (await act(() => call(superviseCall, { params: { id }, body: { part, reason } }))) !== null;
	},
	leave() {
		const id = shown?.supervising?.call;
		return id === undefined ? null : act(() => call(leaveCall, { params: { id } }));
	},
	/** Follows the telephone until the returned function is called. */
	hear() {
		const again = () => void load();
		const later = () => {
			soon ??= setTimeout(() => {
				soon = undefined;
				again();
			}, waiting_ms);
		};
		void call(readTelephoneLists, {}).then(
			(reply) => (lists = reply),
			() => undefined
		);
		again();
		const events = ['call:offered', 'call:changed', 'telephone:changed', 'connect'] as const;
		const connection = live.connection();
		void connection.then((socket) => {
			for (const event of events) socket.on(event, again);
			socket.on('calls', later);
		});
		const leave = live.subscribe('call', 0, later, later);
		const timer = setInterval(again, refresh_ms);
		return () => {
			leave();
			clearInterval(timer);
			clearTimeout(soon);
			soon = undefined;
			void connection.then((socket) => {
				for (const event of events) socket.off(event, again);
				socket.off('calls', later);
			});
		};
	}
};

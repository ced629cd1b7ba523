import { Type, type Static } from 'typebox';
import { MaybeContact } from './contact.ts';
import { Citizen } from './submission.ts';
import { CaseSuggestion } from './suggest.ts';
import { Part } from './supervise.ts';
import { Instant, Language, Names, Nullable, Number10, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const literals = <const T extends string>(...words: T[]) =>
	Type.Unsafe<T>(Type.Union(words.map((word) => Type.Literal(word))));
const byId = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,18}$' }) });

/** How far a call came. Only ever forward; whether it waits just now is the queue's to say. */
export const CallStage = literals('new', 'ivr', 'queued', 'offered', 'ringing_agent', 'connected', 'ended');
export type CallStage = Static<typeof CallStage>;

/** How a call ended; each kind apart from every other. */
export const CallEnding = literals(
	'completed',
	'abandoned_ivr',
	'abandoned_queue',
	'abandoned_ringing',
	'voicemail',
	'callback_requested',
	'failed',
	'rejected',
	'ivr_completed'
);
export type CallEnding = Static<typeof CallEnding>;

/** What a person does at the telephone; several tabs are one person. */
export const AgentTelephone = literals(
	'offline',
	'available',
	'reserved',
	'ringing',
	'on_call',
	'hold',
	'wrap_up',
	'paused',
	'not_responding'
);
export type AgentTelephone = Static<typeof AgentTelephone>;

/** How an agent's voice is reached. `none`: by a telephone that is not ours, the screen only follows. */
export const AgentEndpoint = literals('none', 'client', 'phone', 'sip');
export type AgentEndpoint = Static<typeof AgentEndpoint>;

/** A person at the telephone. */
export const AgentState = Type.Object({
	state: AgentTelephone,
	since: Instant,
	/** Code of a pause. */
	reason: Nullable(Type.String()),
	endpoint: AgentEndpoint,
	address: Nullable(Type.String()),
	/** No screen of theirs is connected: no call is offered to them. */
	away: Type.Boolean()
});
export type AgentState = Static<typeof AgentState>;

/**
 * Who calls, as far as a number tells. `known`: one citizen has it; `several`: they share it; `maybe`: only the last
 * digits are somebody's; `new`: nobody's; `hidden`: withheld.
 */
export const Caller = Type.Object({
	match: literals('known', 'maybe', 'several', 'new', 'hidden'),
	phone: MaybeContact,
	citizens: Type.Array(Citizen)
});
export type Caller = Static<typeof Caller>;

/**
 * What can be done with a call while it goes on; what its carrier does not offer is not among them. `consult` asks a
 * colleague while the caller hears music; then `complete` gives them the call, `join` lets all three talk, `cancel`
 * goes back to the caller. `leave` is the colleague's.
 */
export const CallVerb = literals(
	'hold',
	'mute',
	'transfer',
	'consult',
	'complete',
	'join',
	'cancel',
	'leave',
	'end'
);
export type CallVerb = Static<typeof CallVerb>;

/** A colleague is asked: rung, then talked to without the caller, then with them. */
export const ConsultState = literals('ringing', 'talking', 'joined');
export type ConsultState = Static<typeof ConsultState>;

/** A call on its agent's screen. */
export const DeskCall = Type.Object({
	id: Type.String(),
	direction: literals('in', 'out'),
	stage: CallStage,
	ending: Nullable(CallEnding),
	language: Language,
	department: Nullable(Type.String()),
	/** Of a submission that the caller left in the script. */
	number: Nullable(Number10),
	startedAt: Instant,
	queuedAt: Nullable(Instant),
	connectedAt: Nullable(Instant),
	endedAt: Nullable(Instant),
	held: Type.Boolean(),
	/** From a number that is kept out, and said to be an emergency. */
	emergency: Type.Boolean(),
	/** The agent is not heard. */
	muted: Type.Boolean(),
	/** `own`; `asked`: a colleague's, who asks one about it; `passed`: one has passed it on, and winds it up. */
	hands: literals('own', 'asked', 'passed'),
	/** The other of the two agents: who is asked, or who asks. */
	consult: Nullable(Type.Object({ state: ConsultState, name: Type.String() })),
	/** What it turned out to be, where that is said already; what it was for one who passed it on. */
	disposition: Nullable(Type.String()),
	/** What was registered in it, the first one first. */
	matters: Type.Array(Number10),
	verbs: Type.Array(CallVerb),
	caller: Caller,
	/** Open cases of who calls, as far as the number tells. */
	cases: Type.Array(CaseSuggestion)
});
export type DeskCall = Static<typeof DeskCall>;

/** How long a call is held out to one person. */
export const OFFER_SECONDS = 20;

/** A call that is held out to a person. */
export const Offer = Type.Object({
	id: Type.String(),
	call: Type.String(),
	expiresAt: Instant
});
export type Offer = Static<typeof Offer>;

/** A colleague's call in which one is as a supervisor. */
export const Supervising = Type.Object({
	call: Type.String(),
	part: Part,
	/** False while one's own telephone still rings, and till its line is set. */
	there: Type.Boolean(),
	agent: Nullable(Type.String())
});
export type Supervising = Static<typeof Supervising>;

/** One's own telephone: what one does, what is held out to one, and the call that one has. */
export const readTelephone = {
	method: 'GET',
	url: '/api/telephone',
	schema: {
		response: {
			200: Type.Object({
				me: AgentState,
				offer: Nullable(Offer),
				/** Of the offer, or the one that one has or winds up. */
				call: Nullable(DeskCall),
				/** How many wait whom one could serve. */
				waiting: Type.Integer(),
				supervising: Nullable(Supervising),
				/** Of the server: what clocks on the screen count from. */
				now: Instant
			}),
			...refusals
		}
	}
} as const;

/** What a call can turn out to be. */
export const Disposition = Type.Object({
	code: Type.String(),
	/** Pressed with Alt. */
	hotKey: Nullable(Type.Integer({ minimum: 1, maximum: 9 })),
	names: Names
});
export type Disposition = Static<typeof Disposition>;

/** How long winding up should take; nobody is hurried on by force. */
export const WRAP_UP_SECONDS = 60;

/** What to choose from at the telephone. */
export const readTelephoneLists = {
	method: 'GET',
	url: '/api/telephone/lists',
	schema: {
		response: {
			200: Type.Object({
				pauses: Type.Array(Type.Object({ code: Type.String(), names: Names })),
				dispositions: Type.Array(Disposition),
				/** Ways in which a voice can be brought to an agent here. */
				endpoints: Type.Array(AgentEndpoint)
			}),
			...refusals
		}
	}
} as const;

/** 409 `busy` with an offer or a call in hand. A pause needs one of the listed reasons. */
export const setTelephone = {
	method: 'POST',
	url: '/api/telephone/state',
	schema: {
		body: Type.Object({
			state: literals('available', 'paused', 'offline'),
			reason: Type.Optional(Type.String({ maxLength: 40 })),
			endpoint: Type.Optional(AgentEndpoint),
			/** E.164, or `sip:name@host`. */
			address: Type.Optional(Type.String({ maxLength: 200 }))
		}),
		response: { 200: AgentState, ...refusals }
	}
} as const;

/** 409 `gone` when it was taken back, answered or let lapse. Accepted again by the same person it is accepted still. */
export const acceptOffer = {
	method: 'POST',
	url: '/api/offers/:id/accept',
	schema: { params: byId, response: { 200: Type.Object({ call: Type.String() }), ...refusals } }
} as const;

/** The call is offered to somebody else, and not to this person for a while. */
export const declineOffer = {
	method: 'POST',
	url: '/api/offers/:id/decline',
	schema: { params: byId, response: { 200: Type.Object({ declined: Type.Boolean() }), ...refusals } }
} as const;

/**
 * Notes what one's call turned out to be, during it or after; then one is free. `broken_off` keeps the draft `call:<id>`
 * and has the caller called back. 409 `not_yours`.
 */
export const wrapUp = {
	method: 'POST',
	url: '/api/calls/:id/wrap-up',
	schema: {
		params: byId,
		body: Type.Object({ disposition: Type.String({ maxLength: 40 }) }),
		response: { 200: Type.Object({ callback: Type.Boolean() }), ...refusals }
	}
} as const;

/** Hangs up one's call. 409 `not_yours`. */
export const endCall = {
	method: 'POST',
	url: '/api/calls/:id/end',
	schema: { params: byId, response: { 200: Type.Object({ ending: Type.Boolean() }), ...refusals } }
} as const;

/** Sets the caller apart with music, or brings them back. 409 `not_yours`, `not_now`, `carrier`. */
export const holdCall = {
	method: 'POST',
	url: '/api/calls/:id/hold',
	schema: {
		params: byId,
		body: Type.Object({ on: Type.Boolean() }),
		response: { 200: Type.Object({ on: Type.Boolean() }), ...refusals }
	}
} as const;

/** Lets the agent hear and not be heard, or be heard again. 409 as with hold. */
export const muteCall = {
	method: 'POST',
	url: '/api/calls/:id/mute',
	schema: {
		params: byId,
		body: Type.Object({ on: Type.Boolean() }),
		response: { 200: Type.Object({ on: Type.Boolean() }), ...refusals }
	}
} as const;

/** A colleague who is free for a call. */
export const Colleague = Type.Object({
	id: Type.String(),
	name: Type.String(),
	languages: Nullable(Type.Array(Language)),
	/** Their telephone can be rung by the carrier of the call in one's hands. */
	canBeAsked: Type.Boolean()
});
export type Colleague = Static<typeof Colleague>;
export const readColleagues = {
	method: 'GET',
	url: '/api/telephone/colleagues',
	schema: { response: { 200: Type.Object({ rows: Type.Array(Colleague) }), ...refusals } }
} as const;

/**
 * Gives the call, with the form, to a colleague, or back to the queue at the place that the caller had; one winds up
 * one's part then. Who does not take it in time leaves it to everybody. 409 `not_yours`, `not_now`, `gone` when the colleague is
 * not free any more.
 */
export const transferCall = {
	method: 'POST',
	url: '/api/calls/:id/transfer',
	schema: {
		params: byId,
		body: Type.Object({
			/** Absent: to whoever of the language comes first. */
			person: Type.Optional(Type.String({ maxLength: 100 })),
			language: Type.Optional(Language)
		}),
		response: { 200: Type.Object({ transferred: Type.Boolean() }), ...refusals }
	}
} as const;

/**
 * Asks a colleague: the caller hears music, the two agents talk alone. Who does not pick up in 20 seconds is asked no
 * more, and the caller is back. 409 `not_yours`, `not_now`, `gone` when the colleague is not free any more.
 */
export const consultColleague = {
	method: 'POST',
	url: '/api/calls/:id/consult',
	schema: {
		params: byId,
		body: Type.Object({ person: Type.String({ maxLength: 100 }) }),
		response: { 200: Type.Object({ asked: Type.Boolean() }), ...refusals }
	}
} as const;

/** Goes on with it, by one of the verbs that the call names. 409 `not_yours`, `not_now`. */
export const turnConsult = {
	method: 'POST',
	url: '/api/calls/:id/consult/turn',
	schema: {
		params: byId,
		body: Type.Object({ to: literals('complete', 'join', 'cancel', 'leave') }),
		response: { 200: Type.Object({ done: Type.Boolean() }), ...refusals }
	}
} as const;

/** The live socket's word about telephones, to the person concerned: `call:offered`, `call:changed`, `telephone:changed`. */
export const TelephoneNews = Type.Object({ call: Nullable(Type.String()) });
export type TelephoneNews = Static<typeof TelephoneNews>;

import { Type, type Static } from 'typebox';
import { Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const byCall = Type.Object({ id: Type.String() });
const Via = Type.Union([Type.Literal('ivr-twilio'), Type.Literal('ivr-vonage')]);
const Phone = Type.String({ minLength: 1, maxLength: 100 });

/** A telephone call through the lab's exchange. */
export const LabCall = Type.Object({
	id: Type.String(),
	via: Via,
	from: Type.String(),
	to: Type.String(),
	/** `out`: the helpline rings. */
	direction: Type.Union([Type.Literal('in'), Type.Literal('out')]),
	state: Type.Union([
		Type.Literal('playing'),
		Type.Literal('gathering'),
		Type.Literal('recording'),
		Type.Literal('ringing'),
		Type.Literal('conferring'),
		Type.Literal('ended')
	]),
	/** Somebody is with them in the room, and they are not set apart: what they say is heard. */
	talks: Type.Boolean(),
	/** Addresses of prompts in the order they were played. */
	heard: Type.Array(Type.String()),
	/** How the call ended, or why the exchange gave up. */
	ending: Type.Optional(Type.String())
});
export type LabCall = Static<typeof LabCall>;

/** What goes wrong on purpose with one call. */
export const CallFault = Type.Union([
	Type.Literal('repeat'),
	Type.Literal('reorder'),
	Type.Literal('unsigned'),
	Type.Literal('wrong_host'),
	Type.Literal('extra_fields')
]);
export type CallFault = Static<typeof CallFault>;

export const placeLabCall = {
	method: 'POST',
	url: '/api/lab/calls',
	schema: {
		body: Type.Object({
			via: Via,
			from: Phone,
			faults: Type.Optional(Type.Array(CallFault)),
			/** Whoever presses no key in time is asked again or let go, as on a real line. */
			clock: Type.Optional(Type.Literal('running'))
		}),
		response: { 200: LabCall, ...refusals }
	}
} as const;
export const readLabCall = {
	method: 'GET',
	url: '/api/lab/calls/:id',
	schema: { params: byCall, response: { 200: LabCall, ...refusals } }
} as const;
/** What the owner of a telephone does when the helpline rings it; `hand`: it rings till it is lifted on `/lab`. */
export const PhoneDoes = Type.Union([
	Type.Literal('hand'),
	Type.Literal('answer'),
	Type.Literal('ignore'),
	Type.Literal('busy'),
	Type.Literal('reject'),
	Type.Literal('fail')
]);
export type PhoneDoes = Static<typeof PhoneDoes>;

/** Calls that ring or go on at a telephone, the newest first, and what it does when it rings. */
export const readLabPhone = {
	method: 'GET',
	url: '/api/lab/phones/:phone',
	schema: {
		params: Type.Object({ phone: Phone }),
		response: { 200: Type.Object({ calls: Type.Array(LabCall), does: PhoneDoes }), ...refusals }
	}
} as const;
/** Presses keys, speaks `seconds` of sound into a recording, lifts a telephone that rings, or hangs up. */
export const actLabCall = {
	method: 'POST',
	url: '/api/lab/calls/:id/act',
	schema: {
		params: byCall,
		body: Type.Union([
			Type.Object({ press: Type.String({ pattern: '^[0-9*#]+$' }) }),
			Type.Object({ speak: Type.Number({ minimum: 1, maximum: 180 }) }),
			Type.Object({ answer: Type.Literal(true) }),
			Type.Object({ hangUp: Type.Literal(true) })
		]),
		response: { 200: LabCall, ...refusals }
	}
} as const;

/** Base64 of 180 s of 16-bit mono at 8 kHz, and some more. */
export const LAB_SOUND_LETTERS = 6_000_000;
/** Speaks a WAV (8 kHz, 16 bit, mono) into a recording: from the microphone, or a file. 409 when none is being made. */
export const speakLabCall = {
	method: 'POST',
	url: '/api/lab/calls/:id/sound',
	schema: {
		params: byCall,
		body: Type.Object({ wav: Type.String({ minLength: 60, maxLength: LAB_SOUND_LETTERS }) }),
		response: { 200: LabCall, ...refusals }
	}
} as const;

/** Sets what a telephone does when the helpline rings it. */
export const setLabPhone = {
	method: 'PUT',
	url: '/api/lab/phones/:phone',
	schema: {
		params: Type.Object({ phone: Phone }),
		body: Type.Object({
			does: PhoneDoes,
			/** Seconds till then. */
			after_s: Type.Number({ minimum: 0, maximum: 120 }),
			/** Keys pressed once it is lifted. */
			press: Type.Optional(Type.String({ pattern: '^[0-9*#]{1,20}$' }))
		}),
		response: { 200: Type.Object({ does: PhoneDoes }), ...refusals }
	}
} as const;

const Share = Type.Number({ minimum: 0, maximum: 1 });
/** What goes wrong on purpose with a whole account of the exchange: shares from 0 to 1 of its webhooks and REST answers. */
export const ExchangeFaults = Type.Object({
	repeat: Share,
	reorder: Share,
	late: Share,
	drop: Share,
	forge: Share,
	slow: Share,
	throttle: Share,
	fail: Share
});
export type ExchangeFaults = Static<typeof ExchangeFaults>;
const byAccount = Type.Object({ account: Type.String() });
export const readExchangeFaults = {
	method: 'GET',
	url: '/api/lab/exchange/:account/faults',
	schema: { params: byAccount, response: { 200: ExchangeFaults, ...refusals } }
} as const;
export const setExchangeFaults = {
	method: 'PUT',
	url: '/api/lab/exchange/:account/faults',
	schema: {
		params: byAccount,
		body: Type.Partial(ExchangeFaults),
		response: { 200: ExchangeFaults, ...refusals }
	}
} as const;

/** A call at the lab's PBX, which only tells of it. */
export const LabPbxCall = Type.Object({
	id: Type.String(),
	from: Type.String(),
	state: Type.Union([Type.Literal('ringing'), Type.Literal('answered'), Type.Literal('ended')]),
	/** What the gateway answered; 0: nothing. */
	answers: Type.Array(Type.Integer())
});
export type LabPbxCall = Static<typeof LabPbxCall>;
export const ringLabPbx = {
	method: 'POST',
	url: '/api/lab/pbx/calls',
	schema: {
		body: Type.Object({
			/** As the PBX writes it: `09876543210`, `anonymous`. */
			from: Type.String({ maxLength: 40 }),
			queue: Type.Optional(Type.String({ maxLength: 40 })),
			style: Type.Optional(Type.Union([Type.Literal('form'), Type.Literal('json')])),
			faults: Type.Optional(
				Type.Array(Type.Union([Type.Literal('repeat'), Type.Literal('reorder'), Type.Literal('unsigned')]))
			)
		}),
		response: { 200: LabPbxCall, ...refusals }
	}
} as const;
export const actLabPbx = {
	method: 'POST',
	url: '/api/lab/pbx/calls/:id/act',
	schema: {
		params: byCall,
		body: Type.Union([
			/** Extension that answers. */
			Type.Object({ answer: Type.String({ minLength: 1, maxLength: 20 }) }),
			Type.Object({ hangUp: Type.Literal(true) })
		]),
		response: { 200: LabPbxCall, ...refusals }
	}
} as const;

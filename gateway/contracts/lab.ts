import { Type, type Static } from 'typebox';
import { Instant, Language, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;

/** Faults on purpose, on the way from the lab to the gateway. */
export const Fault = Type.Union([
	Type.Literal('repeat'),
	Type.Literal('reorder'),
	Type.Literal('late'),
	Type.Literal('unsigned'),
	Type.Literal('wrong_host'),
	Type.Literal('extra_fields'),
	Type.Literal('shuffled_parts'),
	Type.Literal('missing_part')
]);
export type Fault = Static<typeof Fault>;

export const LabMessage = Type.Object({
	direction: Type.Union([Type.Literal('sent'), Type.Literal('received')]),
	via: Type.String(),
	subject: Type.Optional(Type.String()),
	text: Type.String(),
	at: Instant,
	/** What the gateway answered (`204`, `403`) or the notice's status. */
	status: Type.String()
});
export type LabMessage = Static<typeof LabMessage>;

/** A demonstration citizen's telephone: what they sent, what they got. */
export const readHandset = {
	method: 'GET',
	url: '/api/lab/handsets/:phone',
	schema: {
		params: Type.Object({ phone: Type.String() }),
		response: { 200: Type.Object({ messages: Type.Array(LabMessage) }), ...refusals }
	}
} as const;
export const sendLabSms = {
	method: 'POST',
	url: '/api/lab/sms',
	schema: {
		body: Type.Object({
			via: Type.Union([
				Type.Literal('sms-twilio'),
				Type.Literal('sms-vonage'),
				Type.Literal('sms-vonage-messages'),
				Type.Literal('sms-smpp')
			]),
			from: Type.String(),
			text: Type.String({ minLength: 1, maxLength: 2000 }),
			picture: Type.Optional(Type.Boolean()),
			faults: Type.Array(Fault)
		}),
		response: { 200: Type.Object({ answers: Type.Array(Type.String()) }), ...refusals }
	}
} as const;
/** A demonstration citizen's mailbox. */
export const readLabMailbox = {
	method: 'GET',
	url: '/api/lab/mailboxes/:address',
	schema: {
		params: Type.Object({ address: Type.String() }),
		response: { 200: Type.Object({ messages: Type.Array(LabMessage) }), ...refusals }
	}
} as const;
export const sendLabMail = {
	method: 'POST',
	url: '/api/lab/mail',
	schema: {
		body: Type.Object({
			from: Type.String(),
			name: Type.Optional(Type.String()),
			to: Type.String(),
			subject: Type.String({ maxLength: 500 }),
			text: Type.String({ maxLength: 20_000 }),
			picture: Type.Optional(Type.Boolean())
		}),
		response: { 200: Type.Object({ sent: Type.Boolean() }), ...refusals }
	}
} as const;

/** A telephone call placed from the lab. */
export const LabCall = Type.Object({
	id: Type.String(),
	via: Type.Union([Type.Literal('ivr-twilio'), Type.Literal('ivr-vonage')]),
	from: Type.String(),
	state: Type.Union([
		Type.Literal('playing'),
		Type.Literal('gathering'),
		Type.Literal('recording'),
		Type.Literal('ringing'),
		Type.Literal('conferring'),
		Type.Literal('ended')
	]),
	/** Addresses of prompts in the order they were played. */
	heard: Type.Array(Type.String()),
	/** How the call ended, or why the exchange gave up. */
	ending: Type.Optional(Type.String())
});
export type LabCall = Static<typeof LabCall>;
const byCall = Type.Object({ id: Type.String() });
export const placeLabCall = {
	method: 'POST',
	url: '/api/lab/calls',
	schema: {
		body: Type.Object({
			via: Type.Union([Type.Literal('ivr-twilio'), Type.Literal('ivr-vonage')]),
			from: Type.String()
		}),
		response: { 200: LabCall, ...refusals }
	}
} as const;
export const readLabCall = {
	method: 'GET',
	url: '/api/lab/calls/:id',
	schema: { params: byCall, response: { 200: LabCall, ...refusals } }
} as const;
/** Presses keys, speaks `seconds` of sound into a recording, or hangs up. */
export const actLabCall = {
	method: 'POST',
	url: '/api/lab/calls/:id/act',
	schema: {
		params: byCall,
		body: Type.Union([
			Type.Object({ press: Type.String({ pattern: '^[0-9*#]+$' }) }),
			Type.Object({ speak: Type.Number({ minimum: 1, maximum: 180 }) }),
			Type.Object({ hangUp: Type.Literal(true) })
		]),
		response: { 200: LabCall, ...refusals }
	}
} as const;
/** A sample grievance to send with one click. */
export const LabSample = Type.Object({ text: Type.String(), language: Language });
export const readLab = {
	method: 'GET',
	url: '/api/lab',
	schema: {
		response: {
			200: Type.Object({
				helpline: Type.Array(Type.Object({ account: Type.String(), number: Type.String() })),
				inboxes: Type.Array(Type.String()),
				samples: Type.Array(LabSample)
			}),
			...refusals
		}
	}
} as const;

import { Type, type Static } from 'typebox';
import { Instant, Nullable, Number10, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const Id = Type.String({ format: 'uuid' });
const byId = Type.Object({ id: Id });

/** Types of events that are worth most to other systems; any other that stands in a history may be named as well. */
export const toldTypes = [
	'submission:received',
	'submission:registered',
	'submission:linked',
	'submission:dismissed',
	'submission:restored',
	'grievance:assigned',
	'grievance:acknowledged',
	'grievance:transferred',
	'grievance:interim_given',
	'grievance:overdue',
	'grievance:escalated',
	'grievance:resolved',
	'grievance:verdict_given',
	'grievance:reopened',
	'grievance:excluded',
	'grievance:special_accepted',
	'grievance:unverified',
	'grievance:withdrawn',
	'grievance:merged'
] as const;
/** Of a message by which somebody tries the line. */
export const TEST_TYPE = 'webhook:tried';

/** Minutes after a failure till the next try; after the last one the message has failed. Three days in all. */
export const retryMinutes = [0.1, 5, 30, 120, 300, 600, 840, 1200, 1200] as const;
/** Hours that the former secret still signs after a new one was made. */
export const FORMER_HOURS = 24 * 7;
/** Days that messages and their tries can be read and told again. */
export const WEBHOOKS_KEPT_DAYS = 30;

const codes = Nullable(
	Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { minItems: 1, maxItems: 100, uniqueItems: true })
);
const shape = {
	name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
	/** `https:`; without user, password and fragment. */
	url: Type.String({ minLength: 8, maxLength: 500 }),
	/** Null: every type of event. */
	types: Nullable(
		Type.Array(Type.String({ maxLength: 60, pattern: '^[a-z]+:[a-z_]+$' }), {
			minItems: 1,
			maxItems: 60,
			uniqueItems: true
		})
	),
	districts: codes,
	departments: codes,
	/** Why this system must have the citizen's name, telephones and mail addresses; null: it gets none. */
	contactReason: Nullable(Type.String({ minLength: 10, maxLength: 300 }))
};
export const WebhookInput = Type.Object(shape);
export type WebhookInput = Static<typeof WebhookInput>;

/** Somebody's system that is told of events. */
export const Webhook = Type.Object({
	id: Id,
	...shape,
	/** `stopped` by a person: nothing is kept for it. `paused` by itself after three days of failure: what happens waits. */
	state: Type.Union([Type.Literal('active'), Type.Literal('stopped'), Type.Literal('paused')]),
	failingSince: Nullable(Instant),
	succeededAt: Nullable(Instant),
	/** Till when the former secret signs as well. */
	formerUntil: Nullable(Instant),
	/** Messages that wait, and those given up. */
	pending: Type.Integer(),
	failed: Type.Integer(),
	madeAt: Instant
});
export type Webhook = Static<typeof Webhook>;

const MessageState = Type.Union([Type.Literal('pending'), Type.Literal('delivered'), Type.Literal('failed')]);
export const WebhookMessage = Type.Object({
	/** Of the header `webhook-id` and the payload. */
	id: Id,
	/** Rises with every message; where the next page begins. */
	position: Type.String(),
	type: Type.String(),
	number: Nullable(Number10),
	sequence: Nullable(Type.Integer()),
	at: Instant,
	state: MessageState,
	attempts: Type.Integer(),
	/** Of the next try, where one is to come. */
	nextAt: Nullable(Instant),
	/** What came of the last try. */
	status: Nullable(Type.Integer()),
	fault: Nullable(Type.String())
});
export type WebhookMessage = Static<typeof WebhookMessage>;

const Attempt = Type.Object({
	at: Instant,
	status: Nullable(Type.Integer()),
	fault: Nullable(Type.String()),
	duration_ms: Type.Integer(),
	answer: Nullable(Type.String())
});
const Secret = Type.Object({ id: Id, secret: Type.String() });

export const readWebhooks = {
	method: 'GET',
	url: '/api/webhooks',
	schema: { response: { 200: Type.Object({ rows: Type.Array(Webhook) }), ...refusals } }
} as const;
/** Makes a subscription and gives its secret, this once. */
export const makeWebhook = {
	method: 'POST',
	url: '/api/webhooks',
	schema: { body: WebhookInput, response: { 200: Secret, ...refusals } }
} as const;
export const saveWebhook = {
	method: 'PUT',
	url: '/api/webhooks/:id',
	schema: { params: byId, body: WebhookInput, response: { 200: Type.Object({ id: Id }), ...refusals } }
} as const;
/** Ends it for good, with its log. */
export const removeWebhook = {
	method: 'DELETE',
	url: '/api/webhooks/:id',
	schema: { params: byId, response: { 200: Type.Object({ id: Id }), ...refusals } }
} as const;
/** Stops it, or lets it go on: what waits is told then. */
export const setWebhookActive = {
	method: 'POST',
	url: '/api/webhooks/:id/active',
	schema: {
		params: byId,
		body: Type.Object({ active: Type.Boolean() }),
		response: { 200: Type.Object({ id: Id }), ...refusals }
	}
} as const;
/** Makes a new secret and gives it, this once; the former one signs as well for a week. */
export const renewWebhookSecret = {
	method: 'POST',
	url: '/api/webhooks/:id/secret',
	schema: { params: byId, response: { 200: Secret, ...refusals } }
} as const;
/** Sends a message about nothing. */
export const tryWebhook = {
	method: 'POST',
	url: '/api/webhooks/:id/try',
	schema: { params: byId, response: { 200: Type.Object({ id: Id }), ...refusals } }
} as const;
/** A page of the log, newest first. */
export const readWebhookMessages = {
	method: 'GET',
	url: '/api/webhooks/:id/messages',
	schema: {
		params: byId,
		querystring: Type.Object({
			state: Type.Optional(MessageState),
			number: Type.Optional(Number10),
			before: Type.Optional(Type.String({ pattern: '^[0-9]{1,18}$' }))
		}),
		response: {
			200: Type.Object({ rows: Type.Array(WebhookMessage), next: Nullable(Type.String()) }),
			...refusals
		}
	}
} as const;
/** What was sent, without what names a citizen, and every try. */
export const readWebhookMessage = {
	method: 'GET',
	url: '/api/webhooks/:id/messages/:message',
	schema: {
		params: Type.Object({ id: Id, message: Id }),
		response: {
			200: Type.Object({
				message: WebhookMessage,
				payload: Type.String(),
				attempts: Type.Array(Attempt)
			}),
			...refusals
		}
	}
} as const;
/** Tells once more, under the same ids: one message, or all of a span of time. */
export const replayWebhook = {
	method: 'POST',
	url: '/api/webhooks/:id/replay',
	schema: {
		params: byId,
		body: Type.Union([
			Type.Object({ message: Id }, { additionalProperties: false }),
			Type.Object({ from: Instant, to: Instant, failedOnly: Type.Boolean() }, { additionalProperties: false })
		]),
		response: { 200: Type.Object({ count: Type.Integer() }), ...refusals }
	}
} as const;

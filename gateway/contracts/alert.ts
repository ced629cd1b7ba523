import { Type, type Static } from 'typebox';
import { MaybeMentions, MentionsContact } from './contact.ts';
import { Instant, Nullable, Number10, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused } as const;

/** News for one person of the desk. The live event `alert` (without content) says that there is something new. */
export const Alert = Type.Object({
	id: Type.String(),
	kind: Type.Union([Type.Literal('mention'), Type.Literal('reminder'), Type.Literal('webhook')]),
	/** Null where it is about a subscription that was paused. */
	number: Nullable(Number10),
	/** Beginning of the note, null when it was withdrawn; what one wanted to be reminded of; where the messages went. */
	text: MaybeMentions,
	/** Who wrote the note; which subscription it is. */
	byName: Nullable(Type.String()),
	/** The reminder that is due, till it is done or put off. */
	reminder: Nullable(Type.String()),
	at: Instant,
	readAt: Nullable(Instant)
});
export type Alert = Static<typeof Alert>;

/** Something one wants to be reminded of about a matter; seen by oneself alone. */
export const Reminder = Type.Object({
	id: Type.String(),
	number: Number10,
	text: MentionsContact,
	dueAt: Instant
});
export type Reminder = Static<typeof Reminder>;

const Alerts = Type.Object({
	/** Unread ones first, then the newest; fifty at most. */
	rows: Type.Array(Alert),
	/** All that are unread. */
	unread: Type.Integer(),
	/** One's reminders that are not due yet, the next first. */
	reminders: Type.Array(Reminder)
});
export type Alerts = Static<typeof Alerts>;

/** One's own, about matters that one may see now. */
export const readAlerts = {
	method: 'GET',
	url: '/api/alerts',
	schema: { response: { 200: Alerts, ...refusals } }
} as const;

/** Marks these of one's own as read; all of them when none is named. */
export const markAlertsRead = {
	method: 'POST',
	url: '/api/alerts/read',
	schema: {
		body: Type.Object({
			ids: Type.Optional(
				Type.Array(Type.String({ pattern: '^[0-9]{1,18}$' }), { minItems: 1, maxItems: 200 })
			)
		}),
		response: { 200: Alerts, ...refusals }
	}
} as const;

/** Within a year from now; 400 `past` or `too_far` otherwise. */
const At = Type.String({ format: 'date-time' });
export const makeReminder = {
	method: 'POST',
	url: '/api/submissions/:number/reminders',
	schema: {
		params: Type.Object({ number: Number10 }),
		body: Type.Object({ text: Type.String({ minLength: 1, maxLength: 500 }), at: At }),
		response: { 200: Reminder, ...refusals }
	}
} as const;
const byId = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,18}$' }) });
/** Puts one's reminder off, whether it is due or not. */
export const snoozeReminder = {
	method: 'POST',
	url: '/api/reminders/:id/snooze',
	schema: { params: byId, body: Type.Object({ at: At }), response: { 200: Reminder, ...refusals } }
} as const;
/** It is told no more. */
export const finishReminder = {
	method: 'POST',
	url: '/api/reminders/:id/done',
	schema: { params: byId, response: { 200: Reminder, ...refusals } }
} as const;

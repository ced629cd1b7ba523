import { Type, type Static } from 'typebox';
import { MaybeMentions, MentionsContact, mentions } from './contact.ts';
import { Instant, Nullable, Number10, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;

/** A delivery that could not be read or verified. */
export const Parked = Type.Object({
	id: Type.String(),
	account: Type.String(),
	channel: Type.String(),
	/** Short code: `signature`, `unreadable`, `too_complex` … */
	reason: Type.String(),
	detail: MaybeMentions,
	receivedAt: Instant,
	attempts: Type.Integer(),
	size: Type.Integer(),
	excerpt: MentionsContact,
	number: Nullable(Number10)
});
export type Parked = Static<typeof Parked>;
export const readParked = {
	method: 'GET',
	url: '/api/parked',
	schema: {
		querystring: Type.Object({ reason: Type.Optional(Type.String()), after: Type.Optional(Type.String()) }),
		response: {
			200: Type.Object({
				rows: Type.Array(Parked),
				next: Nullable(Type.String()),
				counts: Type.Array(Type.Object({ reason: Type.String(), count: Type.Integer() })),
				/** Jobs that failed for good, by queue. */
				deadJobs: Type.Array(
					Type.Object({ id: Type.String(), queue: Type.String(), failedAt: Instant, error: MentionsContact })
				)
			}),
			...refusals
		}
	}
} as const;
const byId = Type.Object({ id: Type.String() });
/** Raw bytes as text (lossy where not UTF-8), headers and URL, cut at 64 KiB; the whole by `/api/parked/:id/raw`. */
export const readParkedOne = {
	method: 'GET',
	url: '/api/parked/:id',
	schema: {
		params: byId,
		response: {
			200: Type.Object({
				parked: Parked,
				method: Type.String(),
				url: MentionsContact,
				headers: Type.Record(Type.String(), Type.String(), mentions),
				body: MentionsContact
			}),
			...refusals
		}
	}
} as const;
/** Reads it again (as it is); for one whose signature failed this is a supervisor's word that it is genuine. */
export const readAgain = {
	method: 'POST',
	url: '/api/parked/:id/read',
	schema: { params: byId, response: { 200: Type.Object({ queued: Type.Boolean() }), ...refusals } }
} as const;
/** What a supervisor reads in the raw bytes where no program could. */
export const HandInput = Type.Object({
	/** The citizen's words. */
	text: Type.String({ minLength: 3, maxLength: 100_000 }),
	/** Telephone or mail address as it stands there: the number is told to it. */
	sender: Type.Optional(Type.String({ maxLength: 320 })),
	senderName: Type.Optional(Type.String({ maxLength: 200 }))
});
export type HandInput = Static<typeof HandInput>;
/** Puts it into the queue with these words and its raw bytes as a file; 400 with `faults` by field. */
export const readByHand = {
	method: 'POST',
	url: '/api/parked/:id/hand',
	schema: {
		params: byId,
		body: HandInput,
		response: { 200: Type.Object({ number: Number10 }), ...refusals }
	}
} as const;
/** Takes it off the list with a reason; it stays in the ledger. */
export const settleParked = {
	method: 'POST',
	url: '/api/parked/:id/settle',
	schema: {
		params: byId,
		body: Type.Object({ note: Type.String({ minLength: 1, maxLength: 2000 }) }),
		response: { 200: Type.Object({ settled: Type.Boolean() }), ...refusals }
	}
} as const;
/** Runs a dead job again. */
export const retryJob = {
	method: 'POST',
	url: '/api/jobs/:id/retry',
	schema: { params: byId, response: { 200: Type.Object({ queued: Type.Boolean() }), ...refusals } }
} as const;

import { Type, type Static } from 'typebox';
import { ContactText } from './contact.ts';
import { Transcript } from './transcript.ts';
import { Instant, Nullable, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const literals = <const T extends string>(...words: T[]) =>
	Type.Unsafe<T>(Type.Union(words.map((word) => Type.Literal(word))));
const byId = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,18}$' }) });

/** Why, in words; kept. */
const Why = Type.String({ minLength: 3, maxLength: 500 });

/** How a supervisor is in a call: heard by nobody, by the agent alone, by both. */
export const Part = literals('listen', 'whisper', 'join');
export type Part = Static<typeof Part>;

/**
 * Rings the supervisor's own telephone into a call that an agent has, or changes their part in it. 409 `not_now` while
 * nobody talks, `endpoint` where the supervisor has no telephone that can be rung, `busy` with a call of their own,
 * `carrier`.
 */
export const superviseCall = {
	method: 'POST',
	url: '/api/calls/:id/supervise',
	schema: {
		params: byId,
		body: Type.Object({
			part: Part,
			/** Asked for at first; kept with each change. */
			reason: Why
		}),
		response: { 200: Type.Object({ part: Part }), ...refusals }
	}
} as const;

/** Lets go of the supervisor's line; the call goes on. */
export const leaveCall = {
	method: 'POST',
	url: '/api/calls/:id/leave',
	schema: { params: byId, response: { 200: Type.Object({ left: Type.Boolean() }), ...refusals } }
} as const;

/** A number is kept out till then. */
export const Block = Type.Object({
	id: Type.String(),
	reason: Type.String(),
	until: Instant,
	madeBy: Nullable(Type.String()),
	madeAt: Instant
});
export type Block = Static<typeof Block>;

/** A number whose calls were abusive or silent in the last 30 days, or that is kept out. */
export const Nuisance = Type.Object({
	phone: ContactText,
	calls: Type.Integer(),
	abusive: Type.Integer(),
	silent: Type.Integer(),
	lastAt: Nullable(Instant),
	/** Of those calls, to be heard before anybody is kept out. */
	recordings: Type.Array(
		Type.Object({
			id: Type.String(),
			at: Instant,
			duration_s: Nullable(Type.Number()),
			transcript: Nullable(Transcript)
		})
	),
	block: Nullable(Block)
});
export type Nuisance = Static<typeof Nuisance>;

export const readNuisance = {
	method: 'GET',
	url: '/api/nuisance',
	schema: { response: { 200: Type.Object({ rows: Type.Array(Nuisance) }), ...refusals } }
} as const;

/** Longest that a number is kept out at once. */
export const BLOCK_LIMIT_DAYS = 30;

/** Keeps a number out: it hears so, and reaches an agent in an emergency. 409 `blocked` when it is already. */
export const blockNumber = {
	method: 'POST',
	url: '/api/nuisance/blocks',
	schema: {
		body: Type.Object({
			phone: Type.String({ maxLength: 40 }),
			reason: Why,
			days: Type.Integer({ minimum: 1, maximum: BLOCK_LIMIT_DAYS })
		}),
		response: { 200: Type.Object({ id: Type.String() }), ...refusals }
	}
} as const;

export const unblockNumber = {
	method: 'POST',
	url: '/api/nuisance/blocks/:id/end',
	schema: { params: byId, response: { 200: Type.Object({ ended: Type.Boolean() }), ...refusals } }
} as const;

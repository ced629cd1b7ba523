import { Type, type Static } from 'typebox';
import { DismissReason, QueueQuery } from './desk.ts';
import { Instant, Nullable, Number10, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;

/** Submissions of one act. */
export const BULK_LIMIT = 1000;
/** An act can be undone for so long after its end. */
export const BULK_UNDO_MINUTES = 10;

const Note = Type.Optional(Type.String({ maxLength: 500 }));
/** What is done to each, by the verb of this name: those that end its waiting claim it first. */
export const BulkAct = Type.Union([
	Type.Object({ verb: Type.Literal('dismiss'), reason: DismissReason, note: Note }),
	Type.Object({ verb: Type.Literal('spam'), note: Note }),
	Type.Object({ verb: Type.Literal('link'), grievance: Number10 }),
	/** Joins the campaign. */
	Type.Object({ verb: Type.Literal('join'), grievance: Number10 }),
	Type.Object({ verb: Type.Literal('release') })
]);
export type BulkAct = Static<typeof BulkAct>;
/** A supervisor's: gives each to the person, or back to the queue. */
export const BulkAssign = Type.Object({
	verb: Type.Literal('assign'),
	to: Type.Union([Type.Null(), Type.String({ maxLength: 100 })]),
	reason: Type.String({ minLength: 1, maxLength: 500 })
});
export type BulkAssign = Static<typeof BulkAssign>;
export const AnyBulkAct = Type.Union([...BulkAct.anyOf, BulkAssign]);
export type AnyBulkAct = Static<typeof AnyBulkAct>;

export const Bulk = Type.Object({
	id: Type.String(),
	act: AnyBulkAct,
	state: Type.Union([
		Type.Literal('running'),
		Type.Literal('done'),
		Type.Literal('undoing'),
		Type.Literal('undone')
	]),
	madeAt: Instant,
	doneAt: Nullable(Instant),
	/** Till then it can be undone; null when that is over, or not yet begun. */
	undoUntil: Nullable(Instant),
	total: Type.Integer(),
	/** Not yet tried. */
	waiting: Type.Integer(),
	done: Type.Integer(),
	refused: Type.Integer(),
	undone: Type.Integer(),
	/** Could not be undone. */
	kept: Type.Integer()
});
export type Bulk = Static<typeof Bulk>;

export const BulkRow = Type.Object({
	number: Number10,
	state: Type.Union([
		Type.Literal('waiting'),
		Type.Literal('done'),
		Type.Literal('refused'),
		Type.Literal('undone'),
		Type.Literal('kept')
	]),
	/** Code of the refusal: of the act where it was refused, of its undoing where it was kept. */
	reason: Nullable(Type.String()),
	/** Who held it, where that is why. */
	holder: Nullable(Type.String())
});
export type BulkRow = Static<typeof BulkRow>;

/** Numbers of all that the filters match, in their order, at most `BULK_LIMIT`; `total` counts up to 10,000. */
export const chooseSubmissions = {
	method: 'GET',
	url: '/api/submissions/numbers',
	schema: {
		querystring: Type.Omit(QueueQuery, ['after', 'limit']),
		response: { 200: Type.Object({ numbers: Type.Array(Number10), total: Type.Integer() }), ...refusals }
	}
} as const;

const numbers = Type.Array(Number10, { minItems: 1, maxItems: BULK_LIMIT, uniqueItems: true });
const started = Type.Object({ id: Type.String() });
/** Does the act to each in the background, as the caller. The same `key` twice is one act. */
export const startBulk = {
	method: 'POST',
	url: '/api/bulk',
	schema: {
		body: Type.Object({ key: Type.String({ format: 'uuid' }), numbers, act: BulkAct }),
		response: { 200: started, ...refusals }
	}
} as const;
export const startBulkAssign = {
	method: 'POST',
	url: '/api/bulk/assign',
	schema: {
		body: Type.Object({ key: Type.String({ format: 'uuid' }), numbers, act: BulkAssign }),
		response: { 200: started, ...refusals }
	}
} as const;

/** The caller's own of the last seven days, newest first. */
export const readBulks = {
	method: 'GET',
	url: '/api/bulk',
	schema: { response: { 200: Type.Object({ rows: Type.Array(Bulk) }), ...refusals } }
} as const;

const byId = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,18}$' }) });
/** One of the caller's own, with what became of each submission. */
export const readBulk = {
	method: 'GET',
	url: '/api/bulk/:id',
	schema: {
		params: byId,
		response: { 200: Type.Object({ bulk: Bulk, rows: Type.Array(BulkRow) }), ...refusals }
	}
} as const;

/**
 * Stops what still runs and takes back what was done, row by row; what somebody has changed since is kept. 409
 * `too_late` once `BULK_UNDO_MINUTES` have passed.
 */
export const undoBulk = {
	method: 'POST',
	url: '/api/bulk/:id/undo',
	schema: {
		params: byId,
		body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),
		response: { 200: started, ...refusals }
	}
} as const;

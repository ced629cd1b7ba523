import { Type, type Static } from 'typebox';
import { mentions } from './contact.ts';
import { Instant, Nullable, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 503: Refused } as const;

/** One act of one person, or of the gateway where nobody had signed in (`nobody`). */
export const AuditRow = Type.Object({
	id: Type.String(),
	at: Instant,
	actor: Type.String(),
	/** Null: no person of the desk, or one who is no longer kept. */
	actorName: Nullable(Type.String()),
	role: Type.String(),
	/** Past tense: `submission:seen`. */
	action: Type.String(),
	/** A number, a person's id, or the id of something else that the action names. */
	subject: Type.String(),
	/** Name of the person who is the subject. */
	subjectName: Nullable(Type.String()),
	detail: Type.Record(Type.String(), Type.Unknown(), mentions),
	/** When what it said was erased with a citizen's data. */
	erasedAt: Nullable(Instant)
});
export type AuditRow = Static<typeof AuditRow>;

const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
export const AuditQuery = Type.Object({
	/** A part of a person's name or e-mail, or their id. */
	person: Type.Optional(Type.String({ maxLength: 200 })),
	/** An action, or the kind before its colon. */
	action: Type.Optional(Type.String({ maxLength: 100 })),
	/** A number in any spacing, or another subject as it stands. */
	subject: Type.Optional(Type.String({ maxLength: 200 })),
	/** Days in India, both included. */
	from: Type.Optional(Day),
	to: Type.Optional(Day),
	/** Cursor: `next` of the page before. */
	after: Type.Optional(Type.String({ pattern: '^[0-9]{1,18}$' }))
});
export type AuditQuery = Static<typeof AuditQuery>;

/** Acts, newest first, a hundred to a page. That somebody read them is an act too. */
export const readAudit = {
	method: 'GET',
	url: '/api/audit',
	schema: {
		querystring: AuditQuery,
		response: {
			200: Type.Object({ rows: Type.Array(AuditRow), next: Nullable(Type.String()) }),
			...refusals
		}
	}
} as const;

export const AuditState = Type.Object({
	events: Type.Integer(),
	audits: Type.Integer(),
	seals: Type.Integer(),
	/** Rows that no seal covers yet. */
	unsealed: Type.Integer(),
	/** Hash of the newest seal: noted elsewhere it proves everything up to it. */
	newest: Nullable(Type.String()),
	newestAt: Nullable(Instant),
	/** The last time that somebody verified here. */
	verified: Nullable(Type.Object({ at: Instant, by: Type.String(), broken: Type.Integer() }))
});
export type AuditState = Static<typeof AuditState>;
export const readAuditState = {
	method: 'GET',
	url: '/api/audit/state',
	schema: { response: { 200: AuditState, ...refusals } }
} as const;

/**
 * Proves every chain; answers with the first places where one does not hold. 503 `too_long` when there is more to
 * prove than a request may take: then `npm run audit:verify`.
 */
export const verifyAudit = {
	method: 'POST',
	url: '/api/audit/verify',
	schema: {
		response: {
			200: Type.Object({
				broken: Type.Array(Type.Object({ chain: Type.String(), place: Type.String(), at: Instant })),
				state: AuditState
			}),
			...refusals
		}
	}
} as const;

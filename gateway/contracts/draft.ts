import { Type, type Static } from 'typebox';
import { Instant, Nullable, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 413: Refused } as const;

/** Bytes of a draft as JSON. */
export const DRAFT_LIMIT_BYTES = 64 * 1024;

/** What a draft is about: `register` (the form at the counter), `submission:<number>`, `note:<number>`, `case:<number>` or `call:<id>`. */
export const DraftSubject = Type.String({
	pattern: '^(register|(submission|note|case):[0-9]{10}|call:[0-9]{1,18})$'
});
const bySubject = Type.Object({ subject: DraftSubject });

/** What a person typed and has not sent: theirs alone, on whatever screen they sign in. */
export const Draft = Type.Object({
	subject: DraftSubject,
	body: Type.Record(Type.String(), Type.Unknown()),
	/** Rises with each saving. */
	revision: Type.Integer(),
	updatedAt: Instant
});
export type Draft = Static<typeof Draft>;

export const readDraft = {
	method: 'GET',
	url: '/api/drafts/:subject',
	schema: { params: bySubject, response: { 200: Type.Object({ draft: Nullable(Draft) }), ...refusals } }
} as const;

/**
 * Saves over revision `after`, 0 where none was seen. `kept: false` means that another screen has saved since:
 * nothing was written, and `draft` is what that one saved. 413 `too_large` beyond 64 KiB.
 */
export const saveDraft = {
	method: 'PUT',
	url: '/api/drafts/:subject',
	schema: {
		params: bySubject,
		body: Type.Object({
			body: Type.Record(Type.String(), Type.Unknown()),
			after: Type.Integer({ minimum: 0 })
		}),
		response: { 200: Type.Object({ kept: Type.Boolean(), draft: Draft }), ...refusals }
	}
} as const;

export const forgetDraft = {
	method: 'DELETE',
	url: '/api/drafts/:subject',
	schema: { params: bySubject, response: { 200: Type.Object({ forgotten: Type.Boolean() }), ...refusals } }
} as const;

import { Type, type Static } from 'typebox';
import { Instant, Nullable, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused } as const;

/** What a key opens: posting by Open311; telling of calls by a telephone system (CTI). */
export const KeyScope = Type.Union([Type.Literal('open311'), Type.Literal('cti')]);
export type KeyScope = Static<typeof KeyScope>;
export const keyScopes: readonly KeyScope[] = ['open311', 'cti'];

/** A program's key, without the key: only its hash is kept. */
export const ApiKey = Type.Object({
	id: Type.String(),
	name: Type.String(),
	scopes: Type.Array(KeyScope),
	madeBy: Nullable(Type.String()),
	madeAt: Instant,
	/** To the minute. */
	lastUsedAt: Nullable(Instant),
	expiresAt: Nullable(Instant),
	state: Type.Union([Type.Literal('good'), Type.Literal('expired'), Type.Literal('revoked')])
});
export type ApiKey = Static<typeof ApiKey>;

export const readKeys = {
	method: 'GET',
	url: '/api/keys',
	schema: { response: { 200: Type.Object({ rows: Type.Array(ApiKey) }), ...refusals } }
} as const;
/** Makes a key and gives it in clear, this once. */
export const makeKey = {
	method: 'POST',
	url: '/api/keys',
	schema: {
		body: Type.Object({
			name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
			scopes: Type.Array(KeyScope, { minItems: 1, uniqueItems: true }),
			/** Absent: till it is revoked. */
			days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 }))
		}),
		response: { 200: Type.Object({ id: Type.String(), key: Type.String() }), ...refusals }
	}
} as const;
export const revokeKey = {
	method: 'DELETE',
	url: '/api/keys/:id',
	schema: {
		params: Type.Object({ id: Type.String({ pattern: '^[0-9]{1,18}$' }) }),
		response: { 200: Type.Object({ id: Type.String() }), ...refusals }
	}
} as const;

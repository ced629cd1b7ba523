import { Type, type Static } from 'typebox';
import { Instant, Language, Nullable, Refused, Role } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 429: Refused } as const;
const Done = Type.Object({ ended: Type.Integer() });

/** Shortest password that a person may choose. Characters. */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 128;

/** Ways of signing in, for the page that offers them. `oidc` is the text of its button. */
export const signInWays = {
	method: 'GET',
	url: '/api/auth/ways',
	schema: { response: { 200: Type.Object({ oidc: Nullable(Type.String()) }) } }
} as const;

/** The signed-in person's own account: readable while they are held back from everything else. */
export const Account = Type.Object({
	id: Type.String(),
	name: Type.String(),
	email: Type.String(),
	role: Role,
	language: Language,
	/** What they must do before anything else. */
	hold: Nullable(Type.Union([Type.Literal('password_change'), Type.Literal('second_factor')])),
	/** False for people who come by single sign-on only. */
	hasPassword: Type.Boolean(),
	twoFactor: Type.Boolean(),
	/** The role must have a second factor here. */
	twoFactorRequired: Type.Boolean(),
	idleMinutes: Type.Integer()
});
export type Account = Static<typeof Account>;
export const readAccount = {
	method: 'GET',
	url: '/api/account',
	schema: { response: { 200: Account, ...refusals } }
} as const;

/** Changes one's own password and ends all other sessions. Faults: `password_wrong`, `password_short`, `password_same`, `password_email`. */
export const changePassword = {
	method: 'POST',
	url: '/api/account/password',
	schema: {
		body: Type.Object({
			current: Type.String({ maxLength: PASSWORD_MAX }),
			next: Type.String({ maxLength: PASSWORD_MAX })
		}),
		response: { 200: Done, ...refusals }
	}
} as const;

export const OwnSession = Type.Object({
	id: Type.String(),
	/** The browser's own words for itself. */
	device: Nullable(Type.String()),
	address: Nullable(Type.String()),
	method: Type.Union([Type.Literal('password'), Type.Literal('oidc')]),
	begunAt: Instant,
	lastUsedAt: Instant,
	/** The session that asks. */
	current: Type.Boolean()
});
export type OwnSession = Static<typeof OwnSession>;
export const readSessions = {
	method: 'GET',
	url: '/api/account/sessions',
	schema: { response: { 200: Type.Object({ rows: Type.Array(OwnSession) }), ...refusals } }
} as const;
/** Ends one of one's own sessions. */
export const endSession = {
	method: 'DELETE',
	url: '/api/account/sessions/:id',
	schema: { params: Type.Object({ id: Type.String() }), response: { 200: Done, ...refusals } }
} as const;
/** Ends all of one's own sessions but this one. */
export const endOtherSessions = {
	method: 'DELETE',
	url: '/api/account/sessions',
	schema: { response: { 200: Done, ...refusals } }
} as const;

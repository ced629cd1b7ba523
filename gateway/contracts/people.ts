import { Type, type Static } from 'typebox';
import { Scope } from './access.ts';
import { Language, Nullable, Refused, Role } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const byId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) });

/** Somebody of the desk, as an administrator sees them. */
export const PersonRow = Type.Object({
	id: Type.String(),
	name: Type.String(),
	email: Type.String(),
	role: Role,
	language: Language,
	scope: Scope,
	/** False: their sign-in is closed. */
	active: Type.Boolean()
});
export type PersonRow = Static<typeof PersonRow>;

/** What an administrator says of a person. */
export const PersonInput = Type.Object({
	name: Type.String({ minLength: 1, maxLength: 200 }),
	email: Type.String({ minLength: 3, maxLength: 320 }),
	role: Role,
	language: Language,
	scope: Scope
});
export type PersonInput = Static<typeof PersonInput>;

/** By name, two hundred at a time; `q` is part of a name or address. */
export const readPeople = {
	method: 'GET',
	url: '/api/people',
	schema: {
		querystring: Type.Object({
			q: Type.Optional(Type.String({ maxLength: 200 })),
			role: Type.Optional(Role),
			/** Cursor: `next` of the page before. */
			after: Type.Optional(Type.String({ maxLength: 400 }))
		}),
		response: {
			200: Type.Object({ rows: Type.Array(PersonRow), next: Nullable(Type.String()), total: Type.Integer() }),
			...refusals
		}
	}
} as const;

const Made = Type.Object({
	person: PersonRow,
	/** Shown this once; nobody can read it again. */
	password: Type.String()
});
/** 400 with `faults` by field; 409 `known_email` when somebody has this address. */
export const createPerson = {
	method: 'POST',
	url: '/api/people',
	schema: { body: PersonInput, response: { 200: Made, ...refusals } }
} as const;
/** 409 `own_role` when administrators would take the role from themselves. */
export const savePerson = {
	method: 'PUT',
	url: '/api/people/:id',
	schema: { params: byId, body: PersonInput, response: { 200: PersonRow, ...refusals } }
} as const;
/** Opens or closes a person's sign-in; closing ends their sessions at once. 409 `own_sign_in` for one's own. */
export const activatePerson = {
	method: 'POST',
	url: '/api/people/:id/active',
	schema: {
		params: byId,
		body: Type.Object({ active: Type.Boolean() }),
		response: { 200: PersonRow, ...refusals }
	}
} as const;
/** Gives a new first password and ends the person's sessions. */
export const resetPassword = {
	method: 'POST',
	url: '/api/people/:id/password',
	schema: { params: byId, response: { 200: Made, ...refusals } }
} as const;

/** A fault of an imported file: `line` counts from 1, the heading included. */
export const ImportFault = Type.Object({ line: Type.Integer(), field: Type.String(), code: Type.String() });
export type ImportFault = Static<typeof ImportFault>;
/**
 * CSV with the heading `name,email,role,language,districts,tehsils,departments,channels,languages`; several codes in one
 * cell are separated by blanks. Nothing is made while there is any fault, or on a dry run.
 */
export const importPeople = {
	method: 'POST',
	url: '/api/people/import',
	schema: {
		body: Type.Object({ csv: Type.String({ minLength: 1, maxLength: 500_000 }), dry: Type.Boolean() }),
		response: {
			200: Type.Object({
				faults: Type.Array(ImportFault),
				/** People in the file. */
				count: Type.Integer(),
				/** Those who were made, with their first passwords. */
				made: Type.Array(Type.Object({ email: Type.String(), password: Type.String() }))
			}),
			...refusals
		}
	}
} as const;

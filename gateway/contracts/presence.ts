import { Type, type Static } from 'typebox';
import { Instant, Number10, Refused, Role } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;

/**
 * What a person does with an open submission. Told by the live socket: client → server `look` (number or null, doing);
 * server → client `presence` (numbers about which somebody began or ended something; null: read everything again).
 */
export const Doing = Type.Union([Type.Literal('looking'), Type.Literal('typing')]);
export type Doing = Static<typeof Doing>;

/** Somebody who has a submission open; by name, never by address. */
export const Present = Type.Object({
	number: Number10,
	person: Type.String(),
	name: Type.String(),
	doing: Doing
});
export type Present = Static<typeof Present>;

/** Who has which submissions open, of those that the caller may see; of one number where it is given. */
export const readPresence = {
	method: 'GET',
	url: '/api/presence',
	schema: {
		querystring: Type.Object({ number: Type.Optional(Number10) }),
		response: { 200: Type.Object({ rows: Type.Array(Present) }), ...refusals }
	}
} as const;

/** A person who may decide: whether they are at the desk now, and what they hold. */
export const StaffPresent = Type.Object({
	id: Type.String(),
	name: Type.String(),
	role: Role,
	/** True while a screen of theirs is connected. */
	present: Type.Boolean(),
	holds: Type.Array(Type.Object({ number: Number10, until: Instant }))
});
export type StaffPresent = Static<typeof StaffPresent>;

export const readStaffPresent = {
	method: 'GET',
	url: '/api/staff/present',
	schema: { response: { 200: Type.Object({ rows: Type.Array(StaffPresent) }), ...refusals } }
} as const;

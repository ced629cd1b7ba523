import { Type } from 'typebox';
import { Nullable, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused } as const;
const Seat = Type.Object({
	/** Of the telephone at which one sits, at a PBX of the state's own; null: at none. */
	extension: Nullable(Type.String({ pattern: '^[0-9]{1,10}$' }))
});

export const readExtension = {
	method: 'GET',
	url: '/api/telephone/extension',
	schema: { response: { 200: Seat, ...refusals } }
} as const;
/** Sits down there; whoever sat there before has none now. */
export const setExtension = {
	method: 'PUT',
	url: '/api/telephone/extension',
	schema: { body: Seat, response: { 200: Seat, ...refusals } }
} as const;

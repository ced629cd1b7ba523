import { Type, type Static } from 'typebox';
import { Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;

/** One account whose calls ring in the browser. */
export const SoftphoneLine = Type.Object({
	account: Type.String(),
	/** What plays it there: the account's provider, or `lab` where the far side is on this machine. */
	by: Type.String(),
	/** Lets this person be rung, nothing else. */
	token: Type.String(),
	/** How long it lasts. */
	seconds: Type.Integer()
});
export type SoftphoneLine = Static<typeof SoftphoneLine>;

/** Opens one's softphone: a line for each account that can ring one, with a fresh token. */
export const openSoftphone = {
	method: 'POST',
	url: '/api/telephone/softphone',
	schema: {
		response: { 200: Type.Object({ lines: Type.Array(SoftphoneLine) }), ...refusals }
	}
} as const;

/**
 * Whether what rings the softphone, by the carrier's id of it, is a line of ours to this person: of a call that they
 * accepted on the screen, asked for, or supervise. Only such a one is answered by itself.
 */
export const readRing = {
	method: 'GET',
	url: '/api/telephone/softphone/:line',
	schema: {
		params: Type.Object({ line: Type.String({ maxLength: 100 }) }),
		response: { 200: Type.Object({ mine: Type.Boolean() }), ...refusals }
	}
} as const;

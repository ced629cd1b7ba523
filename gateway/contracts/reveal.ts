import { Type, type Static } from 'typebox';
import { Instant, Nullable, Number10, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused } as const;

/** How long the numbers and addresses of one matter stay unmasked to the person who asked for them. */
export const REVEAL_MINUTES = 15;

/** Why a number or address is needed by one whose work does not need it. */
export const RevealReason = Type.Union([
	/** The citizen must be reached about their case. */
	Type.Literal('reach_citizen'),
	/** Site visit: somebody must be found at the place. */
	Type.Literal('site_visit'),
	/** A court, the police or the law asks. */
	Type.Literal('legal_demand'),
	/** The citizen asks what is kept of them, or to have it changed or erased. */
	Type.Literal('citizen_request'),
	/** An inquiry into how the matter was dealt with. */
	Type.Literal('inquiry'),
	/** Something technical must be mended. */
	Type.Literal('repair')
]);
export type RevealReason = Static<typeof RevealReason>;
export const revealReasons = RevealReason.anyOf.map((reason) => reason.const);

export const RevealInput = Type.Object({
	reason: RevealReason,
	/** What it is needed for, in the person's words. */
	note: Type.String({ minLength: 5, maxLength: 500 })
});
export type RevealInput = Static<typeof RevealInput>;

const Until = Type.Object({ until: Nullable(Instant) });
const byNumber = Type.Object({ number: Number10 });

/** Until when the caller sees the numbers and addresses of this matter; null: they are masked. */
export const readReveal = {
	method: 'GET',
	url: '/api/submissions/:number/reveal',
	schema: { params: byNumber, response: { 200: Until, ...refusals } }
} as const;
/** Unmasks the numbers and addresses of one matter to the caller for `REVEAL_MINUTES`. The reason stands in the audit. */
export const revealContact = {
	method: 'POST',
	url: '/api/submissions/:number/reveal',
	schema: { params: byNumber, body: RevealInput, response: { 200: Until, ...refusals } }
} as const;
/** The same for one parked delivery. */
export const revealParked = {
	method: 'POST',
	url: '/api/parked/:id/reveal',
	schema: {
		params: Type.Object({ id: Type.String({ pattern: '^[0-9]{1,18}$' }) }),
		body: RevealInput,
		response: { 200: Until, ...refusals }
	}
} as const;

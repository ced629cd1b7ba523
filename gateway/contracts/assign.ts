import { Type, type Static } from 'typebox';
import { Nullable, Number10, Refused } from './words.ts';
import { Submission } from './submission.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;

/**
 * Gives the claim to a person who may decide, or back to the queue (`to: null`), whoever holds it now. What the one
 * who loses it has typed stays theirs. 400 `unknown_person`, 409 `decided`.
 */
export const assignSubmission = {
	method: 'POST',
	url: '/api/submissions/:number/assign',
	schema: {
		params: Type.Object({ number: Number10 }),
		body: Type.Object({
			// Null stands first: the check of the request would make an empty text of it.
			to: Type.Union([Type.Null(), Type.String({ maxLength: 100 })]),
			reason: Type.String({ minLength: 1, maxLength: 500 })
		}),
		response: { 200: Submission, ...refusals }
	}
} as const;

/** Live event `assigned`, told to every screen of the one who loses the claim and of the one who gets it. */
export const Assigned = Type.Object({
	number: Number10,
	/** Person who held it. */
	from: Nullable(Type.String()),
	/** Person who holds it now. */
	to: Nullable(Type.String()),
	/** Name of the supervisor. */
	by: Type.String(),
	reason: Type.String()
});
export type Assigned = Static<typeof Assigned>;

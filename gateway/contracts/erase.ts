import { Type, type Static } from 'typebox';
import { Number10, Nullable, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;

/** On what ground a person's data are erased. */
export const EraseReason = Type.Union([
	/** The person asks for it. */
	Type.Literal('citizen_request'),
	Type.Literal('court_order'),
	/** Kept for as long as the rules say. */
	Type.Literal('retention_over'),
	/** Never to have been recorded. */
	Type.Literal('recorded_by_mistake')
]);
export type EraseReason = Static<typeof EraseReason>;
export const eraseReasons = EraseReason.anyOf.map((reason) => reason.const);

/** What erasing takes away, counted; cases with number, place, category, department and history stay. */
export const ErasePlan = Type.Object({
	/** Null: nobody is registered, the sender's address is all that is known. */
	citizen: Nullable(Type.String()),
	submissions: Type.Integer(),
	grievances: Type.Integer(),
	/** Cases and submissions that nobody has settled yet. */
	open: Type.Array(Number10),
	files: Type.Integer(),
	calls: Type.Integer(),
	notices: Type.Integer(),
	/** Messages and calls as they came over the wire: of each its hash stays. */
	deliveries: Type.Integer(),
	drafts: Type.Integer(),
	/** Rows of history and audit whose words go; the chain holds. */
	entries: Type.Integer(),
	/** Of what was counted: erasing asks for it, so that nothing is erased that was not shown. */
	token: Type.String()
});
export type ErasePlan = Static<typeof ErasePlan>;

export const EraseInput = Type.Object({
	reason: EraseReason,
	/** Reference of the request or order; without the person's name or number. */
	note: Type.String({ minLength: 5, maxLength: 500 }),
	/** The plan's token. */
	token: Type.String({ maxLength: 64 }),
	/** Why it cannot wait till the open cases are settled. */
	force: Type.Optional(Type.String({ minLength: 5, maxLength: 500 }))
});
export type EraseInput = Static<typeof EraseInput>;

const byNumber = Type.Object({ number: Number10 });

/** What would go with the person whose matter this is: nothing is changed. */
export const planErasing = {
	method: 'GET',
	url: '/api/submissions/:number/erase',
	schema: { params: byNumber, response: { 200: ErasePlan, ...refusals } }
} as const;
/**
 * Erases the data of the person whose matter this is, for good. 409 `open_cases` while a case of theirs is open and
 * no `force` says why it cannot wait; 409 `plan_changed` when something came or went since the plan was read.
 */
export const erasePerson = {
	method: 'POST',
	url: '/api/submissions/:number/erase',
	schema: { params: byNumber, body: EraseInput, response: { 200: ErasePlan, ...refusals } }
} as const;

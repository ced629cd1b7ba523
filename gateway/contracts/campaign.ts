import { Type, type Static } from 'typebox';
import { MaybeContact, MaybeMentions, PlaceText } from './contact.ts';
import { RegisterInput } from './desk.ts';
import { Submission } from './submission.ts';
import { Channel, Instant, Nullable, Number10, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const byNumber = Type.Object({ number: Number10 });
const Reason = Type.String({ minLength: 1, maxLength: 500 });
const Text = Nullable(Type.String());

/** People of one list that is put in at a time. */
export const SIGNATORIES_LIMIT = 5000;

/** One grievance that many citizens bring together. */
export const Campaign = Type.Object({
	grievance: Number10,
	title: Type.String(),
	madeByName: Type.String(),
	madeAt: Instant,
	/** Everybody: those who wrote, each with a number of their own, and those who signed on paper. */
	people: Type.Integer(),
	listed: Type.Integer()
});
export type Campaign = Static<typeof Campaign>;

/** Who brings it: by a submission (`number`), or on a list (`id`). */
export const Signatory = Type.Object({
	/** Of a list's row. */
	id: Text,
	number: Nullable(Number10),
	channel: Nullable(Channel),
	/** A sender's name may be a number or an address. */
	name: MaybeMentions,
	/** Telephone or mail address. */
	contact: MaybeContact,
	address: Nullable(PlaceText),
	at: Instant
});
export type Signatory = Static<typeof Signatory>;

export const readCampaign = {
	method: 'GET',
	url: '/api/grievances/:number/campaign',
	schema: {
		params: byNumber,
		response: { 200: Type.Object({ campaign: Nullable(Campaign) }), ...refusals }
	}
} as const;

/**
 * Makes a grievance a campaign. With `register` the number is of a submission that waits: it is claimed and registered
 * first, and keeps its number. 409 `settled` or `merged`.
 */
export const beginCampaign = {
	method: 'POST',
	url: '/api/grievances/:number/campaign',
	schema: {
		params: byNumber,
		body: Type.Object({
			title: Type.String({ minLength: 1, maxLength: 200 }),
			register: Type.Optional(RegisterInput)
		}),
		response: { 200: Campaign, ...refusals }
	}
} as const;

/** The submission that the caller holds joins; it keeps its number and its citizen is told. 400 `no_campaign`. */
export const joinCampaign = {
	method: 'POST',
	url: '/api/submissions/:number/join',
	schema: {
		params: byNumber,
		body: Type.Object({ grievance: Number10 }),
		response: { 200: Submission, ...refusals }
	}
} as const;
/** The submission leaves and waits again; news that has not gone out stays back. 409 `not_linked`. */
export const leaveCampaign = {
	method: 'POST',
	url: '/api/submissions/:number/leave',
	schema: {
		params: byNumber,
		body: Type.Object({ reason: Reason }),
		response: { 200: Submission, ...refusals }
	}
} as const;

/** By submission first, then the lists, each in the order of their coming; two hundred at a time. */
export const readSignatories = {
	method: 'GET',
	url: '/api/grievances/:number/signatories',
	schema: {
		params: byNumber,
		querystring: Type.Object({
			/** Part of a name, address, telephone or number. */
			q: Type.Optional(Type.String({ maxLength: 200 })),
			/** `next` of the page before. */
			after: Type.Optional(Type.String({ pattern: '^[12]:[0-9]{1,18}$' }))
		}),
		response: {
			200: Type.Object({ rows: Type.Array(Signatory), next: Text }),
			...refusals
		}
	}
} as const;

/** A fault of a line of the list. */
export const ListFault = Type.Object({ line: Type.Integer(), field: Type.String(), code: Type.String() });
export type ListFault = Static<typeof ListFault>;
/**
 * Adds those who signed a paper: a line each, `name, telephone, address`, by comma, semicolon or tab, or a CSV file with
 * a heading. All or none; a dry run names every fault. Who is on the list already, with the same particulars, is left out.
 */
export const addSignatories = {
	method: 'POST',
	url: '/api/grievances/:number/signatories',
	schema: {
		params: byNumber,
		body: Type.Object({ text: Type.String({ minLength: 1, maxLength: 900_000 }), dry: Type.Boolean() }),
		response: {
			200: Type.Object({
				faults: Type.Array(ListFault),
				/** People that the list names, each once. */
				count: Type.Integer(),
				/** Of them, those who are there already. */
				repeated: Type.Integer(),
				added: Type.Integer()
			}),
			...refusals
		}
	}
} as const;
export const removeSignatory = {
	method: 'POST',
	url: '/api/signatories/:id/remove',
	schema: {
		params: Type.Object({ id: Type.String({ pattern: '^[0-9]{1,18}$' }) }),
		body: Type.Object({ reason: Reason }),
		response: { 200: Type.Object({ removed: Type.Boolean() }), ...refusals }
	}
} as const;

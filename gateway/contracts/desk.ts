import { Type, type Static } from 'typebox';
import { Nullable, Channel, Language, Number10, Refused, Role, SubmissionState } from './words.ts';
import { Permission, Scope } from './access.ts';
import { PreferenceInput, Preferences } from './preference.ts';
import { moreInput, NotifyBy } from './registration.ts';
import { Grievance, Submission, SubmissionDetail } from './submission.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const byNumber = Type.Object({ number: Number10 });
/** The person who is signed in. */
export const Me = Type.Object({
	id: Type.String(),
	name: Type.String(),
	email: Type.String(),
	role: Role,
	language: Language,
	/** What the role may do; the gateway refuses the rest, the console does not offer it. */
	may: Type.Array(Permission),
	scope: Scope,
	preferences: Preferences,
	/** True on a demo or training installation: `/lab` is there. */
	lab: Type.Boolean()
});
export type Me = Static<typeof Me>;
export const readMe = {
	method: 'GET',
	url: '/api/me',
	schema: { response: { 200: Me, ...refusals } }
} as const;
/** Changes how oneself wants the desk. */
export const savePreference = {
	method: 'PUT',
	url: '/api/me',
	schema: { body: PreferenceInput, response: { 200: Me, ...refusals } }
} as const;

/** Filters of the queue; every one is part of the page's address. */
export const QueueQuery = Type.Object({
	state: Type.Optional(SubmissionState),
	channel: Type.Optional(Channel),
	language: Type.Optional(Language),
	district: Type.Optional(Type.String()),
	/** `mine`, `free` (claimable now) or `others`. */
	claim: Type.Optional(Type.Union([Type.Literal('mine'), Type.Literal('free'), Type.Literal('others')])),
	flag: Type.Optional(Type.String()),
	/** Number, telephone, name or words in any script. */
	q: Type.Optional(Type.String({ maxLength: 200 })),
	order: Type.Optional(Type.Union([Type.Literal('newest'), Type.Literal('oldest')])),
	/** Cursor: `next` of the page before. */
	after: Type.Optional(Type.String()),
	limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 100 }))
});
export type QueueQuery = Static<typeof QueueQuery>;
export const QueuePage = Type.Object({
	rows: Type.Array(Submission),
	next: Nullable(Type.String()),
	/** Sequence of the last change that these rows include: resume live updates from it. */
	sequence: Type.Integer(),
	/** All that match, counted up to 10,000. */
	total: Type.Integer()
});
export type QueuePage = Static<typeof QueuePage>;
export const readQueue = {
	method: 'GET',
	url: '/api/submissions',
	schema: { querystring: QueueQuery, response: { 200: QueuePage, ...refusals } }
} as const;

export const readSubmission = {
	method: 'GET',
	url: '/api/submissions/:number',
	schema: { params: byNumber, response: { 200: SubmissionDetail, ...refusals } }
} as const;

/** The rows of these numbers, for live updates; numbers that do not exist are left out. At most 200. */
export const readRows = {
	method: 'GET',
	url: '/api/submissions/rows',
	schema: {
		querystring: Type.Object({ numbers: Type.String({ description: 'comma-separated', maxLength: 2400 }) }),
		response: { 200: Type.Object({ rows: Type.Array(Submission) }), ...refusals }
	}
} as const;

/** Gives the submission to the caller for ten minutes; claiming one's own again renews it. 409 `claimed` otherwise. */
export const claimSubmission = {
	method: 'POST',
	url: '/api/submissions/:number/claim',
	schema: { params: byNumber, response: { 200: Submission, ...refusals } }
} as const;
/** The free submission that matches and whose turn it is, claimed: by age, urgent ones four hours ahead; 404 `empty` when there is none. */
export const claimNext = {
	method: 'POST',
	url: '/api/submissions/next',
	schema: {
		body: Type.Object({ channel: Type.Optional(Channel), language: Type.Optional(Language) }),
		response: { 200: Submission, ...refusals }
	}
} as const;
export const releaseSubmission = {
	method: 'POST',
	url: '/api/submissions/:number/release',
	schema: { params: byNumber, response: { 200: Submission, ...refusals } }
} as const;

/** Who the matter is about: an existing citizen by id, or a new one. */
export const CitizenInput = Type.Object({
	id: Type.Optional(Type.String()),
	name: Type.String({ minLength: 1, maxLength: 200 }),
	phone: Type.Optional(Type.String({ maxLength: 40 })),
	email: Type.Optional(Type.String({ maxLength: 320 })),
	/** In which they are answered. */
	language: Language,
	/** Absent: as it was, or as reaches them best. */
	notifyBy: Type.Optional(NotifyBy)
});
export const RegisterInput = Type.Object({
	category: Type.String(),
	district: Type.String(),
	tehsil: Type.Optional(Type.String()),
	/** Village or ward. */
	place: Type.Optional(Type.String({ maxLength: 500 })),
	summary: Type.String({ minLength: 3, maxLength: 4000 }),
	citizen: CitizenInput,
	...moreInput
});
export type RegisterInput = Static<typeof RegisterInput>;
/** Needs the caller's claim; 409 `not_claimed`, 400 with `faults` by field. */
export const registerSubmission = {
	method: 'POST',
	url: '/api/submissions/:number/register',
	schema: { params: byNumber, body: RegisterInput, response: { 200: Grievance, ...refusals } }
} as const;
/** Joins the submission to a grievance (its number, or the number of a submission linked to it). */
export const linkSubmission = {
	method: 'POST',
	url: '/api/submissions/:number/link',
	schema: {
		params: byNumber,
		body: Type.Object({ grievance: Number10 }),
		response: { 200: Submission, ...refusals }
	}
} as const;

export const DismissReason = Type.Union([
	Type.Literal('not_a_grievance'),
	Type.Literal('information_given'),
	Type.Literal('spam'),
	Type.Literal('test'),
	Type.Literal('wrong_government'),
	Type.Literal('rti'),
	Type.Literal('sub_judice'),
	Type.Literal('service_matter'),
	Type.Literal('insufficient'),
	Type.Literal('automatic_mail')
]);
export type DismissReason = Static<typeof DismissReason>;
export const dismissReasons = DismissReason.anyOf.map((reason) => reason.const);
export const dismissSubmission = {
	method: 'POST',
	url: '/api/submissions/:number/dismiss',
	schema: {
		params: byNumber,
		body: Type.Object({ reason: DismissReason, note: Type.Optional(Type.String({ maxLength: 2000 })) }),
		response: { 200: Submission, ...refusals }
	}
} as const;

/**
 * Walk-in, post, spoken complaint: received and registered in one transaction.
 * Multipart: a field `data` with this as JSON, and up to ten `file` parts (scans, photos).
 */
export const DeskInput = Type.Object({
	/** Made by the page; the same key twice is one submission. */
	key: Type.String({ format: 'uuid' }),
	channel: Type.Union([Type.Literal('walk_in'), Type.Literal('post'), Type.Literal('phone')]),
	/** Number in the inward diary, of a letter. */
	diary: Type.Optional(Type.String({ maxLength: 100 })),
	/** The citizen's words. */
	text: Type.String({ minLength: 3, maxLength: 100_000 }),
	/** The call in which it was told; one's own. Its recording belongs to the first matter of it. */
	call: Type.Optional(Type.String({ pattern: '^[0-9]{1,18}$' })),
	/** Absent: the matter goes to the queue unregistered. */
	register: Type.Optional(RegisterInput),
	citizen: Type.Optional(CitizenInput)
});
export type DeskInput = Static<typeof DeskInput>;
export const registerAtDesk = {
	method: 'POST',
	url: '/api/register',
	schema: { response: { 200: Type.Object({ number: Number10, repeated: Type.Boolean() }), ...refusals } }
} as const;

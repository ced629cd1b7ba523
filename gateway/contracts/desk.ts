import { Type, type Static } from 'typebox';
import { Nullable, Channel, Instant, Language, Number10, Refused, Role, SubmissionState } from './words.ts';
import { MaybeMentions, MentionsContact, mentions } from './contact.ts';
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

/** A delivery that could not be read or verified. */
export const Parked = Type.Object({
	id: Type.String(),
	account: Type.String(),
	channel: Type.String(),
	/** Short code: `signature`, `unreadable`, `too_complex` … */
	reason: Type.String(),
	detail: MaybeMentions,
	receivedAt: Instant,
	attempts: Type.Integer(),
	size: Type.Integer(),
	excerpt: MentionsContact,
	number: Nullable(Number10)
});
export type Parked = Static<typeof Parked>;
export const readParked = {
	method: 'GET',
	url: '/api/parked',
	schema: {
		querystring: Type.Object({ reason: Type.Optional(Type.String()), after: Type.Optional(Type.String()) }),
		response: {
			200: Type.Object({
				rows: Type.Array(Parked),
				next: Nullable(Type.String()),
				counts: Type.Array(Type.Object({ reason: Type.String(), count: Type.Integer() })),
				/** Jobs that failed for good, by queue. */
				deadJobs: Type.Array(
					Type.Object({ id: Type.String(), queue: Type.String(), failedAt: Instant, error: MentionsContact })
				)
			}),
			...refusals
		}
	}
} as const;
const byId = Type.Object({ id: Type.String() });
/** Raw bytes as text (lossy where not UTF-8), headers and URL, cut at 64 KiB; the whole by `/api/parked/:id/raw`. */
export const readParkedOne = {
	method: 'GET',
	url: '/api/parked/:id',
	schema: {
		params: byId,
		response: {
			200: Type.Object({
				parked: Parked,
				method: Type.String(),
				url: MentionsContact,
				headers: Type.Record(Type.String(), Type.String(), mentions),
				body: MentionsContact
			}),
			...refusals
		}
	}
} as const;
/** Reads it again (as it is); for one whose signature failed this is a supervisor's word that it is genuine. */
export const readAgain = {
	method: 'POST',
	url: '/api/parked/:id/read',
	schema: { params: byId, response: { 200: Type.Object({ queued: Type.Boolean() }), ...refusals } }
} as const;
/** What a supervisor reads in the raw bytes where no program could. */
export const HandInput = Type.Object({
	/** The citizen's words. */
	text: Type.String({ minLength: 3, maxLength: 100_000 }),
	/** Telephone or mail address as it stands there: the number is told to it. */
	sender: Type.Optional(Type.String({ maxLength: 320 })),
	senderName: Type.Optional(Type.String({ maxLength: 200 }))
});
export type HandInput = Static<typeof HandInput>;
/** Puts it into the queue with these words and its raw bytes as a file; 400 with `faults` by field. */
export const readByHand = {
	method: 'POST',
	url: '/api/parked/:id/hand',
	schema: {
		params: byId,
		body: HandInput,
		response: { 200: Type.Object({ number: Number10 }), ...refusals }
	}
} as const;
/** Takes it off the list with a reason; it stays in the ledger. */
export const settleParked = {
	method: 'POST',
	url: '/api/parked/:id/settle',
	schema: {
		params: byId,
		body: Type.Object({ note: Type.String({ minLength: 1, maxLength: 2000 }) }),
		response: { 200: Type.Object({ settled: Type.Boolean() }), ...refusals }
	}
} as const;
/** Runs a dead job again. */
export const retryJob = {
	method: 'POST',
	url: '/api/jobs/:id/retry',
	schema: { params: byId, response: { 200: Type.Object({ queued: Type.Boolean() }), ...refusals } }
} as const;

export const Wall = Type.Object({
	at: Instant,
	/** Arrivals of the last 60 minutes, oldest first, per channel. */
	minutes: Type.Array(Instant),
	arriving: Type.Array(Type.Object({ channel: Channel, counts: Type.Array(Type.Integer()) })),
	/** Waiting now, by channel. */
	waiting: Type.Array(Type.Object({ channel: Channel, count: Type.Integer() })),
	claimed: Type.Integer(),
	/** Oldest that waits. */
	oldest: Nullable(Type.Object({ number: Number10, receivedAt: Instant })),
	/** Decided today, by what became of them. */
	today: Type.Object({
		received: Type.Integer(),
		registered: Type.Integer(),
		linked: Type.Integer(),
		dismissed: Type.Integer()
	}),
	parked: Type.Integer(),
	unverifiedLastHour: Type.Integer(),
	deadJobs: Type.Integer(),
	noticesFailedToday: Type.Integer()
});
export type Wall = Static<typeof Wall>;
export const readWall = {
	method: 'GET',
	url: '/api/wall',
	schema: { response: { 200: Wall, ...refusals } }
} as const;

export const ChannelHealth = Type.Object({
	account: Type.String(),
	channel: Channel,
	provider: Type.String(),
	/** `ok`, `failing` or `quiet` (nothing has come yet). */
	state: Type.Union([Type.Literal('ok'), Type.Literal('failing'), Type.Literal('quiet')]),
	lastSuccessAt: Nullable(Instant),
	lastReceivedAt: Nullable(Instant),
	lastError: MaybeMentions,
	lastErrorAt: Nullable(Instant),
	/** Milliseconds from receipt to queue, median of the last hour. */
	lag_ms: Nullable(Type.Number()),
	receivedToday: Type.Integer(),
	parkedToday: Type.Integer(),
	sentToday: Type.Integer(),
	failedToday: Type.Integer(),
	/** Notices that are still to be sent by it. */
	waiting: Type.Integer(),
	/** Nothing is handed to it before then, and why. */
	heldUntil: Nullable(Instant),
	heldReason: MaybeMentions
});
export type ChannelHealth = Static<typeof ChannelHealth>;
export const readChannels = {
	method: 'GET',
	url: '/api/channels',
	schema: { response: { 200: Type.Object({ rows: Type.Array(ChannelHealth) }), ...refusals } }
} as const;

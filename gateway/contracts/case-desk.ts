import { Type, type Static } from 'typebox';
import {
	AttemptMode,
	AttemptOutcome,
	CaseState,
	ClockKind,
	ClockOutcome,
	ExclusionReason,
	Fallback,
	Grade,
	Proof,
	SpecialReason,
	Track,
	Verdict
} from './case.ts';
import type { CaseVerb } from './case-table.ts';
import { MentionsContact, mentions } from './contact.ts';
import { Counted } from './policy.ts';
import { AskQuestion } from './triage.ts';
import { Channel, Instant, Language, Names, Nullable, Number10, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const byNumber = Type.Object({ number: Number10 });
const Code = Type.String({ minLength: 1, maxLength: 40 });
const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });

/** What an officer says to a citizen, in the citizen's language. */
const Reply = Type.String({ minLength: 10, maxLength: 4000 });
/** What is said among colleagues. */
const Reason = Type.String({ minLength: 3, maxLength: 1000 });
/** A citizen's own words. */
const Words = Type.String({ maxLength: 4000 });

/** Which part of the cases: those that wait for oneself, and the lists of supervisors and of the feedback desk. */
export const CaseList = Type.Union([
	/** Of the offices in which one holds a post. */
	Type.Literal('mine'),
	Type.Literal('screening'),
	/** Exclusions and special closures that one may decide, and final reviews. */
	Type.Literal('review'),
	/** Nobody holds a post that could act. */
	Type.Literal('vacant'),
	/** Resolved, and the citizen not heard yet. */
	Type.Literal('feedback')
]);
export type CaseList = Static<typeof CaseList>;

export const CaseQuery = Type.Object({
	list: Type.Optional(CaseList),
	state: Type.Optional(CaseState),
	/** Open ones where nothing is said. */
	settled: Type.Optional(Type.Boolean()),
	office: Type.Optional(Code),
	department: Type.Optional(Code),
	district: Type.Optional(Code),
	tehsil: Type.Optional(Code),
	category: Type.Optional(Code),
	track: Type.Optional(Track),
	level: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 })),
	late: Type.Optional(Type.Boolean()),
	/** Cursor: `next` of the page before. */
	after: Type.Optional(Type.String({ maxLength: 80 }))
});
export type CaseQuery = Static<typeof CaseQuery>;

export const CaseRow = Type.Object({
	number: Number10,
	state: CaseState,
	settled: Type.Boolean(),
	track: Nullable(Track),
	level: Type.Integer(),
	office: Nullable(Code),
	officeNames: Nullable(Names),
	/** The chair in that office which has to act. */
	post: Nullable(Code),
	postNames: Nullable(Names),
	fallback: Nullable(Fallback),
	category: Code,
	department: Code,
	district: Code,
	tehsil: Nullable(Code),
	summary: Type.String(),
	language: Language,
	sensitive: Type.Boolean(),
	/** Of the running time limit of the level; past where it is late. */
	dueAt: Nullable(Instant),
	late: Type.Boolean(),
	expectedOn: Nullable(Day),
	transfers: Type.Integer(),
	escalations: Type.Integer(),
	reopenings: Type.Integer(),
	verdict: Nullable(Verdict),
	/** Everybody whose matter it is: one, or all of a campaign. */
	people: Type.Integer(),
	receivedAt: Instant,
	registeredAt: Instant,
	resolvedAt: Nullable(Instant),
	settledAt: Nullable(Instant),
	mergedInto: Nullable(Number10)
});
export type CaseRow = Static<typeof CaseRow>;

/** Fifty at a time, by the time that is left; `total` counts up to 10,000. */
export const readCases = {
	method: 'GET',
	url: '/api/cases',
	schema: {
		querystring: CaseQuery,
		response: {
			200: Type.Object({ rows: Type.Array(CaseRow), next: Nullable(Type.String()), total: Type.Integer() }),
			...refusals
		}
	}
} as const;

/** A time limit, and day by day why its date is what it is. */
export const CaseClock = Type.Object({
	id: Type.String(),
	kind: ClockKind,
	level: Type.Integer(),
	office: Nullable(Code),
	startedAt: Instant,
	dueAt: Instant,
	/** Since when it rests, and why; null while it runs. */
	restingSince: Nullable(Instant),
	restReason: Nullable(Type.String()),
	stoppedAt: Nullable(Instant),
	outcome: Nullable(ClockOutcome),
	/** Version of the policy by which it runs. */
	policy: Type.Integer(),
	days: Type.Integer(),
	unit: Type.Union([Type.Literal('working'), Type.Literal('calendar')]),
	proof: Type.Array(Counted)
});
export type CaseClock = Static<typeof CaseClock>;

export const CaseEvent = Type.Object({
	sequence: Type.Integer(),
	type: Type.String(),
	at: Instant,
	/** `citizen`, `clock`, or a person's id. */
	actor: Nullable(Type.String()),
	actorName: Nullable(Type.String()),
	detail: Type.Record(Type.String(), Type.Unknown(), mentions)
});

/** Where and when a picture says itself that it was taken. */
export const CameraSaid = Type.Object({
	latitude: Nullable(Type.Number()),
	longitude: Nullable(Type.Number()),
	takenAt: Nullable(Instant)
});

/** A file that proves what was done; `latitude`, `longitude` and `takenAt` are what the browser said who sent it. */
export const Evidence = Type.Object({
	id: Type.String(),
	name: Type.String(),
	mediaType: Type.String(),
	size: Type.Integer(),
	latitude: Nullable(Type.Number()),
	longitude: Nullable(Type.Number()),
	takenAt: Nullable(Instant),
	camera: Nullable(CameraSaid),
	/** Metres from the place of the case, by the picture, else the browser; null where one of both is not known. */
	distance_m: Nullable(Type.Integer()),
	/** Before the complaint came, or after the reply: no proof of it. Null where no time is known. */
	taken: Nullable(Type.Union([Type.Literal('before'), Type.Literal('between'), Type.Literal('after')]))
});
export type Evidence = Static<typeof Evidence>;

export const Resolution = Type.Object({
	id: Type.String(),
	level: Type.Integer(),
	office: Code,
	byName: Type.String(),
	at: Instant,
	grade: Grade,
	reply: MentionsContact,
	language: Language,
	files: Type.Array(Evidence)
});

/** An exclusion or a special closure: one proposes, another decides. */
export const Proposal = Type.Object({
	kind: Type.Union([Type.Literal('exclusion'), Type.Literal('special')]),
	reason: Type.String(),
	text: MentionsContact,
	by: Type.String(),
	byName: Type.String(),
	at: Instant,
	/** Null while nobody has decided. */
	accepted: Nullable(Type.Boolean()),
	decision: Nullable(MentionsContact),
	decidedByName: Nullable(Type.String()),
	decidedAt: Nullable(Instant)
});

/** What the citizen said of a resolution. */
export const GivenVerdict = Type.Object({
	verdict: Verdict,
	words: MentionsContact,
	channel: Channel,
	byName: Nullable(Type.String()),
	at: Instant
});
/** What somebody says who brought the same matter; it decides nothing. */
export const Opinion = Type.Object({
	/** Theirs. */
	number: Number10,
	verdict: Type.Union([Type.Literal('satisfied'), Type.Literal('not_satisfied')]),
	channel: Channel,
	/** Of the resolution. */
	level: Type.Integer(),
	at: Instant
});
export const Attempt = Type.Object({
	mode: AttemptMode,
	outcome: AttemptOutcome,
	at: Instant,
	byName: Nullable(Type.String())
});
/** What a citizen added. */
export const Information = Type.Object({
	id: Type.String(),
	text: MentionsContact,
	channel: Channel,
	at: Instant,
	files: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), mediaType: Type.String() }))
});

/** An office that had it, with when it came there. */
export const Seat = Type.Object({
	office: Code,
	names: Names,
	post: Nullable(Code),
	postNames: Nullable(Names),
	level: Type.Integer(),
	since: Instant,
	/** Event by which it came. */
	cause: Type.String(),
	fallback: Nullable(Fallback)
});

export const CaseDetail = Type.Intersect([
	CaseRow,
	Type.Object({
		/** Open to the asker. */
		verbs: Type.Array(Type.Unsafe<CaseVerb>(Type.String())),
		clocks: Type.Array(CaseClock),
		timeline: Type.Array(CaseEvent),
		offices: Type.Array(Seat),
		resolutions: Type.Array(Resolution),
		proposals: Type.Array(Proposal),
		verdicts: Type.Array(GivenVerdict),
		opinions: Type.Array(Opinion),
		attempts: Type.Array(Attempt),
		information: Type.Array(Information),
		/** While it can be appealed. */
		appealUntil: Nullable(Instant),
		closedReason: Nullable(Type.String()),
		closedText: Nullable(MentionsContact),
		closedLanguage: Nullable(Language)
	})
]);
export type CaseDetail = Static<typeof CaseDetail>;
/** By any number that leads to it: of a linked submission, of a merged case. */
export const readCase = {
	method: 'GET',
	url: '/api/cases/:number',
	schema: { params: byNumber, response: { 200: CaseDetail, ...refusals } }
} as const;

/** Where a case stands after a verb. */
export const CaseStanding = Type.Object({
	number: Number10,
	state: CaseState,
	level: Type.Integer(),
	office: Nullable(Code),
	dueAt: Nullable(Instant)
});
export type CaseStanding = Static<typeof CaseStanding>;

/**
 * 404 where the case is not the asker's to see, 403 `not_yours` where somebody else has to act; 409 `wrong_state`,
 * `merged`, `limit` and `too_late` are those of `closedTo`.
 */
const verb = <const U extends string, B extends ReturnType<typeof Type.Object>>(url: U, body: B) =>
	({
		method: 'POST',
		url: `/api/cases/:number/${url}`,
		schema: { params: byNumber, body, response: { 200: CaseStanding, ...refusals } }
	}) as const;

export const RouteInput = Type.Object({ office: Code, reason: Reason });
export type RouteInput = Static<typeof RouteInput>;
export const routeCase = verb('route', RouteInput);

export const acknowledgeCase = verb('acknowledge', Type.Object({}));

/** 400 `same` for the office that has it already. */
export const TransferInput = Type.Object({ office: Code, reason: Reason });
export type TransferInput = Static<typeof TransferInput>;
export const transferCase = verb('transfer', TransferInput);

/** 400 `past` for a day that is over, `other_language` for a reply that the citizen cannot read. */
export const InterimInput = Type.Object({ reply: Reply, expectedOn: Day });
export type InterimInput = Static<typeof InterimInput>;
export const giveInterim = verb('interim', InterimInput);

/** A file of the draft `case:<number>`; place and time as the camera or the browser says. */
export const EvidenceInput = Type.Object({
	id: Type.String({ pattern: '^[0-9]{1,18}$' }),
	latitude: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
	longitude: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
	takenAt: Type.Optional(Instant)
});
export type EvidenceInput = Static<typeof EvidenceInput>;
/** 400 `other_language`; `gone` where a file is not there any more. */
export const ResolveInput = Type.Object({
	grade: Grade,
	reply: Reply,
	files: Type.Optional(Type.Array(EvidenceInput, { maxItems: 10 }))
});
export type ResolveInput = Static<typeof ResolveInput>;
export const resolveCase = verb('resolve', ResolveInput);

/** 409 `not_asked`: `insufficient` is for who was asked `QUESTIONS_LIMIT` times. */
export const ExclusionInput = Type.Object({ reason: ExclusionReason, text: Reply });
export type ExclusionInput = Static<typeof ExclusionInput>;
export const proposeExclusion = verb('exclusion', ExclusionInput);

/** 403 `same_person` for who proposed it. `text` is told to the citizen where it is accepted. */
export const DecisionInput = Type.Object({ accept: Type.Boolean(), text: Reply });
export type DecisionInput = Static<typeof DecisionInput>;
export const decideExclusion = verb('exclusion/decision', DecisionInput);

export const SpecialInput = Type.Object({ reason: SpecialReason, text: Reply });
export type SpecialInput = Static<typeof SpecialInput>;
export const proposeSpecial = verb('special', SpecialInput);
export const decideSpecial = verb('special/decision', DecisionInput);

/** What is missing; an SMS asks it by an approved text, a mail says `text` as well. 409 `limit` after `QUESTIONS_LIMIT`. */
export const AskInput = Type.Object({
	question: AskQuestion,
	text: Reply
});
export type AskInput = Static<typeof AskInput>;
export const askCitizen = verb('question', AskInput);

/** `channel`: how the citizen said it to whoever writes it down. */
const Said = { words: Words, channel: Channel };
export const AnswerInput = Type.Object(Said);
export type AnswerInput = Static<typeof AnswerInput>;
export const answerQuestion = verb('answer', AnswerInput);

/** `files`: ids of files of the draft `case:<number>`. */
export const InformationInput = Type.Object({
	text: Type.String({ minLength: 1, maxLength: 4000 }),
	channel: Channel,
	files: Type.Optional(Type.Array(Type.String({ pattern: '^[0-9]{1,18}$' }), { maxItems: 10 }))
});
export type InformationInput = Static<typeof InformationInput>;
export const addInformation = verb('information', InformationInput);

export const WithdrawInput = Type.Object({ ...Said, proof: Proof });
export type WithdrawInput = Static<typeof WithdrawInput>;
export const withdrawCase = verb('withdraw', WithdrawInput);

/** What a citizen says; who resolved it, or holds a post in the office that did, never records it: 403 `resolver`. */
export const VerdictInput = Type.Object({
	verdict: Type.Union([Type.Literal('satisfied'), Type.Literal('partly'), Type.Literal('not_satisfied')]),
	...Said
});
export type VerdictInput = Static<typeof VerdictInput>;
export const giveVerdict = verb('verdict', VerdictInput);

/** The third that reached nobody, each at another hour, closes the case unverified. */
export const AttemptInput = Type.Object({ mode: AttemptMode, outcome: AttemptOutcome });
export type AttemptInput = Static<typeof AttemptInput>;
export const noteAttempt = verb('attempts', AttemptInput);

export const ReopenInput = Type.Object(Said);
export type ReopenInput = Static<typeof ReopenInput>;
export const reopenCase = verb('reopen', ReopenInput);

/** `return`: back to level 2 with a direction. `conclude`: closed for good by a reasoned order. */
export const ReviewInput = Type.Object({
	decision: Type.Union([Type.Literal('return'), Type.Literal('conclude')]),
	text: Reply
});
export type ReviewInput = Static<typeof ReviewInput>;
export const reviewCase = verb('review', ReviewInput);

/** One resolution for many cases of one matter, each by the verb `resolve`; what is refused says why. */
export const resolveMany = {
	method: 'POST',
	url: '/api/cases/resolve',
	schema: {
		body: Type.Intersect([
			Type.Object({ numbers: Type.Array(Number10, { minItems: 1, maxItems: 200, uniqueItems: true }) }),
			Type.Omit(ResolveInput, ['files'])
		]),
		response: {
			200: Type.Object({
				done: Type.Array(Number10),
				refused: Type.Array(Type.Object({ number: Number10, code: Type.String() }))
			}),
			...refusals
		}
	}
} as const;

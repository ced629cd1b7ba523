import { Type, type Static } from 'typebox';
import { Instant, Nullable, Number10, Refused } from './words.ts';
import { MaybeMentions, MentionsContact } from './contact.ts';
import { SensitiveReason } from './registration.ts';
import { Grievance, Submission } from './submission.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const byNumber = Type.Object({ number: Number10 });
const Reason = Type.String({ minLength: 1, maxLength: 500 });

/**
 * A dismissed submission waits again. 409 `not_dismissed` when it is not dismissed (any more). `endRule` ends the
 * sender rule that dismissed it.
 */
export const restoreSubmission = {
	method: 'POST',
	url: '/api/submissions/:number/restore',
	schema: {
		params: byNumber,
		body: Type.Object({ reason: Reason, endRule: Type.Optional(Type.Boolean()) }),
		response: { 200: Submission, ...refusals }
	}
} as const;

/** A submission leaves the grievance that it was linked to and waits again. 409 `not_linked`. */
export const unlinkSubmission = {
	method: 'POST',
	url: '/api/submissions/:number/unlink',
	schema: {
		params: byNumber,
		body: Type.Object({ reason: Reason }),
		response: { 200: Submission, ...refusals }
	}
} as const;

export const RuleKind = Type.Union([Type.Literal('address'), Type.Literal('domain'), Type.Literal('phone')]);
export type RuleKind = Static<typeof RuleKind>;
export const RuleAction = Type.Union([Type.Literal('dismiss'), Type.Literal('low')]);
export type RuleAction = Static<typeof RuleAction>;
/** Longest that a rule may hold; a telephone, which a household shares, is not shut out for longer than a month. */
export const ruleDays: Record<RuleKind, number> = { address: 365, domain: 365, phone: 30 };

/** What becomes of later submissions of a sender: dismissed on arrival, or flagged `low`. */
export const SenderRule = Type.Object({
	id: Type.String(),
	kind: RuleKind,
	/** Mail address or domain in small letters, or E.164. */
	value: MentionsContact,
	action: RuleAction,
	note: MaybeMentions,
	/** The submission that it was made from. */
	number: Nullable(Number10),
	madeByName: Type.String(),
	madeAt: Instant,
	expiresAt: Instant,
	endedAt: Nullable(Instant),
	endedByName: Nullable(Type.String()),
	/** Submissions that it has dismissed, counted up to 10,000. */
	dismissed: Type.Integer()
});
export type SenderRule = Static<typeof SenderRule>;

export const SpamInput = Type.Object({
	note: Type.Optional(Type.String({ maxLength: 500 })),
	/** Absent: this submission alone. */
	rule: Type.Optional(
		Type.Object({
			kind: RuleKind,
			action: RuleAction,
			days: Type.Integer({ minimum: 1, maximum: 365 })
		})
	)
});
export type SpamInput = Static<typeof SpamInput>;

/**
 * Dismisses as spam, and makes a rule of the sender. Needs the caller's claim. 400 `no_sender`, `government`,
 * `public_domain` or `too_long` where there may be no such rule.
 */
export const spamSubmission = {
	method: 'POST',
	url: '/api/submissions/:number/spam',
	schema: { params: byNumber, body: SpamInput, response: { 200: Submission, ...refusals } }
} as const;

export const readSenderRules = {
	method: 'GET',
	url: '/api/sender-rules',
	schema: { response: { 200: Type.Object({ rows: Type.Array(SenderRule) }), ...refusals } }
} as const;

/** From now on the sender's submissions wait like all others. 404 when it has ended already. */
export const endSenderRule = {
	method: 'POST',
	url: '/api/sender-rules/:id/end',
	schema: {
		params: Type.Object({ id: Type.String({ pattern: '^[0-9]{1,18}$' }) }),
		response: { 200: SenderRule, ...refusals }
	}
} as const;

/**
 * Makes one case of two that are the same matter: the younger points to the older and its citizens are told. Either
 * number may be that of a linked submission. Answers with the older; 409 `same`, `merged` or `settled`.
 */
export const mergeGrievances = {
	method: 'POST',
	url: '/api/grievances/:number/merge',
	schema: {
		params: byNumber,
		body: Type.Object({ with: Number10 }),
		response: { 200: Grievance, ...refusals }
	}
} as const;
/** Undoes the merge of this case into another. 409 `not_merged`. */
export const unmergeGrievance = {
	method: 'POST',
	url: '/api/grievances/:number/unmerge',
	schema: {
		params: byNumber,
		body: Type.Object({ reason: Reason }),
		response: { 200: Grievance, ...refusals }
	}
} as const;

export const SensitiveInput = Type.Object({
	/** Null: it is no longer. */
	sensitive: Nullable(SensitiveReason),
	reason: Reason
});
export type SensitiveInput = Static<typeof SensitiveInput>;
/**
 * Marks a registered case as sensitive, so that few see it and what is linked to it, or takes the mark away, which only
 * those may who see sensitive cases: 403 `sensitive_kept`. Either number may be that of a linked submission.
 */
export const markSensitive = {
	method: 'POST',
	url: '/api/grievances/:number/sensitive',
	schema: {
		params: byNumber,
		body: SensitiveInput,
		response: { 200: Grievance, ...refusals }
	}
} as const;

export const SplitInput = Type.Object({
	/** Made by the page; the same key twice is one division. */
	key: Type.String({ format: 'uuid' }),
	/** The words of each further matter. */
	parts: Type.Array(Type.Object({ text: Type.String({ minLength: 3, maxLength: 100_000 }) }), {
		minItems: 1,
		maxItems: 9
	})
});
export type SplitInput = Static<typeof SplitInput>;
/**
 * Makes further submissions of the matters that a submission speaks of beside its own: each with its number, of which
 * the citizen is told, with the original's sender and files. Needs the caller's claim, which stays.
 */
export const splitSubmission = {
	method: 'POST',
	url: '/api/submissions/:number/split',
	schema: {
		params: byNumber,
		body: SplitInput,
		response: { 200: Type.Object({ numbers: Type.Array(Number10) }), ...refusals }
	}
} as const;

export const AskQuestion = Type.Union([
	Type.Literal('place'),
	Type.Literal('details'),
	Type.Literal('reference'),
	Type.Literal('name')
]);
export type AskQuestion = Static<typeof AskQuestion>;
export const askQuestions = AskQuestion.anyOf.map((question) => question.const);
export const AskInput = Type.Object({
	question: AskQuestion,
	/** In a mail only: by SMS go approved texts alone. */
	text: Type.Optional(Type.String({ maxLength: 500 }))
});
export type AskInput = Static<typeof AskInput>;
/**
 * Asks the sender by the channel they used; the submission waits on, flagged `asked` till they answer. Needs the
 * caller's claim. 409 `unreachable` or `braked`, 400 `fixed_text`.
 */
export const askCitizen = {
	method: 'POST',
	url: '/api/submissions/:number/ask',
	schema: { params: byNumber, body: AskInput, response: { 200: Submission, ...refusals } }
} as const;

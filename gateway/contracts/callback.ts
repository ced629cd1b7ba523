import { Type, type Static } from 'typebox';
import { MaybeContact, MentionsContact } from './contact.ts';
import { Grade } from './case.ts';
import { Instant, Language, Names, Nullable, Number10, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const literals = <const T extends string>(...words: T[]) =>
	Type.Unsafe<T>(Type.Union(words.map((word) => Type.Literal(word))));
const byId = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,18}$' }) });

/**
 * Why somebody is to be called: they asked, gave up waiting, left a message, called at night, the line broke, or they
 * are to be asked whether their case is settled, or told what no text can bring them.
 */
export const CallbackReason = literals(
	'asked',
	'abandoned',
	'voicemail',
	'after_hours',
	'broken_off',
	'satisfaction',
	'notice'
);
export type CallbackReason = Static<typeof CallbackReason>;

/** What an attempt came to. After `no_answer` and `busy` somebody tries again: in 15 minutes, two hours, the next day. */
export const CallbackOutcome = literals('reached', 'no_answer', 'busy', 'wrong_number', 'refused');
export type CallbackOutcome = Static<typeof CallbackOutcome>;

/** What it came to that somebody was asked whether they are satisfied; their words go with the first three. */
export const AskedOutcome = literals(
	'satisfied',
	'partly',
	'not_satisfied',
	'no_answer',
	'busy',
	'wrong_number',
	'later',
	'refused'
);
export type AskedOutcome = Static<typeof AskedOutcome>;

/** The case of which somebody is to be asked. */
export const AskedMatter = Type.Object({
	number: Number10,
	summary: Type.String(),
	/** What the office says that it did. */
	reply: Type.String(),
	grade: Grade,
	office: Names
});

/** What somebody is to be told, to be read out. */
export const ToldByCall = Type.Object({ number: Number10, key: Type.String(), body: MentionsContact });

/** Somebody who waits to be called; one for each number, called between 09 and 18 o'clock in India. */
export const Callback = Type.Object({
	id: Type.String(),
	phone: MaybeContact,
	reason: CallbackReason,
	/** The call that it comes from: `call:<id>` is the draft of what was typed in it. */
	call: Nullable(Type.String()),
	/** Of what they left in it. */
	number: Nullable(Number10),
	language: Language,
	department: Nullable(Type.String()),
	/** Of `satisfaction` alone. */
	matter: Nullable(AskedMatter),
	/** Of `notice` alone. */
	told: Nullable(ToldByCall),
	/** The place in the queue that the caller had. */
	queuedAt: Instant,
	dueAt: Instant,
	attempts: Type.Integer(),
	state: literals('open', 'done'),
	/** Of the last attempt; at the end also `unreached`, and `called_again` where they rang themselves. */
	outcome: Nullable(Type.String()),
	takenBy: Nullable(Type.String()),
	takenByName: Nullable(Type.String())
});
export type Callback = Static<typeof Callback>;

/** Open ones that one's languages fit: first who is due, by their place in the queue. Without `call` those of cases alone. */
export const readCallbacks = {
	method: 'GET',
	url: '/api/callbacks',
	schema: { response: { 200: Type.Object({ rows: Type.Array(Callback), now: Instant }), ...refusals } }
} as const;

/** One's own for a quarter of an hour, with the draft of its call. 409 `taken` by another, `done` when it is closed. */
export const takeCallback = {
	method: 'POST',
	url: '/api/callbacks/:id/take',
	schema: { params: byId, response: { 200: Callback, ...refusals } }
} as const;

export const releaseCallback = {
	method: 'POST',
	url: '/api/callbacks/:id/release',
	schema: { params: byId, response: { 200: Callback, ...refusals } }
} as const;

/**
 * Rings one's own telephone, then theirs. Who is not reached is noted by itself, who is by the wrap-up. 409 `not_taken`,
 * `busy`, `endpoint` where one has no telephone that can be rung.
 */
export const callBack = {
	method: 'POST',
	url: '/api/callbacks/:id/call',
	schema: { params: byId, response: { 200: Type.Object({ call: Type.String() }), ...refusals } }
} as const;

/** Notes what the attempt came to. 409 `not_taken` when it is not in one's hands. */
export const closeCallback = {
	method: 'POST',
	url: '/api/callbacks/:id/close',
	schema: {
		params: byId,
		body: Type.Object({ outcome: CallbackOutcome }),
		response: { 200: Callback, ...refusals }
	}
} as const;

/**
 * Notes whether they are satisfied, or why that is not known; who was not reached is tried on another day. 400
 * `required` without their words where they are not wholly satisfied, 409 `not_taken`, 403 `resolver`.
 */
export const closeAsked = {
	method: 'POST',
	url: '/api/callbacks/:id/satisfaction',
	schema: {
		params: byId,
		body: Type.Object({ outcome: AskedOutcome, words: Type.String({ maxLength: 4000 }) }),
		response: { 200: Callback, ...refusals }
	}
} as const;

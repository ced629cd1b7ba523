import { Type, type Static } from 'typebox';

const literals = <const T extends string>(...words: T[]) =>
	Type.Unsafe<T>(Type.Union(words.map((word) => Type.Literal(word))));

/** Where a registered case stands; those of `settledStates` are its ends. A merged case is where the other one is. */
export const CaseState = literals(
	/** Has a number, and no office yet. */
	'registered',
	/** No rule says whose it is, or somebody doubts that it is a grievance. */
	'screening',
	/** The citizen was asked something; the clock of screening rests. */
	'awaiting_citizen',
	/** Somebody proposed not to take it up; another one decides. */
	'exclusion_review',
	/** An office has it and has not said so yet. */
	'assigned',
	'in_progress',
	/** The office said why it needs longer, and till when. */
	'long_term',
	/** A special closure was proposed; the highest level decides. */
	'special_review',
	/** The office says that it is done; the citizen has the last word. */
	'resolved',
	/** Not satisfied at the highest level. */
	'final_review',
	'closed_satisfied',
	'closed_partly',
	/** Three tries at different hours reached nobody. */
	'closed_unverified',
	'closed_special',
	'not_taken_up',
	'withdrawn'
);
export type CaseState = Static<typeof CaseState>;

export const settledStates = [
	'closed_satisfied',
	'closed_partly',
	'closed_unverified',
	'closed_special',
	'not_taken_up',
	'withdrawn'
] as const satisfies readonly CaseState[];

export const Track = literals('district', 'state');
export type Track = Static<typeof Track>;

/** What a citizen says of a resolution; `unreachable` is said by the tries alone. */
export const Verdict = literals('satisfied', 'partly', 'not_satisfied', 'unreachable');
export type Verdict = Static<typeof Verdict>;

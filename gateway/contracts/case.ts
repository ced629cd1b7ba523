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
export const isSettled = (state: CaseState) => (settledStates as readonly CaseState[]).includes(state);

/** The highest level: what is not satisfied there is reviewed for good. */
export const HIGHEST_LEVEL = 3;
/** Horizontal transfers in a case's life. */
export const TRANSFERS_LIMIT = 3;
export const REOPENINGS_LIMIT = 2;
/** How often a citizen is asked before a case may be proposed as insufficient. */
export const QUESTIONS_LIMIT = 3;
/** Tries at different hours before a case closes unverified. */
export const ATTEMPTS_LIMIT = 3;

export const Track = literals('district', 'state');
export type Track = Static<typeof Track>;

/** What a citizen says of a resolution; `unreachable` is said by the tries alone. */
export const Verdict = literals('satisfied', 'partly', 'not_satisfied', 'unreachable');
export type Verdict = Static<typeof Verdict>;

/** How far an office says that it helped; `none` says why it is not possible. */
export const Grade = literals('full', 'partial', 'none');
export type Grade = Static<typeof Grade>;

/** Why something is no grievance: proposed by one, decided by another, told to the citizen, appealable. */
export const ExclusionReason = literals(
	'rti',
	'sub_judice',
	'religious',
	'service_matter',
	'transfer_posting',
	'private_dispute',
	'policy_decision',
	'anonymous',
	'frivolous',
	/** After `QUESTIONS_LIMIT` questions that were not answered. */
	'insufficient',
	'statutory_appeal',
	'aid_or_job',
	'vigilance'
);
export type ExclusionReason = Static<typeof ExclusionReason>;

/** Why a case is to be closed without relief: proposed by the office, decided at the highest level. */
export const SpecialReason = literals(
	'court_order',
	'beyond_powers',
	'no_funds',
	'policy',
	'repeated',
	'not_traceable'
);
export type SpecialReason = Static<typeof SpecialReason>;

/** Every reason code of a closure. */
export const ClosingReason = Type.Union([
	literals('satisfied', 'partly', 'unverified', 'withdrawn', 'final_order'),
	ExclusionReason,
	SpecialReason
]);
export type ClosingReason = Static<typeof ClosingReason>;

/** A time limit of a case. */
export const ClockKind = literals(
	'acknowledge',
	'screen',
	/** The citizen's time to answer a question. */
	'answer',
	'redress',
	/** Of the long term: until the next interim reply. */
	'interim',
	/** Until the citizen is asked how it went. */
	'feedback',
	/** The citizen's time to appeal. */
	'appeal',
	/** Of the final review. */
	'review'
);
export type ClockKind = Static<typeof ClockKind>;
export const ClockOutcome = literals('met', 'late', 'cancelled');
export type ClockOutcome = Static<typeof ClockOutcome>;

/** How it was tried to ask a citizen whether they are satisfied; a link only counts once it is answered. */
export const AttemptMode = literals('call', 'agent', 'sms_link');
export type AttemptMode = Static<typeof AttemptMode>;
export const AttemptOutcome = literals(
	'answered',
	'no_answer',
	'busy',
	'failed',
	'refused',
	'wrong_number',
	'later'
);
export type AttemptOutcome = Static<typeof AttemptOutcome>;

/** How it is known that the citizen themselves withdraws. */
export const Proof = literals('one_time_code', 'call_back', 'in_person', 'signature');
export type Proof = Static<typeof Proof>;

/** Why a case acts elsewhere than its rule says: the post was vacant. `supervisor`: nobody holds any, a supervisor sees to it. */
export const Fallback = literals('superior_post', 'parent_office', 'supervisor');
export type Fallback = Static<typeof Fallback>;

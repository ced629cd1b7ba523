import type {
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
} from '#contracts/case.ts';
import type { CaseList } from '#contracts/case-desk.ts';
import type { Counted } from '#contracts/policy.ts';
import type { AskQuestion } from '#contracts/triage.ts';
import { count } from './format.ts';
import { m } from './paraglide/messages.js';

/* Names of what the gateway's words about cases mean, in the language on screen. */

type Said = () => string;
export const caseStateName: Record<CaseState, Said> = {
	registered: m.case_state_registered,
	screening: m.case_state_screening,
	awaiting_citizen: m.case_state_awaiting_citizen,
	exclusion_review: m.case_state_exclusion_review,
	assigned: m.case_state_assigned,
	in_progress: m.case_state_in_progress,
	long_term: m.case_state_long_term,
	special_review: m.case_state_special_review,
	resolved: m.case_state_resolved,
	final_review: m.case_state_final_review,
	closed_satisfied: m.case_state_closed_satisfied,
	closed_partly: m.case_state_closed_partly,
	closed_unverified: m.case_state_closed_unverified,
	closed_special: m.case_state_closed_special,
	not_taken_up: m.case_state_not_taken_up,
	withdrawn: m.case_state_withdrawn
};
export const caseListName: Record<CaseList, Said> = {
	mine: m.case_list_mine,
	screening: m.case_list_screening,
	review: m.case_list_review,
	vacant: m.case_list_vacant,
	feedback: m.case_list_feedback
};
export const trackName: Record<Track, Said> = {
	district: m.case_track_district,
	state: m.case_track_state
};
export const fallbackText: Record<Fallback, Said> = {
	superior_post: m.case_fallback_superior_post,
	parent_office: m.case_fallback_parent_office,
	supervisor: m.case_fallback_supervisor
};
/** What a citizen can be asked for. */
export const questionName: Record<AskQuestion, Said> = {
	place: m.ask_place,
	details: m.ask_details,
	reference: m.ask_reference,
	name: m.ask_name
};
export const gradeName: Record<Grade, Said> = {
	full: m.case_grade_full,
	partial: m.case_grade_partial,
	none: m.case_grade_none
};
export const verdictName: Record<Verdict, Said> = {
	satisfied: m.case_verdict_satisfied,
	partly: m.case_verdict_partly,
	not_satisfied: m.case_verdict_not_satisfied,
	unreachable: m.case_verdict_unreachable
};
export const proofName: Record<Proof, Said> = {
	one_time_code: m.case_proof_one_time_code,
	call_back: m.case_proof_call_back,
	in_person: m.case_proof_in_person,
	signature: m.case_proof_signature
};
export const outcomeName: Record<AttemptOutcome, Said> = {
	answered: m.case_outcome_answered,
	no_answer: m.case_outcome_no_answer,
	busy: m.case_outcome_busy,
	failed: m.case_outcome_failed,
	refused: m.case_outcome_refused,
	wrong_number: m.case_outcome_wrong_number,
	later: m.case_outcome_later
};
export const modeName: Record<AttemptMode, Said> = {
	call: m.case_mode_call,
	agent: m.case_mode_agent,
	sms_link: m.case_mode_sms_link
};
export const clockName: Record<ClockKind, Said> = {
	acknowledge: m.case_clock_acknowledge,
	screen: m.case_clock_screen,
	answer: m.case_clock_answer,
	redress: m.case_clock_redress,
	interim: m.case_clock_interim,
	feedback: m.case_clock_feedback,
	appeal: m.case_clock_appeal,
	review: m.case_clock_review
};
export const clockOutcomeName: Record<ClockOutcome, Said> = {
	met: m.case_clock_met,
	late: m.case_clock_late,
	cancelled: m.case_clock_cancelled
};
export const exclusionName: Record<ExclusionReason, Said> = {
	rti: m.case_ex_rti,
	sub_judice: m.case_ex_sub_judice,
	religious: m.case_ex_religious,
	service_matter: m.case_ex_service_matter,
	transfer_posting: m.case_ex_transfer_posting,
	private_dispute: m.case_ex_private_dispute,
	policy_decision: m.case_ex_policy_decision,
	anonymous: m.case_ex_anonymous,
	frivolous: m.case_ex_frivolous,
	insufficient: m.case_ex_insufficient,
	statutory_appeal: m.case_ex_statutory_appeal,
	aid_or_job: m.case_ex_aid_or_job,
	vigilance: m.case_ex_vigilance
};
export const specialName: Record<SpecialReason, Said> = {
	court_order: m.case_sp_court_order,
	beyond_powers: m.case_sp_beyond_powers,
	no_funds: m.case_sp_no_funds,
	policy: m.case_sp_policy,
	repeated: m.case_sp_repeated,
	not_traceable: m.case_sp_not_traceable
};

const closings: Record<string, Said | undefined> = { ...exclusionName, ...specialName };
/** What a proposal gave as its reason; null for what is none of the reasons that can be chosen. */
export const closingName = (reason: unknown): string | null => closings[String(reason)]?.() ?? null;

/** What a day did to a time limit. */
export function dayText({ why, count: nth }: Counted): string {
	if (why === 'counted' && nth !== null) return m.case_day_counted({ count: count(nth) });
	return {
		start: m.case_day_start,
		counted: m.case_day_start,
		weekend: m.case_day_weekend,
		holiday: m.case_day_holiday,
		rest: m.case_day_rest
	}[why]();
}

import type { Grade } from '#contracts/case.ts';
import type { AskedOutcome, CallbackOutcome, CallbackReason } from '#contracts/callback.ts';
import type { AgentEndpoint, CallEnding, Caller } from '#contracts/telephone.ts';
import type { Part } from '#contracts/supervise.ts';
import { m } from './paraglide/messages.js';

type Said = () => string;

export const endpointName: Record<AgentEndpoint, Said> = {
	none: m.tel_end_none,
	client: m.tel_end_client,
	phone: m.tel_end_phone,
	sip: m.tel_end_sip
};
export const matchName: Record<Caller['match'], Said> = {
	known: m.caller_known,
	maybe: m.caller_maybe,
	several: m.caller_several,
	new: m.caller_new,
	hidden: m.caller_hidden
};
export const endingName: Record<CallEnding, Said> = {
	completed: m.ending_completed,
	abandoned_ivr: m.ending_abandoned_ivr,
	abandoned_queue: m.ending_abandoned_queue,
	abandoned_ringing: m.ending_abandoned_ringing,
	voicemail: m.ending_voicemail,
	callback_requested: m.ending_callback_requested,
	failed: m.ending_failed,
	rejected: m.ending_rejected,
	ivr_completed: m.ending_ivr_completed
};
export const callbackReasonName: Record<CallbackReason, Said> = {
	asked: m.callback_asked,
	abandoned: m.callback_abandoned,
	voicemail: m.callback_voicemail,
	after_hours: m.callback_after_hours,
	broken_off: m.callback_broken_off,
	satisfaction: m.callback_satisfaction,
	notice: m.callback_notice
};
export const outcomeName: Record<CallbackOutcome, Said> = {
	reached: m.callback_reached,
	no_answer: m.callback_no_answer,
	busy: m.callback_busy,
	wrong_number: m.callback_wrong_number,
	refused: m.callback_refused
};

/** How a supervisor takes part in a call, and what that means. */
export const partName: Record<Part, { says: Said; means: Said }> = {
	listen: { says: m.supervise_listen, means: m.supervise_listen_text },
	whisper: { says: m.supervise_whisper, means: m.supervise_whisper_text },
	join: { says: m.supervise_join, means: m.supervise_join_text }
};

/** Who is on the line, in a word or two: a name where there is but one, else the number. */
export function callerLine({ match, phone, citizens }: Caller): string {
	const [only] = citizens;
	if (match === 'known' && only?.name) return only.name;
	return phone ?? m.caller_hidden();
}

export const askedName: Record<AskedOutcome, Said> = {
	satisfied: m.asked_satisfied,
	partly: m.asked_partly,
	not_satisfied: m.asked_not_satisfied,
	no_answer: m.callback_no_answer,
	busy: m.callback_busy,
	wrong_number: m.callback_wrong_number,
	later: m.asked_later,
	refused: m.callback_refused
};
export const gradeName: Record<Grade, Said> = {
	full: m.asked_grade_full,
	partial: m.asked_grade_partial,
	none: m.asked_grade_none
};

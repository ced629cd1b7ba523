import type { CallbackOutcome, CallbackReason } from '#contracts/callback.ts';
import type { AgentEndpoint, AgentTelephone, CallEnding, Caller } from '#contracts/telephone.ts';
import type { Part } from '#contracts/supervise.ts';
import { m } from './paraglide/messages.js';
import { say } from './reference.svelte.ts';
import { telephone } from './telephone.svelte.ts';

type Said = () => string;

export const stateOfTelephone: Record<AgentTelephone, Said> = {
	offline: m.tel_offline,
	available: m.tel_available,
	reserved: m.tel_reserved,
	ringing: m.tel_ringing,
	on_call: m.tel_on_call,
	hold: m.tel_hold,
	wrap_up: m.tel_wrap_up,
	paused: m.tel_paused,
	not_responding: m.tel_not_responding
};
/** Colour of a state; the word says it too. */
export const toneOfTelephone: Record<AgentTelephone, '' | 'good' | 'warn' | 'bad' | 'accent'> = {
	offline: '',
	available: 'good',
	reserved: 'accent',
	ringing: 'accent',
	on_call: 'accent',
	hold: 'warn',
	wrap_up: 'warn',
	paused: '',
	not_responding: 'bad'
};
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
	broken_off: m.callback_broken_off
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

/** The reason of a pause in the language on screen. */
export const pauseName = (code: string | null) =>
	say(telephone.lists.pauses.find((pause) => pause.code === code)?.names) || m.tel_paused();

/** Who is on the line, in a word or two: a name where there is but one, else the number. */
export function callerLine({ match, phone, citizens }: Caller): string {
	const [only] = citizens;
	if (match === 'known' && only?.name) return only.name;
	return phone ?? m.caller_hidden();
}

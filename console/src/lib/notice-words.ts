import type { NoticeChannel, NoticeKey } from '#contracts/notice.ts';
import type { TextFault } from '#contracts/notice-text.ts';
import type { NoticeTrouble } from '#contracts/notice-desk.ts';
import { m } from './paraglide/messages.js';

type Said = () => string;

export const keyName: Record<NoticeKey, Said> = {
	received: m.notice_key_received,
	registered: m.notice_key_registered,
	assigned: m.notice_key_assigned,
	interim: m.notice_key_interim,
	transferred: m.notice_key_transferred,
	escalated: m.notice_key_escalated,
	resolved: m.notice_key_resolved,
	resolved_reply: m.notice_key_resolved_reply,
	feedback_reminder: m.notice_key_feedback_reminder,
	feedback_reminder_reply: m.notice_key_feedback_reminder_reply,
	closed_satisfied: m.notice_key_closed_satisfied,
	closed_partly: m.notice_key_closed_partly,
	closed_unverified: m.notice_key_closed_unverified,
	reopened: m.notice_key_reopened,
	appeal_received: m.notice_key_appeal_received,
	not_taken_up: m.notice_key_not_taken_up,
	special_closed: m.notice_key_special_closed,
	withdrawn: m.notice_key_withdrawn,
	merged: m.notice_key_merged,
	campaign: m.notice_key_campaign,
	ask_place: m.notice_key_ask_place,
	ask_details: m.notice_key_ask_details,
	ask_reference: m.notice_key_ask_reference,
	ask_name: m.notice_key_ask_name,
	code: m.notice_key_code,
	status: m.notice_key_status,
	status_due: m.notice_key_status_due,
	status_unknown: m.notice_key_status_unknown,
	verdict_which: m.notice_key_verdict_which
};

/** Name of a key, or the key itself where another version of the product made it. */
export const nameOfKey = (key: string) => (keyName as Record<string, Said>)[key]?.() ?? key;

export const wayName: Record<NoticeChannel, Said> = {
	sms: m.notice_by_sms,
	email: m.notice_by_email,
	voice: m.notice_by_voice
};

export const troubleName: Record<NoticeTrouble, Said> = {
	failed: m.trouble_failed,
	waiting: m.trouble_waiting,
	call_due: m.trouble_call_due,
	suppressed: m.trouble_suppressed
};

export const textFaultName: Record<TextFault, Said> = {
	required: m.template_fault_required,
	unknown_variable: m.template_fault_unknown_variable,
	lost_brace: m.template_fault_lost_brace,
	too_many_variables: m.template_fault_too_many_variables,
	too_long: m.template_fault_too_long,
	no_words: m.template_fault_no_words
};

const reasons: [RegExp, Said][] = [
	[/^brake_/, m.notice_why_brake],
	[/^address_suppressed/, m.notice_why_address],
	[/^unmerged/, m.notice_why_undone],
	[/^no_account/, m.notice_why_account],
	[/^(network|unreachable|connect|fault|esocket|etimedout)\b/, m.notice_why_network]
];
/** Why a notice has not arrived, in plain words. */
export const reasonOf = (error: string | null) =>
	error ? (reasons.find(([shape]) => shape.test(error))?.[1] ?? m.notice_why_provider)() : null;

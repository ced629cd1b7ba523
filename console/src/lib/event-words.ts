import { m } from './paraglide/messages.js';
import { spaced } from './words.ts';

/* Names of what happened, apart from the words that the first page needs. */

type Said = () => string;
const events: Record<string, Said> = {
	'submission:received': m.event_received,
	'submission:claimed': m.event_claimed,
	'submission:released': m.event_released,
	'submission:assigned': m.event_assigned,
	'submission:registered': m.event_registered,
	'grievance:registered': m.event_registered,
	'grievance:followed': m.event_followed,
	'submission:attached': m.event_attached,
	'submission:linked': m.event_linked,
	'submission:dismissed': m.event_dismissed,
	'submission:restored': m.event_restored,
	'submission:lowered': m.event_lowered,
	'grievance:merged': m.event_merged,
	'grievance:joined': m.event_joined,
	'grievance:unmerged': m.event_unmerged,
	'grievance:parted': m.event_unmerged,
	'grievance:marked': m.event_marked,
	'submission:split': m.event_split,
	'submission:split_off': m.event_split_off,
	'submission:asked': m.event_asked,
	'submission:answered': m.event_answered,
	'submission:noted': m.event_noted,
	'submission:note_withdrawn': m.event_note_withdrawn,
	'submission:unlinked': m.event_unlinked,
	'grievance:unlinked': m.event_unlinked,
	'submission:changed': m.event_changed,
	'campaign:begun': m.event_campaign,
	'campaign:signed': m.event_signed,
	'campaign:unsigned': m.event_unsigned,
	'submission:taken': m.event_claimed,
	'grievance:linked': m.event_linked,
	'recording:played': m.event_played,
	'citizen:erased': m.event_erased,
	'grievance:assigned': m.event_case_assigned,
	'grievance:screening': m.event_case_screening,
	'grievance:unanswered': m.event_case_unanswered,
	'grievance:exclusion_proposed': m.event_case_exclusion_proposed,
	'grievance:excluded': m.event_case_excluded,
	'grievance:exclusion_refused': m.event_case_exclusion_refused,
	'grievance:acknowledged': m.event_case_acknowledged,
	'grievance:transferred': m.event_case_transferred,
	'grievance:interim_given': m.event_case_interim_given,
	'grievance:resolved': m.event_case_resolved,
	'grievance:special_proposed': m.event_case_special_proposed,
	'grievance:special_accepted': m.event_case_special_accepted,
	'grievance:special_refused': m.event_case_special_refused,
	'grievance:verdict_given': m.event_case_verdict_given,
	'grievance:opinion_given': m.event_case_opinion_given,
	'grievance:attempted': m.event_case_attempted,
	'grievance:unverified': m.event_case_unverified,
	'grievance:escalated': m.event_case_escalated,
	'grievance:overdue': m.event_case_overdue,
	'grievance:returned': m.event_case_returned,
	'grievance:concluded': m.event_case_concluded,
	'grievance:reopened': m.event_case_reopened,
	'grievance:withdrawn': m.event_case_withdrawn,
	'grievance:informed': m.event_case_informed,
	'grievance:asked': m.event_asked,
	'grievance:answered': m.event_answered
};
const notices: Record<string, Said> = {
	queued: m.notice_queued,
	accepted: m.notice_sent,
	sent: m.notice_sent,
	delivered: m.notice_delivered,
	read: m.notice_read,
	failed: m.notice_failed,
	sending: m.notice_queued,
	suppressed: m.notice_withheld,
	call_due: m.trouble_call_due,
	settled: m.notice_settled
};
const parkReasons: Record<string, Said> = {
	signature: m.park_signature,
	payload_hash: m.park_signature,
	unverified: m.park_signature,
	unreadable: m.park_unreadable,
	too_complex: m.park_too_complex,
	too_large: m.park_too_large,
	oversized: m.park_too_large
};

/** A known event's name; an unknown one as the gateway wrote it, readable. */
export const eventName = (type: string) => events[type]?.() ?? spaced(type);
/** How far something that was sent to a citizen came. */
export const noticeName = (state: string) => notices[state]?.() ?? spaced(state);
/** Why a delivery was set aside. */
export const parkReasonName = (reason: string) => parkReasons[reason]?.() ?? spaced(reason);

import type { Channel, Language, Role, SubmissionState } from '#contracts/words.ts';
import { m } from './paraglide/messages.js';

type Said = () => string;
/** Names of what the gateway's words mean, in the language on screen. */
export const channelName: Record<Channel, Said> = {
	email: m.channel_email,
	sms: m.channel_sms,
	ivr: m.channel_ivr,
	web: m.channel_web,
	walk_in: m.channel_walk_in,
	post: m.channel_post,
	phone: m.channel_phone
};
export const stateName: Record<SubmissionState, Said> = {
	waiting: m.state_waiting,
	registered: m.state_registered,
	linked: m.state_linked,
	dismissed: m.state_dismissed
};
export const roleName: Record<Role, Said> = {
	agent: m.role_agent,
	operator: m.role_operator,
	officer: m.role_officer,
	feedback_agent: m.role_feedback_agent,
	supervisor: m.role_supervisor,
	viewer: m.role_viewer,
	admin: m.role_admin,
	auditor: m.role_auditor
};
/** Each language by its own name: the reader of a wrong one must find the right one. */
export const languageName: Record<Language, string> = { pa: 'ਪੰਜਾਬੀ', hi: 'हिन्दी', en: 'English' };
export const languageMark: Record<Language, string> = { pa: 'ਪੰ', hi: 'हि', en: 'En' };

const flags: Record<string, Said> = {
	oversized: m.flag_oversized,
	partial: m.flag_partial,
	automatic: m.flag_automatic,
	by_hand: m.flag_by_hand,
	unverified: m.flag_unverified,
	charset_guessed: m.flag_charset_guessed,
	nul_bytes: m.flag_nul_bytes,
	lone_surrogates: m.flag_nul_bytes,
	binary: m.flag_nul_bytes,
	spoken: m.flag_spoken,
	not_satisfied: m.flag_not_satisfied,
	voicemail: m.flag_voicemail,
	media_missing: m.flag_media_missing,
	stop: m.flag_stop,
	low: m.flag_low,
	asked: m.flag_asked,
	sensitive: m.flag_sensitive,
	erased: m.flag_erased
};
/** A word of the program, readable. */
export const spaced = (word: string) => word.replace(/[_:]/g, ' ');
/** A known word's name; an unknown one as the gateway wrote it, readable. */
export const flagName = (flag: string) => flags[flag]?.() ?? spaced(flag);

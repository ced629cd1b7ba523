import { draftFileLimits } from '#contracts/draft-file.ts';
import { m } from './paraglide/messages.js';
import type { Refusal } from './refusal.ts';

const said: Record<string, () => string> = {
	required: m.fault_required,
	unknown: m.fault_unknown,
	too_long: m.fault_too_long,
	too_short: m.fault_too_short,
	invalid: m.fault_invalid,
	invalid_phone: m.fault_invalid_phone,
	invalid_email: m.fault_invalid_email,
	invalid_number: m.fault_invalid_number,
	invalid_sender: m.fault_invalid_sender,
	unknown_number: m.fault_unknown_number,
	file_empty: m.fault_file_empty,
	file_type: m.fault_file_type,
	file_many: m.fault_file_many,
	file_gone: m.fault_file_gone,
	file_large: () => m.fault_file_large({ mb: String(draftFileLimits.file_mb) }),
	file_offline: m.fault_offline,
	not_in_district: m.fault_not_in_district,
	claimed: m.fault_claimed,
	not_claimed: m.fault_not_claimed,
	decided: m.fault_decided,
	not_dismissed: m.fault_undone,
	not_linked: m.fault_undone,
	not_merged: m.fault_undone,
	no_campaign: m.fault_no_campaign,
	changed: m.fault_changed,
	stopped: m.fault_stopped,
	too_late: m.fault_too_late,
	fault: m.fault_fault,
	merged: m.fault_undone,
	same: m.fault_same,
	other_language: m.fault_other_language,
	wrong_state: m.fault_wrong_state,
	limit: m.fault_limit,
	same_person: m.fault_same_person,
	resolver: m.fault_resolver,
	not_asked: m.fault_not_asked,
	settled: m.fault_settled,
	withdrawn: m.fault_undone,
	past: m.fault_past,
	in_force: m.fault_in_force,
	too_far: m.fault_too_far,
	unfilled: m.fault_unfilled,
	unknown_field: m.fault_unknown_field,
	foreign_note: m.fault_foreign_note,
	unreachable: m.fault_unreachable,
	sensitive_kept: m.fault_sensitive_kept,
	braked: m.fault_braked,
	no_sender: m.fault_no_sender,
	government: m.fault_government,
	public_domain: m.fault_public_domain,
	exports_open: m.fault_exports_open,
	known_name: m.fault_known_name,
	empty: m.fault_empty,
	busy: m.fault_busy,
	gone: m.fault_gone,
	not_yours: m.fault_not_yours,
	not_now: m.fault_not_now,
	carrier: m.fault_carrier,
	endpoint: m.supervise_no_phone,
	blocked: m.fault_blocked,
	taken: m.fault_taken,
	not_taken: m.fault_not_taken,
	done: m.fault_done,
	not_found: m.fault_not_found,
	signed_out: m.fault_signed_out,
	unauthorized: m.fault_signed_out,
	unknown_person: m.fault_unknown,
	no_grievance: m.fault_no_grievance,
	foreign_origin: m.fault_forbidden,
	forbidden: m.fault_forbidden,
	masked: m.fault_masked,
	open_cases: m.fault_open_cases,
	plan_changed: m.fault_plan_changed,
	too_long_here: m.fault_too_long_here,
	too_many: m.fault_too_many,
	too_large: m.fault_too_large,
	offline: m.fault_offline,
	validation: m.fault_validation,
	INVALID_EMAIL_OR_PASSWORD: m.fault_sign_in,
	INVALID_PASSWORD: m.fault_password_wrong,
	INVALID_CODE: m.fault_code,
	INVALID_BACKUP_CODE: m.fault_code,
	INVALID_TWO_FACTOR_COOKIE: m.fault_code_over,
	TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: m.fault_code_over,
	ACCOUNT_TEMPORARILY_LOCKED: m.fault_too_many,
	password_wrong: m.fault_password_wrong,
	password_short: m.fault_password_short,
	password_same: m.fault_password_same,
	password_email: m.fault_password_email,
	sso: m.fault_sso,
	setup_code: m.fault_setup_code,
	set_up: m.fault_set_up
};

/** Words for codes of pages that do not come first, said from there. */
export const sayFaults = (more: Record<string, () => string>): void => void Object.assign(said, more);

/** What to tell the person of one fault. */
export const faultText = (code: string) => (said[code] ?? m.fault_invalid)();

/** What to tell the person of a refusal: by its code, else in the gateway's own words. */
export const refusalText = ({ code, message, faults, wait_seconds }: Refusal) => {
	if (faults.length > 0 || code === 'invalid') return m.fault_validation();
	if (code === 'locked') return m.fault_locked({ minutes: String(Math.ceil(wait_seconds / 60)) });
	return said[code]?.() ?? (message || m.fault_fault());
};

/** Faults by field, whichever way the path is written: `citizen.phone`, `/citizen/phone`. */
export const faultsByField = (faults: readonly { field: string; code: string }[]): Record<string, string> =>
	Object.fromEntries(faults.map(({ field, code }) => [field.replace(/^\//, '').replaceAll('/', '.'), code]));

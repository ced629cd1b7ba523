import type { AuditRow } from '#contracts/audit.ts';
import { formatNumber, isNumber } from '#contracts/number.ts';
import { m } from './paraglide/messages.js';
import { eventName } from './event-words.ts';
import { spaced } from './words.ts';

const actions: Record<string, () => string> = {
	'submission:seen': m.act_seen,
	'submission:searched': m.act_searched,
	'queue:searched': m.act_searched_queue,
	'recording:played': m.event_played,
	'attachment:opened': m.act_opened,
	'contact:revealed': m.act_revealed,
	'citizen:erased': m.act_erased,
	'session:began': m.act_signed_in,
	'session:ended': m.act_signed_out,
	'sessions:ended': m.act_sessions_ended,
	'password:wrong': m.act_password_wrong,
	'account:locked': m.act_locked,
	'password:changed': m.act_password_changed,
	'person:password_reset': m.act_password_set,
	'second_factor:on': m.act_factor_on,
	'second_factor:off': m.act_factor_off,
	'second_factor:asked': m.act_factor_asked,
	'second_factor:wrong': m.act_factor_wrong,
	'audit:read': m.act_audit_read,
	'audit:verified': m.act_audit_verified,
	'parked:seen': m.act_seen,
	'parked:downloaded': m.act_opened
};

/** The name of an act; one that has none as the gateway wrote it, readable. */
export const actName = (action: string) => actions[action]?.() ?? eventName(action);

/** Kinds of acts that one filters by: what stands before the colon. */
export const actKinds: { kind: string; says: () => string }[] = [
	{ kind: 'submission:seen', says: m.act_seen },
	{ kind: 'submission:searched', says: m.act_searched },
	{ kind: 'queue:searched', says: m.act_searched_queue },
	{ kind: 'export', says: m.acts_export },
	{ kind: 'contact:revealed', says: m.act_revealed },
	{ kind: 'recording:played', says: m.event_played },
	{ kind: 'attachment:opened', says: m.act_opened },
	{ kind: 'session', says: m.acts_session },
	{ kind: 'password', says: m.acts_password },
	{ kind: 'second_factor', says: m.acts_second_factor },
	{ kind: 'submission', says: m.acts_submission },
	{ kind: 'grievance', says: m.acts_grievance },
	{ kind: 'parked', says: m.acts_parked },
	{ kind: 'person', says: m.acts_person },
	{ kind: 'webhook', says: m.webhooks },
	{ kind: 'citizen:erased', says: m.act_erased },
	{ kind: 'audit', says: m.acts_audit }
];

/** Who or what an act was about, as people write it. */
export const subjectText = ({ subject, subjectName }: AuditRow) =>
	subjectName ?? (isNumber(subject) ? formatNumber(subject) : subject);

/** What is told of an act beside itself: `note: …, minutes: 15`. */
export const detailText = ({ detail }: AuditRow) =>
	Object.entries(detail)
		.map(([name, value]) => `${spaced(name)}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
		.join(' · ');

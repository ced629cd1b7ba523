import type { ContactTime, NotifyBy, Relation, SensitiveReason, Told } from '#contracts/registration.ts';
import type { Language } from '#contracts/words.ts';
import { m } from './paraglide/messages.js';

/** A message in the language on screen, or in the one asked for. */
type Said = (inputs?: Record<string, never>, options?: { locale?: Language }) => string;

/** Names of what a registration may say beside the matter. */
export const relationName: Record<Relation, Said> = {
	family: m.relation_family,
	neighbour: m.relation_neighbour,
	representative: m.relation_representative,
	advocate: m.relation_advocate,
	organisation: m.relation_organisation,
	other: m.relation_other
};
export const toldName: Record<Told, Said> = {
	applicant: m.told_applicant,
	aggrieved: m.told_aggrieved,
	both: m.told_both
};
export const notifyByName: Record<NotifyBy, Said> = {
	any: m.notify_any,
	sms: m.notify_sms,
	email: m.notify_email,
	call: m.notify_call
};
export const contactTimeName: Record<ContactTime, Said> = {
	morning: m.contact_morning,
	afternoon: m.contact_afternoon,
	evening: m.contact_evening
};
export const sensitiveName: Record<SensitiveReason, Said> = {
	whistle_blower: m.sensitive_whistle_blower,
	sexual_harassment: m.sensitive_sexual_harassment,
	child: m.sensitive_child,
	violence: m.sensitive_violence,
	threat: m.sensitive_threat,
	other: m.sensitive_other
};

import type { TextField, TextPlace } from '#contracts/canned.ts';
import type { DismissReason } from '#contracts/desk.ts';
import type { OfficeLevel } from '#contracts/office.ts';
import { m } from './paraglide/messages.js';
import type { Soon } from './remind.ts';

/* Names that dialogs and the administration need, apart from the words of the first page. */

type Said = () => string;
export const reasonName: Record<DismissReason, Said> = {
	not_a_grievance: m.reason_not_a_grievance,
	information_given: m.reason_information_given,
	spam: m.reason_spam,
	test: m.reason_test,
	wrong_government: m.reason_wrong_government,
	rti: m.reason_rti,
	sub_judice: m.reason_sub_judice,
	service_matter: m.reason_service_matter,
	insufficient: m.reason_insufficient,
	automatic_mail: m.reason_automatic_mail
};

export const placeName: Record<TextPlace, Said> = {
	ask: m.text_place_ask,
	note: m.text_place_note,
	dismiss: m.text_place_dismiss
};

export const levelName: Record<OfficeLevel, Said> = {
	state: m.level_state,
	division: m.level_division,
	district: m.district,
	tehsil: m.tehsil,
	local: m.level_local
};

export const soonName: Record<Soon, Said> = {
	hour: m.soon_hour,
	tomorrow: m.soon_tomorrow,
	monday: m.soon_monday
};

const fields: Record<TextField, Said> = {
	citizen_name: m.field_citizen_name,
	number: m.field_number,
	agent_name: m.field_agent_name,
	office: m.field_office,
	department: m.department,
	district: m.district,
	category: m.category,
	date: m.field_date,
	helpline: m.field_helpline
};

export const fieldName = (field: string) => (fields as Record<string, Said>)[field]?.() ?? `{{${field}}}`;

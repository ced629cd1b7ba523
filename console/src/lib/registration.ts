import type { RegisterInput } from '#contracts/desk.ts';
import type { ContactTime, NotifyBy, Relation, SensitiveReason, Told } from '#contracts/registration.ts';
import type { Citizen, SubmissionDetail } from '#contracts/submission.ts';
import type { Language } from '#contracts/words.ts';

/** The registration form as it is typed. */
export interface Registration {
	category: string;
	district: string;
	tehsil: string;
	place: string;
	landmark: string;
	summary: string;
	relief: string;
	/** Number or reference of a matter before this one. */
	earlier: string;
	/** Empty for an ordinary case. */
	sensitive: SensitiveReason | '';
	/** Id of a known citizen; empty for a new one. */
	citizen: string;
	name: string;
	phone: string;
	email: string;
	/** In which they are answered. */
	language: Language;
	/** Empty for any time. */
	contactTime: ContactTime | '';
	/** Empty: as it was, or as reaches them best. */
	notifyBy: NotifyBy | '';
	/** True: the citizen complains for somebody else. */
	forOther: boolean;
	relation: Relation;
	aggrievedName: string;
	aggrievedPhone: string;
	told: Told;
}

export const blank = (language: Language): Registration => ({
	category: '',
	district: '',
	tehsil: '',
	place: '',
	landmark: '',
	summary: '',
	relief: '',
	earlier: '',
	sensitive: '',
	citizen: '',
	name: '',
	phone: '',
	email: '',
	language,
	contactTime: '',
	notifyBy: '',
	forOther: false,
	relation: 'family',
	aggrievedName: '',
	aggrievedPhone: '',
	told: 'applicant'
});

const summary_limit = 4000;
const isPhone = (address: string | null) => /^\+?[0-9]{8,15}$/.test(address ?? '');
const isMail = (address: string | null) => Boolean(address?.includes('@'));

/** What the submission already tells of the form; a single known citizen is taken as the sender. */
export function prefill(
	{ submission, matter, text, citizens }: SubmissionDetail,
	language: Language
): Registration {
	const known = citizens.length === 1 ? citizens[0] : undefined;
	const { sender } = submission;
	return {
		...blank(known?.language ?? submission.language ?? language),
		category: matter.category ?? submission.category ?? '',
		district: matter.district ?? submission.district ?? '',
		tehsil: matter.tehsil ?? '',
		place: matter.address ?? '',
		summary: (submission.subject && text.length > 600 ? submission.subject : text)
			.trim()
			.slice(0, summary_limit),
		citizen: known?.id ?? '',
		name: known?.name ?? submission.senderName ?? '',
		phone: known?.phone ?? matter.phone ?? (isPhone(sender) ? (sender ?? '') : ''),
		email: known?.email ?? matter.email ?? (isMail(sender) ? (sender ?? '') : '')
	};
}

const set = (text: string) => text.trim() || undefined;

const aggrievedOf = ({ forOther, relation, aggrievedName, aggrievedPhone, told }: Registration) =>
	forOther ? { relation, name: aggrievedName.trim(), phone: set(aggrievedPhone), told } : undefined;

/** The form as the API takes it, with the ids of its files; empty fields are left out. */
export const toInput = (form: Registration, files: string[] = []): RegisterInput => ({
	category: form.category,
	district: form.district,
	tehsil: set(form.tehsil),
	place: set(form.place),
	landmark: set(form.landmark),
	summary: form.summary.trim(),
	relief: set(form.relief),
	contactTime: form.contactTime || undefined,
	earlier: set(form.earlier),
	sensitive: form.sensitive || undefined,
	aggrieved: aggrievedOf(form),
	files: files.length ? files : undefined,
	citizen: {
		id: set(form.citizen),
		name: form.name.trim(),
		phone: set(form.phone),
		email: set(form.email),
		language: form.language,
		notifyBy: form.notifyBy || undefined
	}
});

/** Faults that need no gateway to be seen, in the order of the form. */
export function check(form: Registration): { field: string; code: string }[] {
	const empty = (field: string, value: string) => (value.trim() ? [] : [{ field, code: 'required' }]);
	const { forOther, told } = form;
	return [
		...empty('category', form.category),
		...empty('district', form.district),
		...empty('summary', form.summary),
		...(form.summary.trim() && form.summary.trim().length < 3
			? [{ field: 'summary', code: 'too_short' }]
			: []),
		...empty('citizen.name', form.name),
		...(forOther ? empty('aggrieved.name', form.aggrievedName) : []),
		...(forOther && told !== 'applicant' ? empty('aggrieved.phone', form.aggrievedPhone) : [])
	];
}

/** Puts a known citizen into the form; what is not known of them stays as it was typed. */
export function takeCitizen(form: Registration, citizen: Citizen): void {
	form.citizen = citizen.id;
	form.name = citizen.name ?? form.name;
	form.phone = citizen.phone ?? form.phone;
	form.email = citizen.email ?? form.email;
	form.language = citizen.language ?? form.language;
}

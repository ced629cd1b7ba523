import { formatNumber, parseNumber } from '#contracts/number.ts';
import { formatPhone, phoneLikely } from '#contracts/phone.ts';
import type { Reference } from '#contracts/place.ts';
import type { Language, Names } from '#contracts/words.ts';
import { m } from './paraglide/messages.js';
import type { Registration } from './registration.ts';

interface Coded {
	code: string;
	names: Names;
}
const calls = {
	morning: m.back_call_morning,
	afternoon: m.back_call_afternoon,
	evening: m.back_call_evening
} as const;

/** As it is said: nobody names the country at home. */
const said = (phone: string) => formatPhone(phoneLikely(phone) ?? phone).replace(/^\+91 /, '');

/** Names of what the form only has codes of, in the citizen's language. */
const namesIn = (reference: Reference, locale: Language) => (list: keyof Reference, code: string) =>
	(reference[list] as Coded[]).find((one) => one.code === code)?.names[locale] ?? '';

function matterOf(form: Registration, reference: Reference, locale: Language): string[] {
	const name = namesIn(reference, locale);
	const department = reference.categories.find(({ code }) => code === form.category)?.department ?? '';
	const place = [
		form.landmark.trim(),
		form.place.trim(),
		name('tehsils', form.tehsil),
		name('districts', form.district)
	].filter((part, at, all) => part && part !== all[at - 1]);
	return [
		m.back_matter(
			{ category: name('categories', form.category), department: name('departments', department) },
			{ locale }
		),
		m.back_place({ place: place.join(', ') }, { locale }),
		m.back_summary({ summary: form.summary.trim() }, { locale }),
		...(form.relief.trim() ? [m.back_relief({ relief: form.relief.trim() }, { locale })] : [])
	];
}

function otherOf({ forOther, aggrievedName, told }: Registration, locale: Language): string[] {
	if (!forOther) return [];
	const name = aggrievedName.trim();
	const answers = {
		applicant: () => m.back_told_applicant({}, { locale }),
		aggrieved: () => m.back_told_aggrieved({ name }, { locale }),
		both: () => m.back_told_both({ name }, { locale })
	};
	return [m.back_other({ name }, { locale }), answers[told]()];
}

function restOf({ earlier, sensitive, contactTime }: Registration, locale: Language): string[] {
	const ours = parseNumber(earlier);
	const number = ours ? formatNumber(ours) : earlier.trim();
	return [
		...(number ? [m.back_earlier({ number }, { locale })] : []),
		...(sensitive ? [m.back_sensitive({}, { locale })] : []),
		m.back_language({}, { locale }),
		...(contactTime ? [calls[contactTime]({}, { locale })] : []),
		m.back_right({}, { locale })
	];
}

/** The registration in sentences that an agent reads aloud, in the language of the citizen. */
export function readBack(form: Registration, reference: Reference): string[] {
	const locale = form.language;
	const phone = form.phone.trim();
	return [
		m.back_name({ name: form.name.trim() }, { locale }),
		phone ? m.back_phone({ phone: said(phone) }, { locale }) : m.back_no_phone({}, { locale }),
		...otherOf(form, locale),
		...matterOf(form, reference, locale),
		...restOf(form, locale)
	];
}

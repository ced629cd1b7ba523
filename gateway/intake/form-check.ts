import { formLimits, type FormFault, type FormValues } from '#contracts/public.ts';
import type { Reference } from '#contracts/place.ts';
import { languages } from '#contracts/words.ts';
import { emailOf, phoneOf } from '#adapters/web/contact.ts';

type Found = FormFault | false;
const letters = (text: string) => [...text].length;
const shown = (value: number) => value.toLocaleString('en-IN');

const checkText = ({ text }: FormValues): Found[] => {
	const limit = formLimits.text_characters;
	const count = letters(text);
	return [
		!text.trim() && { field: 'text', code: 'missing' },
		count > limit && { field: 'text', code: 'long', detail: { count: shown(count), limit: shown(limit) } }
	];
};

const checkPlace = (values: FormValues, { categories, districts, tehsils }: Reference): Found[] => {
	const { category, district, tehsil, place } = values;
	const known = districts.some(({ code }) => code === district);
	const chosen = tehsils.find(({ code }) => code === tehsil);
	const limit = formLimits.place_characters;
	return [
		category !== '' &&
			!categories.some(({ code }) => code === category) && { field: 'category', code: 'unknown' },
		!known && { field: 'district', code: district ? 'unknown' : 'missing' },
		tehsil !== '' && !chosen && { field: 'tehsil', code: 'unknown' },
		known && !!chosen && chosen.district !== district && { field: 'tehsil', code: 'elsewhere' },
		letters(place) > limit && { field: 'place', code: 'long', detail: { limit: shown(limit) } }
	];
};

const checkPerson = ({ name, phone, email, language }: FormValues): Found[] => {
	const limit = formLimits.name_characters;
	return [
		!name.trim() && { field: 'name', code: 'missing' },
		letters(name) > limit && { field: 'name', code: 'long', detail: { limit: shown(limit) } },
		!phone.trim() && !email.trim() && { field: 'phone', code: 'missing' },
		phone.trim() !== '' && !phoneOf(phone) && { field: 'phone', code: 'invalid' },
		email.trim() !== '' && !emailOf(email) && { field: 'email', code: 'invalid' },
		language !== '' &&
			!languages.some((known) => known === language) && { field: 'language', code: 'unknown' }
	];
};

/** What is wrong with a form, in the order of its fields. */
export const checkForm = (values: FormValues, reference: Reference): FormFault[] =>
	[...checkText(values), ...checkPlace(values, reference), ...checkPerson(values)].filter(
		(found) => found !== false
	);

/** Whoever names the tehsil has named the district. */
export function completed(values: FormValues, { tehsils }: Reference): FormValues {
	if (values.district) return values;
	const chosen = tehsils.find(({ code }) => code === values.tehsil);
	return chosen ? { ...values, district: chosen.district } : values;
}

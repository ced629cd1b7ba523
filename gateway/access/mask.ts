import { isNumber } from '#contracts/number.ts';
import type { ContactKind } from '#contracts/contact.ts';

const HIDDEN = '…';
const mail = /[^\s@<>"'(),;:=&]+@[^\s@<>"'(),;&]+/g;
/** Ten to fifteen digits as people and machines write a telephone number; a date with its hour is none. */
const phone = /(?<!\d)(?!\d{4}-\d\d-\d\d)\+?\d(?:[ .()-]{0,2}\d){9,14}(?!\d)/g;
/** Submissions are numbered by year: no Indian telephone begins so. */
const ofSubmission = (digits: string) => /^[2-5]/.test(digits) && isNumber(digits);

/** `+919812345210` as `+91 98xxx xx210`; of any other number the beginning and the last three. */
function maskPhone(text: string): string {
	const digits = text.replace(/\D/g, '');
	const indian = /^(?:91|0)?([6-9]\d)\d{5}(\d{3})$/.exec(digits);
	if (indian) return `${digits.length === 12 ? '+91 ' : ''}${indian[1]}xxx xx${indian[2]}`;
	return `${text.startsWith('+') ? '+' : ''}${digits.slice(0, 2)}xxxxx${digits.slice(-3)}`;
}

/** `ravi@gmail.com` as `r…@gmail.com`. */
const maskMail = (text: string) => `${[...text][0]}${HIDDEN}${text.slice(text.lastIndexOf('@'))}`;

/** Masks the numbers and addresses that a text names, and leaves the rest. */
const maskWithin = (text: string): string =>
	text
		.replace(mail, maskMail)
		.replace(phone, (found) => (ofSubmission(found.replace(/\D/g, '')) ? found : maskPhone(found)));

/** What one without the permission is shown in place of a number, an address, or a text that names one. */
export function maskText(text: string, kind: ContactKind): string {
	if (!text) return text;
	if (kind === 'within') return maskWithin(text);
	if (kind === 'place') return HIDDEN;
	if (text.includes('@')) return maskMail(text);
	return text.replace(/\D/g, '').length >= 8 ? maskPhone(text) : HIDDEN;
}

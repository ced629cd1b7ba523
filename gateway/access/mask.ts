import { isNumber, western } from '#contracts/number.ts';
import type { ContactKind } from '#contracts/contact.ts';

const HIDDEN = '…';
const mail = /[^\s@<>"'(),;:=&]+@[^\s@<>"'(),;&]+/g;
/** Ten to fifteen digits as people and machines write a telephone number; a date with its hour is none. */
const phone = /(?<!\p{Nd})(?!\d{4}-\d\d-\d\d)\+?\p{Nd}(?:[ .()-]{0,2}\p{Nd}){9,14}(?!\p{Nd})/gu;
const digitsOf = (text: string) => western(text).replace(/\D/g, '');
/** Submissions are numbered by year: no Indian telephone begins so. */
const ofSubmission = (digits: string) => /^[2-5]/.test(digits) && isNumber(digits);

/** `+919812345210` as `+91 98xxx xx210`; of any other number the beginning and the last three. */
function maskPhone(text: string): string {
	const digits = digitsOf(text);
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
		.replace(phone, (found) => (ofSubmission(digitsOf(found)) ? found : maskPhone(found)));

/** What one without the permission is shown in place of a number, an address, or a text that names one. */
export function maskText(text: string, kind: ContactKind): string {
	if (!text) return text;
	if (kind === 'within') return maskWithin(text);
	if (kind === 'place') return HIDDEN;
	if (text.includes('@')) return maskMail(text);
	return digitsOf(text).length >= 8 ? maskPhone(text) : HIDDEN;
}

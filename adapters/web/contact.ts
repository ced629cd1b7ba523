import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** Digits as they are typed on Gurmukhi and Devanagari keyboards. */
const latinDigits = (text: string) =>
	text.replace(/[\u0a66-\u0a6f\u0966-\u096f]/g, (digit) => String((digit.charCodeAt(0) - 0x0966) % 0x100));

/** What a person typed as a telephone number, as E.164; null when it cannot be one. */
export function phoneOf(text: string): string | null {
	const found = parsePhoneNumberFromString(latinDigits(text).trim(), 'IN');
	return found?.isPossible() ? found.number : null;
}

const mailbox = /^[^\s@<>"(),:;]+@[^\s@<>"(),:;.]+(\.[^\s@<>"(),:;.]+)+$/;
const mailbox_characters = 320;

/** What a person typed as a mail address, in lower case; null when it cannot be one. */
export function emailOf(text: string): string | null {
	const trimmed = text.trim().toLowerCase();
	return trimmed.length <= mailbox_characters && mailbox.test(trimmed) ? trimmed : null;
}

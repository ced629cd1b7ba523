import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { western } from '#contracts/number.ts';

/** What a person typed as a telephone number, as E.164; null when it cannot be one. */
export function phoneOf(text: string): string | null {
	const found = parsePhoneNumberFromString(western(text).trim(), 'IN');
	return found?.isPossible() ? found.number : null;
}

const mailbox = /^[^\s@<>"(),:;]+@[^\s@<>"(),:;.]+(\.[^\s@<>"(),:;.]+)+$/;
const mailbox_characters = 320;

/** What a person typed as a mail address, in lower case; null when it cannot be one. */
export function emailOf(text: string): string | null {
	const trimmed = text.trim().toLowerCase();
	return trimmed.length <= mailbox_characters && mailbox.test(trimmed) ? trimmed : null;
}

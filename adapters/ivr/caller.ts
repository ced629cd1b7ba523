import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Party } from '#adapters/inbound.ts';

/** Numbers that networks send in place of a withheld caller: the words, and them spelled on a keypad. */
const withheld = new Set([
	'anonymous',
	'restricted',
	'unknown',
	'unavailable',
	'private',
	'266696687',
	'7378742833',
	'86282452253'
]);

/** Party of a call as E.164; a withheld caller has no address, what is no telephone number stays as it is. */
export const caller = (raw: string | null | undefined): Party => {
	const text = (raw ?? '').trim();
	if (text === '' || withheld.has(text.replace(/^\+/, '').toLowerCase()))
		return text === '' ? { address: null } : { address: null, raw: text };
	// Vonage writes international numbers without their plus; a national number starts with 0 or has ten digits.
	const written = /^[1-9]\d{10,14}$/.test(text) ? `+${text}` : text;
	const parsed = parsePhoneNumberFromString(written, 'IN');
	return { address: parsed?.isPossible() ? parsed.number : text, raw: text };
};

import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import type { Party } from '#adapters/inbound.ts';

/** National numbers without a country code are taken to be of this country. */
const homeCountry: CountryCode = 'IN';
/** Up to here it is a short code, which has no E.164 form. */
const shortCode_digits = 6;

const international = (text: string) => (/^\d+$/.test(text) ? `+${text}` : text);

/**
 * The sender or receiver as E.164; short codes and alphanumeric senders stay as they are; empty is withheld.
 * `bare` says that the provider writes international numbers without `+`.
 */
export function phoneParty(raw: string | undefined, bare = false): Party {
	const text = raw?.trim() ?? '';
	if (text === '') return { address: null };
	if (/[a-z]/i.test(text) || text.replace(/\D/g, '').length <= shortCode_digits) return { address: text };
	const found =
		(bare ? parsePhoneNumberFromString(international(text)) : undefined) ??
		parsePhoneNumberFromString(text, homeCountry);
	const address = found?.isPossible() ? found.number : text;
	return address === text ? { address } : { address, raw: text };
}

/** What Vonage and SMSCs want: digits without `+`; anything that is no number as it is. */
export const bareNumber = (address: string) => (/^\+\d+$/.test(address) ? address.slice(1) : address);

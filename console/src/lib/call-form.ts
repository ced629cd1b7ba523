import type { Caller } from '#contracts/telephone.ts';
import type { Language } from '#contracts/words.ts';
import { blank, takeCitizen, type Registration } from './registration.ts';

/** The form as a call begins it: with the number, and with the citizen where the number leaves no doubt. */
export function formOf({ match, phone, citizens }: Caller, language: Language): Registration {
	const form = { ...blank(language), phone: phone ?? '' };
	const [only] = citizens;
	if (match === 'known' && only) takeCitizen(form, only);
	return form;
}

import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Static } from 'typebox';
import type { CitizenInput } from '#contracts/desk.ts';
import { western as inWesternDigits } from '#contracts/number.ts';
import { addContact, saveCitizen } from '#db/citizen.ts';
import type { Viewer } from '#db/scope.ts';
import type { Db } from '#db/sql.ts';
import { cleanText } from '../intake/clean.ts';

type Input = Static<typeof CitizenInput>;
export interface Fault {
	field: string;
	code: string;
}

/** E.164, read as an Indian number where no country is given; null when it is none. */
export function phoneOf(text: string): string | null {
	const western = inWesternDigits(text).replace(/^\s*00(?=[1-9])/, '+');
	const parsed = parsePhoneNumberFromString(western, 'IN');
	return parsed?.isPossible() ? parsed.number : null;
}

const mailAddress = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;

/** A telephone in E.164 or a mail address in lower case; null when it is neither. */
export const addressOf = (text: string): string | null =>
	mailAddress.test(text) ? text.toLowerCase() : phoneOf(text);

/** What is wrong with the contact details, by field. */
export function citizenFaults({ name, phone, email }: Input): Fault[] {
	const faults: Fault[] = [];
	if (!name.trim()) faults.push({ field: 'citizen.name', code: 'required' });
	if (phone?.trim() && !phoneOf(phone)) faults.push({ field: 'citizen.phone', code: 'invalid_phone' });
	if (email?.trim() && !mailAddress.test(email.trim()))
		faults.push({ field: 'citizen.email', code: 'invalid_email' });
	return faults;
}

/** Saves the citizen with their contact details; null when the given id is of no citizen whom the viewer sees. */
export async function keepCitizen(db: Db, viewer: Viewer, input: Input): Promise<string | null> {
	const id = await saveCitizen(db, viewer, {
		...(input.id ? { id: input.id } : {}),
		name: cleanText(input.name.trim()),
		language: input.language,
		notifyBy: input.notifyBy
	});
	if (!id) return null;
	const phone = input.phone ? phoneOf(input.phone) : null;
	if (phone) await addContact(db, id, 'phone', phone);
	if (input.email?.trim()) await addContact(db, id, 'email', cleanText(input.email.trim().toLowerCase()));
	return id;
}

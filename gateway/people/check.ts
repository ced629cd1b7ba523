import type { PersonInput } from '#contracts/people.ts';
import { knownEmails, unknownCodes } from '#db/people.ts';
import type { Db } from '#db/sql.ts';
import { cleanJson } from '../intake/clean.ts';
import type { Fault } from '../triage/citizen.ts';

const mailAddress = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;

/** The input as it is kept: sign-in knows addresses in lower case only. */
export const tidy = (input: PersonInput): PersonInput => {
	const clean = cleanJson(input);
	return { ...clean, name: clean.name.trim(), email: clean.email.trim().toLowerCase() };
};

/** What is wrong with each person of a list, in its order: addresses, names, codes, and one address twice. */
export async function faultsOf(db: Db, inputs: PersonInput[], but?: string): Promise<Fault[][]> {
	const all = (list: 'districts' | 'tehsils' | 'departments') =>
		inputs.flatMap(({ scope }) => scope[list] ?? []);
	const unknown = await unknownCodes(db, {
		districts: all('districts'),
		tehsils: all('tehsils'),
		departments: all('departments')
	});
	const taken = new Set(
		await knownEmails(
			db,
			inputs.map(({ email }) => email),
			but
		)
	);
	return inputs.map(({ name, email, scope }) => {
		const faults: Fault[] = [];
		if (!name) faults.push({ field: 'name', code: 'required' });
		if (!mailAddress.test(email)) faults.push({ field: 'email', code: 'invalid_email' });
		else if (taken.has(email)) faults.push({ field: 'email', code: 'known_email' });
		taken.add(email);
		for (const list of ['districts', 'tehsils', 'departments'] as const)
			if (scope[list]?.some((code) => unknown[list].includes(code)))
				faults.push({ field: `scope.${list}`, code: 'unknown' });
		return faults;
	});
}

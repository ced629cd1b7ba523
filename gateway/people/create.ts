import { randomUUID } from 'node:crypto';
import type { PersonInput } from '#contracts/people.ts';
import { audit } from '#db/event.ts';
import { savePassword } from '#db/password.ts';
import { findPerson } from '#db/people.ts';
import { ensureStaff } from '#db/staff.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { faultsOf, tidy } from './check.ts';
import { firstPassword } from './first-password.ts';

/** Makes a person without fault on the given transaction, and gives their first password. */
export async function createOn(db: Db, actor: Actor, input: PersonInput) {
	const { password, hash } = await firstPassword();
	const id = randomUUID();
	await ensureStaff(db, { id, ...input }, hash);
	const person = await findPerson(db, id);
	if (!person) throw new Refusal('known_email', 409, 'Somebody has this address.', { field: 'email' });
	await savePassword(db, id, hash, true);
	await audit(db, actor, 'person:created', id, { ...input });
	return { person, password };
}

/** Makes a person who can sign in at once. Refuses with every fault by field. */
export const createPerson = ({ transaction }: Services, actor: Actor, raw: PersonInput) =>
	transaction(async (db) => {
		const input = tidy(raw);
		const faults = (await faultsOf(db, [input])).flat();
		if (faults.length) throw new Refusal('invalid', 400, 'Some fields need attention.', { faults });
		return createOn(db, actor, input);
	});

import type { PersonInput } from '#contracts/people.ts';
import { audit } from '#db/event.ts';
import { findPerson, updatePerson } from '#db/people.ts';
import { saveScope } from '#db/staff.ts';
import { may, type Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { faultsOf, tidy } from './check.ts';

/** Changes what is said of a person; what they may see changes with their next request. */
export const savePerson = ({ transaction }: Services, actor: Actor, id: string, raw: PersonInput) =>
	transaction(async (db) => {
		const before = await findPerson(db, id);
		if (!before) throw new Refusal('not_found', 404, 'No such person.');
		const input = tidy(raw);
		const faults = (await faultsOf(db, [input], id)).flat();
		if (faults.length) throw new Refusal('invalid', 400, 'Some fields need attention.', { faults });
		if (id === actor.id && !may(input, 'manage_people'))
			throw new Refusal('own_role', 409, 'Somebody else must take this role from you.', { field: 'role' });
		await updatePerson(db, id, input);
		await saveScope(db, id, input.scope);
		await audit(db, actor, 'person:changed', id, { before, after: input });
		return (await findPerson(db, id))!;
	});

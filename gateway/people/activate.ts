import { audit } from '#db/event.ts';
import { findPerson, saveActive } from '#db/people.ts';
import { deleteSessions } from '#db/session.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/** Opens or closes a person's sign-in. Closing ends their sessions and cuts their screens at once. */
export const activatePerson = ({ transaction }: Services, actor: Actor, id: string, active: boolean) =>
	transaction(async (db) => {
		if (!(await findPerson(db, id))) throw new Refusal('not_found', 404, 'No such person.');
		if (id === actor.id) throw new Refusal('own_sign_in', 409, 'Somebody else must do this for you.');
		await saveActive(db, id, active);
		if (!active) await deleteSessions(db, id, {});
		await audit(db, actor, active ? 'person:activated' : 'person:deactivated', id);
		return (await findPerson(db, id))!;
	});

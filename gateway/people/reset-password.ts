import { audit } from '#db/event.ts';
import { savePassword } from '#db/password.ts';
import { findPerson } from '#db/people.ts';
import { deleteSessions } from '#db/session.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { firstPassword } from './first-password.ts';

/**
 * Gives a person a new first password in place of the one they have, to be changed at their next sign-in, and ends
 * their sessions. The password is told this once. Refuses with `not_found`.
 */
export const resetPassword = ({ transaction }: Services, actor: Actor, id: string) =>
	transaction(async (db) => {
		const person = await findPerson(db, id);
		if (!person) throw new Refusal('not_found', 404, 'No such person.');
		const { password, hash } = await firstPassword();
		await savePassword(db, id, hash, true);
		await deleteSessions(db, id, {});
		await audit(db, actor, 'person:password_reset', id);
		return { person, password };
	});

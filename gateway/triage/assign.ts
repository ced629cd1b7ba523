import * as claims from '#db/assign.ts';
import { record } from '#db/event.ts';
import { sees } from '#db/scope.ts';
import { rolesThat, type Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/**
 * A supervisor gives the claim to another person, or back to the queue. Both who lose and who get it are told live.
 * Refuses with `not_found`, `decided` or `unknown_person`.
 */
export const assign = (
	{ transaction }: Services,
	actor: Actor,
	number: string,
	input: { to: string | null; reason: string }
) =>
	transaction(async (db) => {
		const before = await claims.lockClaim(db, number);
		if (!before || !(await sees(db, actor, number)))
			throw new Refusal('not_found', 404, 'No submission has this number.');
		if (before.state !== 'waiting') throw new Refusal('decided', 409, 'It has been decided already.');
		const person = input.to === null ? null : await claims.findPerson(db, input.to);
		if (input.to !== null && (!person || !rolesThat('decide').includes(person.role)))
			throw new Refusal('unknown_person', 400, 'Nobody who may decide has this id.', { field: 'to' });
		const reason = cleanText(input.reason);
		const [from, to] = [before.holder, person?.id ?? null];
		const submission = await claims.giveClaim(db, number, person);
		await record(db, actor, 'submission:assigned', number, { from, to, reason });
		await claims.tellAssigned(db, { number, from, to, by: actor.name, reason });
		return submission!;
	});

import { createHash } from 'node:crypto';
import type { EraseInput, ErasePlan } from '#contracts/erase.ts';
import { eraseFound, tellErased } from '#db/erase.ts';
import { countFound, findAllOf, personOf, type Found } from '#db/erase-plan.ts';
import { audit } from '#db/event.ts';
import { sees } from '#db/scope.ts';
import { ERASED } from '#db/seal.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/** Submissions of one person that are erased in one transaction; nobody alive has written more. */
const SUBMISSIONS_LIMIT = 5_000;

async function find(db: Db, actor: Actor, number: string): Promise<Found> {
	const person = (await sees(db, actor, number)) ? await personOf(db, number) : null;
	if (!person) throw new Refusal('not_found', 404, 'No submission has this number.');
	return findAllOf(db, person, number);
}

/** The counts, with a token of what exactly was found. */
async function planOf(db: Db, found: Found): Promise<ErasePlan> {
	const { events: _events, audits: _audits, ...kept } = found;
	const token = createHash('sha256').update(JSON.stringify(kept)).digest('hex');
	return { ...(await countFound(db, found)), token };
}

/** What erasing the person whose matter this is would take away. Changes nothing. */
export const planErasing = ({ transaction }: Services, actor: Actor, number: string) =>
	transaction(async (db) => planOf(db, await find(db, actor, number)));

/**
 * Erases the person whose matter this is, for good: their name, addresses, words, files, voice and raw messages. Their
 * cases stay as numbers with place, category and history. Refuses with `open_cases` or `plan_changed`.
 */
export const erasePerson = (
	{ transaction }: Services,
	actor: Actor,
	number: string,
	{ reason, note, token, force }: EraseInput
) =>
	transaction(async (db) => {
		const found = await find(db, actor, number);
		const plan = await planOf(db, found);
		if (plan.token !== token)
			throw new Refusal('plan_changed', 409, 'Something came or went since: look at the plan again.');
		if (plan.open.length && !force?.trim())
			throw new Refusal('open_cases', 409, `Open still: ${plan.open.join(', ')}.`, { field: 'force' });
		if (plan.submissions > SUBMISSIONS_LIMIT)
			throw new Refusal(
				'too_large',
				413,
				`More than ${SUBMISSIONS_LIMIT} submissions: this is no one person.`
			);
		await eraseFound(db, found);
		await tellErased(db, actor, found.numbers, { reason });
		// It names the rows whose words it took: without it the proof of the chain fails at each of them.
		await audit(db, actor, ERASED, number, {
			reason,
			note: cleanText(note.trim()),
			...(force ? { force: cleanText(force.trim()) } : {}),
			citizen: plan.citizen,
			numbers: found.numbers,
			event: found.events,
			audit: found.audits
		});
		return plan;
	});

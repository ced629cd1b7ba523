import type { SensitiveInput } from '#contracts/triage.ts';
import { record } from '#db/event.ts';
import { readGrievance, setSensitive } from '#db/grievance.ts';
import { lockGrievances } from '#db/merge.ts';
import { grievanceOf } from '#db/triage.ts';
import type { Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/**
 * Marks a case as sensitive, or takes the mark away, with a reason that stays in its history. Refuses with
 * `sensitive_kept` who would show again to everybody what they do not see themselves by their role.
 */
export const markSensitive = (
	{ transaction }: Services,
	actor: Actor,
	named: string,
	{ sensitive, reason }: SensitiveInput
) =>
	transaction(async (db) => {
		const found = await grievanceOf(db, actor, named);
		if (!found) throw new Refusal('not_found', 404, 'No grievance has this number.');
		if (sensitive === null && !actor.sensitive)
			throw new Refusal('sensitive_kept', 403, 'Only who sees sensitive cases takes the mark away.');
		const { number } = found;
		await lockGrievances(db, [number]);
		await record(db, actor, 'grievance:marked', number, { sensitive, reason: cleanText(reason) });
		await setSensitive(db, number, sensitive);
		return (await readGrievance(db, number))!;
	});

import { record } from '#db/event.ts';
import { decideSubmission, grievanceOf, touchGrievance } from '#db/triage.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { hold } from './hold.ts';

/**
 * Joins the submission that the agent holds to a grievance, named by its own number or by that of any submission
 * linked to it. The submission keeps its number, which from now on leads there. Refuses with `no_grievance`.
 */
export const link = ({ transaction }: Services, actor: Actor, number: string, to: string) =>
	transaction(async (db) => {
		await hold(db, actor, number);
		const grievance = await grievanceOf(db, actor, to);
		if (!grievance)
			throw new Refusal('no_grievance', 400, 'No grievance has this number.', { field: 'grievance' });
		await record(db, actor, 'submission:linked', number, { grievance: grievance.number });
		await record(db, actor, 'grievance:linked', grievance.number, { submission: number });
		await touchGrievance(db, grievance.number);
		const submission = await decideSubmission(db, number, {
			state: 'linked',
			by: actor.id,
			grievance: grievance.number
		});
		return submission!;
	});

import { unroutedCases } from '#db/case.ts';
import type { Services } from '../services.ts';
import { escalateDue } from './escalate.ts';
import { routeRegistered } from './route.ts';
import { endQuestions } from './unanswered.ts';

const UNROUTED = 100;

/** What time does to cases: passed limits, unanswered questions, cases that nobody has routed yet. */
export async function sweepCases(services: Services): Promise<void> {
	await escalateDue(services);
	await endQuestions(services);
	for (const number of await unroutedCases(services.pool, UNROUTED))
		await services.transaction((db) => routeRegistered(services, db, number));
}

import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/case-desk.ts';
import { permissionOfWho } from '#contracts/case-table.ts';
import { readCases } from '#db/case-list.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { acknowledge } from './acknowledge.ts';
import { addInformation } from './add-information.ts';
import { answer } from './answer.ts';
import { askCitizen } from './ask-citizen.ts';
import { noteAttempt } from './attempt.ts';
import { decideExclusion } from './decide-exclusion.ts';
import { decideSpecial } from './decide-special.ts';
import { interim } from './interim.ts';
import { proposeExclusion } from './propose-exclusion.ts';
import { proposeSpecial } from './propose-special.ts';
import { readCase } from './read.ts';
import { reopen } from './reopen.ts';
import { resolve } from './resolve.ts';
import { resolveMany } from './resolve-many.ts';
import { review } from './review.ts';
import { route } from './route.ts';
import { transfer } from './transfer.ts';
import { giveVerdict } from './verdict.ts';
import { withdraw } from './withdraw.ts';

/** Cases, and every verb of theirs. Who may do what to which case follows from the table, in the verb itself. */
export function caseRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const { pool } = services;
	serve(app, contract.readCases, guard('queue'), ({ actor, query }) => readCases(pool, actor, query));
	serve(app, contract.readCase, guard('queue'), ({ actor, params }) =>
		readCase(services, actor, params.number)
	);
	const office = guard(permissionOfWho.office);
	const screener = guard(permissionOfWho.screener);
	// Of an office or of who screens, and of who stands in for a vacant one: which of them, the verb asks.
	const either = guard('steer');
	const feedback = guard(permissionOfWho.feedback);
	const speaker = guard(permissionOfWho.speaker);
	const verbs = [
		[contract.routeCase, screener, route],
		[contract.askCitizen, screener, askCitizen],
		[contract.decideExclusion, screener, decideExclusion],
		[contract.acknowledgeCase, office, acknowledge],
		[contract.giveInterim, office, interim],
		[contract.resolveCase, office, resolve],
		[contract.proposeSpecial, office, proposeSpecial],
		[contract.transferCase, either, transfer],
		[contract.proposeExclusion, either, proposeExclusion],
		[contract.decideSpecial, either, decideSpecial],
		[contract.reviewCase, either, review],
		[contract.giveVerdict, feedback, giveVerdict],
		[contract.noteAttempt, feedback, noteAttempt],
		[contract.answerQuestion, speaker, answer],
		[contract.addInformation, speaker, addInformation],
		[contract.reopenCase, speaker, reopen],
		[contract.withdrawCase, speaker, withdraw]
	] as const;
	for (const [endpoint, allowed, verb] of verbs)
		serve(app, endpoint, allowed, ({ actor, params, body }) =>
			verb(services, actor, params.number, body as never)
		);
	serve(app, contract.resolveMany, office, ({ actor, body: { numbers, ...input } }) =>
		resolveMany(services, actor, numbers, input)
	);
}

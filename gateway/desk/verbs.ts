import type { FastifyInstance } from 'fastify';
import * as triage from '#contracts/triage.ts';
import { readRules } from '#db/sender-rule.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { ask } from '../triage/ask.ts';
import { markSensitive } from '../triage/mark-sensitive.ts';
import { merge, unmerge } from '../triage/merge.ts';
import { restore, unlink } from '../triage/restore.ts';
import { endSenderRule, spam } from '../triage/spam.ts';
import { split } from '../triage/split.ts';
import { serve } from '../typed.ts';

/** The verbs beside claim, register, link and dismiss. */
export function verbRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const decide = guard('decide');
	serve(app, triage.restoreSubmission, decide, ({ actor, params, body }) =>
		restore(services, actor, params.number, body)
	);
	serve(app, triage.unlinkSubmission, decide, ({ actor, params, body }) =>
		unlink(services, actor, params.number, body)
	);
	serve(app, triage.spamSubmission, decide, ({ actor, params, body }) =>
		spam(services, actor, params.number, body)
	);
	serve(app, triage.readSenderRules, guard('parked'), async () => ({ rows: await readRules(services.pool) }));
	serve(app, triage.endSenderRule, guard('mend'), ({ actor, params }) =>
		endSenderRule(services, actor, params.id)
	);
	serve(app, triage.mergeGrievances, decide, ({ actor, params, body }) =>
		merge(services, actor, params.number, body.with)
	);
	serve(app, triage.unmergeGrievance, decide, ({ actor, params, body }) =>
		unmerge(services, actor, params.number, body)
	);
	serve(app, triage.markSensitive, decide, ({ actor, params, body }) =>
		markSensitive(services, actor, params.number, body)
	);
	serve(app, triage.splitSubmission, decide, ({ actor, params, body }) =>
		split(services, actor, params.number, body)
	);
	serve(app, triage.askCitizen, decide, ({ actor, params, body }) =>
		ask(services, actor, params.number, body)
	);
}

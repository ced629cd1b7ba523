import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/erase.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { erasePerson, planErasing } from './erase.ts';

/** Erasing a person's data: first what would go, then the act. */
export function privacyRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const allowed = guard('erase');
	serve(app, contract.planErasing, allowed, ({ actor, params }) =>
		planErasing(services, actor, params.number)
	);
	serve(app, contract.erasePerson, allowed, ({ actor, params, body }) =>
		erasePerson(services, actor, params.number, body)
	);
}

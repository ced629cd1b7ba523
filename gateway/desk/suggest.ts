import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/suggest.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { suggest, suggestTyped } from '../triage/suggest.ts';
import { serve } from '../typed.ts';

/** What the gateway suggests of a submission, and of a matter that is being typed. */
export function suggestRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const look = guard('queue');
	serve(app, contract.readSuggestions, look, ({ actor, params }) => suggest(services, actor, params.number));
	serve(app, contract.suggestTyped, guard('register'), ({ actor, body }) =>
		suggestTyped(services, actor, body)
	);
}

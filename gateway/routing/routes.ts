import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/routing.ts';
import { readPassedOn, readRules } from '#db/routing.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { activateRule, createRule, saveRule } from './rules.ts';
import { tryRoute } from './try.ts';

/** By which rules cases go to which office. */
export function routingRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const [look, manage] = [guard('routing'), guard('manage_routing')];
	serve(app, contract.readRules, look, async () => ({
		rows: await readRules(services.pool),
		offices: await readPassedOn(services.pool)
	}));
	serve(app, contract.tryRoute, look, ({ query }) => tryRoute(services, query));
	serve(app, contract.createRule, manage, ({ actor, body }) => createRule(services, actor, body));
	serve(app, contract.saveRule, manage, ({ actor, params, body }) =>
		saveRule(services, actor, params.id, body)
	);
	serve(app, contract.activateRule, manage, ({ actor, params, body }) =>
		activateRule(services, actor, params.id, body.active)
	);
}

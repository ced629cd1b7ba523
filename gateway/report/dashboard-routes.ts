import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/dashboard.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { breakDown, findHotSpots, listCases, showDashboard } from './dashboard.ts';

/** What the state's grievances come to, for who answers for a part of it. */
export function dashboardRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const allowed = guard('dashboard');
	serve(app, contract.readDashboard, allowed, ({ actor, query }) => showDashboard(services, actor, query));
	serve(app, contract.readBreakdown, allowed, ({ actor, params, query }) =>
		breakDown(services, actor, params.way, query)
	);
	serve(app, contract.readHotSpots, allowed, ({ actor, query }) => findHotSpots(services, actor, query));
	serve(app, contract.readCases, allowed, ({ actor, query }) => listCases(services, actor, query));
}

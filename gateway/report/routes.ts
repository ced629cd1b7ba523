import type { FastifyInstance } from 'fastify';
import { readCallReport } from '#contracts/call-report.ts';
import * as dashboard from '#contracts/dashboard.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { reportCalls } from './calls.ts';
import { breakDown, findHotSpots, listCases, showDashboard } from './dashboard.ts';

/** What the state's grievances come to, for who answers for a part of it. */
function dashboardRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const allowed = guard('dashboard');
	serve(app, dashboard.readDashboard, allowed, ({ actor, query }) => showDashboard(services, actor, query));
	serve(app, dashboard.readBreakdown, allowed, ({ actor, params, query }) =>
		breakDown(services, actor, params.way, query)
	);
	serve(app, dashboard.readHotSpots, allowed, ({ actor, query }) => findHotSpots(services, actor, query));
	serve(app, dashboard.readCases, allowed, ({ actor, query }) => listCases(services, actor, query));
}

/** Figures over days, for those who watch and steer. */
export function reportRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	serve(app, readCallReport, guard('reports'), ({ query }) => reportCalls(services, query));
	dashboardRoutes(app, services, guard);
}

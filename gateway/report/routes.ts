import type { FastifyInstance } from 'fastify';
import { readCallReport } from '#contracts/call-report.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { reportCalls } from './calls.ts';

/** Figures over days, for those who watch and steer. */
export function reportRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	serve(app, readCallReport, guard('reports'), ({ query }) => reportCalls(services, query));
}

import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/search.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { search } from './search.ts';

/** Finding again what came in. */
export function findRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	serve(app, contract.search, guard('queue'), ({ actor, query }) => search(services, actor, query));
}

import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/category.ts';
import { readCategories } from '#db/category.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { activateCategory, createCategory, saveCategory } from './save.ts';

/** The administration of what grievances are about. */
export function categoryRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const manage = guard('manage_reference');
	serve(app, contract.readCategories, guard('reference'), async () => ({
		rows: await readCategories(services.pool)
	}));
	serve(app, contract.createCategory, manage, ({ actor, body }) => createCategory(services, actor, body));
	serve(app, contract.saveCategory, manage, ({ actor, params, body }) =>
		saveCategory(services, actor, params.code, body)
	);
	serve(app, contract.activateCategory, manage, ({ actor, params, body }) =>
		activateCategory(services, actor, params.code, body.active)
	);
}

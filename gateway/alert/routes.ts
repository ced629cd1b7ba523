import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/alert.ts';
import { markRead, readAlerts } from '#db/alert.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';

/** News for the person who asks; each sees their own alone. */
export function alertRoutes(app: FastifyInstance, { pool }: Services, guard: Guard): void {
	const own = guard('queue');
	serve(app, contract.readAlerts, own, ({ actor }) => readAlerts(pool, actor));
	serve(app, contract.markAlertsRead, own, async ({ actor, body }) => {
		await markRead(pool, actor.id, body.ids);
		return readAlerts(pool, actor);
	});
}

import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/alert.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { finishReminder, makeReminder, snoozeReminder } from './keep.ts';

/** One's own reminders; they are listed with one's alerts. */
export function reminderRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const own = guard('queue');
	serve(app, contract.makeReminder, own, ({ actor, params, body }) =>
		makeReminder(services, actor, params.number, body)
	);
	serve(app, contract.snoozeReminder, own, ({ actor, params, body }) =>
		snoozeReminder(services, actor, params.id, body.at)
	);
	serve(app, contract.finishReminder, own, ({ actor, params }) => finishReminder(services, actor, params.id));
}

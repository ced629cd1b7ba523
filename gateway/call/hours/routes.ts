import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/hours.ts';
import { readHours } from '#db/helpline.ts';
import type { Guard } from '../../access/guard.ts';
import type { Services } from '../../services.ts';
import { serve } from '../../typed.ts';
import { endNotice, saveHours, setNotice } from './save.ts';

/** Hours, holidays and the emergency notice of the helpline. */
export function hoursRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const manage = guard('manage_script');
	serve(app, contract.readHours, guard('script'), () => readHours(services.pool));
	serve(app, contract.saveHours, manage, ({ actor, body }) => saveHours(services, actor, body));
	serve(app, contract.setNotice, manage, ({ actor, body }) => setNotice(services, actor, body));
	serve(app, contract.endNotice, manage, ({ actor }) => endNotice(services, actor));
}

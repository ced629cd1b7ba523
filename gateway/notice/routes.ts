import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/notice-desk.ts';
import { readSuppressions } from '#db/suppression.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { liftSuppression, listTroubled, moveNotice, retryNotice, settleNotice } from './desk.ts';

/** Notices that have not arrived, and addresses that nothing goes to. */
export function noticeRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const [look, mend] = [guard('parked'), guard('mend')];
	serve(app, contract.readNotices, look, ({ actor, query }) => listTroubled(services, actor, query));
	serve(app, contract.retryNotice, mend, ({ actor, params }) => retryNotice(services, actor, params.id));
	serve(app, contract.moveNotice, mend, ({ actor, params, body }) =>
		moveNotice(services, actor, params.id, body.to)
	);
	serve(app, contract.settleNotice, mend, ({ actor, params, body }) =>
		settleNotice(services, actor, params.id, body.reason)
	);
	serve(app, contract.readSuppressions, look, ({ actor, query }) =>
		readSuppressions(services.pool, actor, query)
	);
	serve(app, contract.liftSuppression, mend, ({ actor, params, body }) =>
		liftSuppression(services, actor, params.id, body.reason)
	);
}

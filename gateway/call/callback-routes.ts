import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/callback.ts';
import { listCallbacks } from '#db/callback.ts';
import { may } from '../access/actor.ts';
import type { Guard } from '../access/guard.ts';
import { closeAsked } from '../satisfaction/close-asked.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { callOut } from './call-out.ts';
import { close, release, take } from './callback.ts';

/** Rows of one answer. */
const LIMIT = 200;

/** Those who wait to be called back. */
export function callbackRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const [own, call] = [guard('callbacks'), guard('call')];
	serve(app, contract.readCallbacks, own, async ({ actor }) => ({
		rows: await listCallbacks(services.pool, actor, {
			languages: actor.scope.languages,
			callers: may(actor, 'call'),
			limit: LIMIT
		}),
		now: new Date().toISOString()
	}));
	serve(app, contract.takeCallback, own, ({ actor, params }) => take(services, actor, params.id));
	serve(app, contract.releaseCallback, own, ({ actor, params }) => release(services, actor, params.id));
	serve(app, contract.callBack, call, ({ actor, params }) => callOut(services, actor, params.id));
	serve(app, contract.closeCallback, own, ({ actor, params, body }) =>
		close(services, actor, params.id, body.outcome)
	);
	serve(app, contract.closeAsked, own, ({ actor, params, body }) =>
		closeAsked(services, actor, params.id, body)
	);
}

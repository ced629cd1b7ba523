import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/views.ts';
import { viewsOf } from '#db/view.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { removeView, renameView, saveView, shareView } from './views.ts';

/** Searches and filters that people keep under a name. What a view shows is read anew, within what its reader sees. */
export function viewRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const look = guard('queue');
	serve(app, contract.readViews, look, async ({ actor }) => ({
		rows: await viewsOf(services.pool, actor.id)
	}));
	serve(app, contract.saveView, look, ({ actor, body }) => saveView(services, actor, body));
	serve(app, contract.renameView, look, ({ actor, params, body }) =>
		renameView(services, actor, params.id, body.name)
	);
	serve(app, contract.removeView, look, ({ actor, params }) => removeView(services, actor, params.id));
	serve(app, contract.shareView, guard('share_views'), ({ actor, params, body }) =>
		shareView(services, actor, params.id, body.shared)
	);
}

import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/supervise.ts';
import { readBlob } from '#db/blob.ts';
import { nuisanceRecording, readNuisance } from '#db/call-block.ts';
import type { Guard } from '../access/guard.ts';
import { auditHearing } from '../audit/hearing.ts';
import { Refusal } from '../refusal.ts';
import { sendRange } from '../send-file.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { block, unblock } from './block.ts';
import { leave, supervise } from './supervise.ts';

/** What supervisors do on the floor of the telephones. */
export function floorRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const { pool } = services;
	const own = guard('supervise');
	serve(app, contract.superviseCall, own, ({ actor, params, body }) =>
		supervise(services, actor, params.id, body)
	);
	serve(app, contract.leaveCall, own, ({ actor, params }) => leave(services, actor, params.id));
	serve(app, contract.readNuisance, own, async () => ({ rows: await readNuisance(pool) }));
	serve(app, contract.blockNumber, own, ({ actor, body }) => block(services, actor, body));
	serve(app, contract.unblockNumber, own, ({ actor, params }) => unblock(services, actor, params.id));
	app.get<{ Params: { id: string } }>(
		'/api/nuisance/recordings/:id',
		own,
		async ({ actor, params, headers }, reply) => {
			const found = /^\d{1,18}$/.test(params.id) ? await nuisanceRecording(pool, params.id) : null;
			if (!found) throw new Refusal('not_found', 404, 'There is no such recording.');
			const content = await readBlob(pool, found.blob);
			if (!content) throw new Refusal('not_found', 404, 'There is no such recording.');
			await auditHearing(pool, actor, 'call:heard', found.call, { recording: params.id });
			reply.type(found.mediaType).header('cache-control', 'private, no-store');
			return sendRange(reply, content, headers.range);
		}
	);
}

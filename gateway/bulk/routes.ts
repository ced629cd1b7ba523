import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/bulk.ts';
import { chosenNumbers, findBulk, readBulks, rowsOfBulk } from '#db/bulk.ts';
import type { Actor } from '../access/actor.ts';
import type { Guard } from '../access/guard.ts';
import { queueHits } from '../find/queue.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { startBulk, undoBulk } from './start.ts';

async function own({ pool }: Services, actor: Actor, id: string) {
	const bulk = await findBulk(pool, id, actor.id);
	if (!bulk) throw new Refusal('not_found', 404, 'You made no such act.');
	return bulk;
}

/** Acts on many submissions: chosen, started, watched and undone by the person who makes them. */
export function bulkRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const { pool } = services;
	const decide = guard('decide');
	serve(app, contract.chooseSubmissions, decide, async ({ actor, query }) =>
		chosenNumbers(pool, query, actor, await queueHits(pool, actor, query))
	);
	serve(app, contract.startBulk, decide, ({ actor, body }) => startBulk(services, actor, body));
	serve(app, contract.startBulkAssign, guard('assign'), ({ actor, body }) =>
		startBulk(services, actor, body)
	);
	serve(app, contract.readBulks, decide, async ({ actor }) => ({ rows: await readBulks(pool, actor.id) }));
	serve(app, contract.readBulk, decide, async ({ actor, params }) => ({
		bulk: await own(services, actor, params.id),
		rows: await rowsOfBulk(pool, params.id)
	}));
	serve(app, contract.undoBulk, decide, async ({ actor, params, body }) => {
		await own(services, actor, params.id);
		return undoBulk(services, actor, params.id, body);
	});
}

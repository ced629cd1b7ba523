import type { FastifyInstance } from 'fastify';
import * as parked from '#contracts/parked.ts';
import { readChannels, readWall } from '#contracts/wall.ts';
import { readCallWall } from '#contracts/call-wall.ts';
import { readCallWall as callWall } from '#db/call-wall.ts';
import { audit } from '#db/event.ts';
import { countParked, deadJobs, findParked, readParked, settleDelivery, unparkDelivery } from '#db/parked.ts';
import { readArriving, readCounts, readHealth } from '#db/wall.ts';
import type { Actor } from '../access/actor.ts';
import type { Guard } from '../access/guard.ts';
import { parkedSubject, refuseMasked } from '../access/masking.ts';
import { readByHand } from '../intake/by-hand.ts';
import { deadLetters } from '../job-queues.ts';
import { queueRead } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';

/** Characters of a parked body that are shown; the whole is a download. */
const SHOWN_LIMIT = 64 * 1024;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function parkedOne(services: Services, actor: Actor, id: string) {
	const found = /^\d{1,18}$/.test(id) ? await findParked(services.pool, actor, id) : null;
	if (!found) throw new Refusal('not_found', 404, 'It is not parked any more.');
	return found;
}

function parkedRoutes(app: FastifyInstance, services: Services, guard: Guard) {
	const { pool, boss, transaction } = services;
	const look = guard('parked');
	const mend = guard('mend');
	serve(app, parked.readParked, look, async ({ actor, query }) => ({
		...(await readParked(pool, actor, query)),
		counts: await countParked(pool, actor),
		deadJobs: await deadJobs(pool, deadLetters)
	}));
	serve(app, parked.readParkedOne, look, async ({ actor, params }) => {
		const { raw, text, ...found } = await parkedOne(services, actor, params.id);
		await audit(pool, actor, 'parked:seen', params.id);
		return { ...found, body: text(raw.subarray(0, SHOWN_LIMIT)) };
	});
	serve(app, parked.readAgain, mend, ({ actor, params }) =>
		transaction(async (db) => {
			const queued = await unparkDelivery(db, actor, params.id);
			if (!queued) throw new Refusal('not_found', 404, 'It is not parked any more.');
			await audit(db, actor, 'parked:read_again', params.id);
			await queueRead(boss, db, { ids: [params.id] });
			return { queued };
		})
	);
	serve(app, parked.readByHand, mend, ({ actor, params, body }) =>
		readByHand(services, actor, params.id, body)
	);
	serve(app, parked.settleParked, mend, ({ actor, params, body }) =>
		transaction(async (db) => {
			const settled = await settleDelivery(db, actor, params.id);
			if (!settled) throw new Refusal('not_found', 404, 'It is not parked any more.');
			await audit(db, actor, 'parked:settled', params.id, { note: body.note });
			return { settled };
		})
	);
	serve(app, parked.retryJob, mend, async ({ actor, params }) => {
		const ids = [params.id];
		const moved = uuid.test(params.id)
			? await Promise.all(deadLetters.map((name) => boss.redrive(name, { ids })))
			: [];
		const queued = moved.some((count) => count > 0);
		if (!queued) throw new Refusal('not_found', 404, 'No such job.');
		await audit(pool, actor, 'job:retried', params.id);
		return { queued };
	});
}

/** What supervisors watch: the wall, the channels, and what was set aside. */
export function superviseRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	parkedRoutes(app, services, guard);
	serve(app, readWall, guard('wall'), async ({ actor }) => ({
		...(await readArriving(services.pool)),
		...(await readCounts(services.pool, actor))
	}));
	const voiced = [...services.adapters.values()].filter(({ voice }) => voice).map(({ account }) => account);
	serve(app, readCallWall, guard('wall'), () => callWall(services.pool, voiced));
	serve(app, readChannels, guard('channels'), async () => ({ rows: await readHealth(services.pool) }));
	app.get<{ Params: { id: string } }>(
		'/api/parked/:id/raw',
		guard('parked'),
		async ({ actor, params }, reply) => {
			const { raw } = await parkedOne(services, actor, params.id);
			await refuseMasked(services, actor, parkedSubject(params.id));
			await audit(services.pool, actor, 'parked:downloaded', params.id);
			return reply
				.type('application/octet-stream')
				.header('content-disposition', `attachment; filename="delivery-${params.id}.raw"`)
				.send(raw);
		}
	);
}

import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { everyone } from '#db/scope.ts';
import { countPaused } from '#db/webhook.ts';
import { readCounts, readHealth } from '#db/wall.ts';
import type { Services } from './services.ts';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * `/healthz` for watchdogs: 200 while the database answers and no channel account fails, else 503 and which.
 * `/metrics` for Prometheus, to this machine only.
 */
export function healthRoutes(app: FastifyInstance, { pool, boss }: Services): void {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry });
	app.get('/healthz', { schema: { hide: true }, config: { rateLimit: false } }, async (_request, reply) => {
		try {
			const failing = (await readHealth(pool)).filter(({ state }) => state === 'failing');
			const { parked, deadJobs } = await readCounts(pool, everyone);
			return await reply
				.code(failing.length ? 503 : 200)
				.send({ ok: !failing.length, failing: failing.map(({ account }) => account), parked, deadJobs });
		} catch {
			return reply.code(503).send({ ok: false, failing: ['database'] });
		}
	});
	app.get('/metrics', { schema: { hide: true }, config: { rateLimit: false } }, async (request, reply) => {
		if (!loopback.has(request.ip)) return reply.code(404).send();
		const queues = await boss.getQueues();
		const paused = await countPaused(pool);
		const lines = queues.flatMap(({ name, queuedCount, activeCount, failedCount }) => [
			`sunwai_jobs{queue="${name}",state="queued"} ${queuedCount}`,
			`sunwai_jobs{queue="${name}",state="active"} ${activeCount}`,
			`sunwai_jobs{queue="${name}",state="failed"} ${failedCount}`
		]);
		return reply
			.type('text/plain; version=0.0.4')
			.send(`${await registry.metrics()}\n${[...lines, `sunwai_webhooks_paused ${paused}`].join('\n')}\n`);
	});
}

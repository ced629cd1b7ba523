import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/export.ts';
import { audit } from '#db/event.ts';
import { exportsOf, partsOfExport, readyExport } from '#db/export.ts';
import type { Guard } from '../access/guard.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { orderExport, removeExport } from './order-export.ts';

const mediaTypes = {
	csv: 'text/csv; charset=utf-8',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
};
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Files of what a search or the queue shows: ordered, watched, fetched and removed by the one who ordered them. */
export function exportRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const { pool } = services;
	const allowed = guard('export');
	serve(app, contract.orderExport, allowed, ({ actor, body }) => orderExport(services, actor, body));
	serve(app, contract.readExports, allowed, async ({ actor }) => ({ rows: await exportsOf(pool, actor.id) }));
	serve(app, contract.removeExport, allowed, ({ actor, params }) => removeExport(services, actor, params.id));
	app.get<{ Params: { id: string } }>('/api/exports/:id/file', allowed, async ({ actor, params }, reply) => {
		const file = uuid.test(params.id) ? await readyExport(pool, actor.id, params.id) : null;
		if (!file) throw new Refusal('not_found', 404, 'There is no such file, or it is not ready.');
		await audit(pool, actor, 'export:downloaded', file.id, { rows: file.rows });
		const day = file.orderedAt.slice(0, 16).replace(/\D/g, '');
		return reply
			.type(mediaTypes[file.format])
			.header('cache-control', 'no-store')
			.header('content-length', String(file.size))
			.header('content-disposition', `attachment; filename="sunwai-${file.source}-${day}.${file.format}"`)
			.send(Readable.from(partsOfExport(pool, file)));
	});
}

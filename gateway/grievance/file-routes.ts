import type { FastifyInstance } from 'fastify';
import { readBlob } from '#db/blob.ts';
import { findCaseFile } from '#db/case-file.ts';
import { audit } from '#db/event.ts';
import type { Guard } from '../access/guard.ts';
import { Refusal } from '../refusal.ts';
import { sendFile } from '../send-file.ts';
import type { Services } from '../services.ts';

/** Files of a case: what proves a resolution, and what a citizen added. Opening one is audited. */
export function caseFileRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	app.get<{ Params: { id: string } }>(
		'/api/case-files/:id',
		guard('queue'),
		async ({ actor, params, headers }, reply) => {
			const { pool } = services;
			const file = /^\d{1,18}$/.test(params.id) ? await findCaseFile(pool, actor, params.id) : null;
			const content = file?.blob ? await readBlob(pool, file.blob) : null;
			if (!file || !content) throw new Refusal('not_found', 404, 'No such file.');
			await audit(pool, actor, 'case_file:opened', file.number, { file: params.id });
			return sendFile(reply, file, content, headers.range);
		}
	);
}

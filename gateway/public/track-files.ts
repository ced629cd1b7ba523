import type { FastifyInstance } from 'fastify';
import { isNumber } from '#contracts/number.ts';
import { readBlob } from '#db/blob.ts';
import { findOwnFile } from '#db/own-matter.ts';
import { sendFile } from '../send-file.ts';
import type { Services } from '../services.ts';
import { sendErrorPage } from './page.ts';
import { unhurried } from './by-number.ts';
import { stayOpen } from './track-session.ts';

/** What an office gave as proof, for the citizen whose number is open in this browser. */
export function storyFileRoutes(app: FastifyInstance, services: Services): void {
	app.get<{ Params: { number: string; id: string } }>(
		'/track/:number/files/:id',
		unhurried,
		async (request, reply) => {
			const { number, id } = request.params;
			const open = isNumber(number) && stayOpen(services, request, reply, number) !== null;
			const file = open && /^\d{1,18}$/.test(id) ? await findOwnFile(services.pool, number, id) : null;
			const content = file && (await readBlob(services.pool, file.blob));
			if (!file || !content) return sendErrorPage(services, request, reply, { status: 404 });
			return sendFile(reply, file, content, request.headers.range);
		}
	);
}

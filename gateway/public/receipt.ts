import type { FastifyInstance } from 'fastify';
import { isNumber } from '#contracts/number.ts';
import { readStage } from '#db/public.ts';
import type { Services } from '../services.ts';
import { sendErrorPage, sendPage } from './page.ts';
import { drawQr } from './qr.ts';
import { unhurried, type ByNumber } from './track.ts';

/** What a citizen prints who sent a form: `GET /complain/receipt/:number`. */
export function receiptRoutes(app: FastifyInstance, services: Services): void {
	app.get<ByNumber>('/complain/receipt/:number', unhurried, async (request, reply) => {
		const { number } = request.params;
		if (!isNumber(number) || !(await readStage(services.pool, number)))
			return sendErrorPage(services, request, reply, { status: 404 });
		const qr = await drawQr(`${services.config.publicOrigin}/track/${number}`);
		return sendPage(services, request, reply, ['receipt', { number, qr }]);
	});
}

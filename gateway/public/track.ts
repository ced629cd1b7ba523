import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formatNumber, parseNumber } from '#contracts/number.ts';
import { readOwn } from '#db/own-matter.ts';
import { readStage } from '#db/public.ts';
import type { Services } from '../services.ts';
import { referenceOf } from '../reference.ts';
import { WINDOW_MS } from './complain.ts';
import { sendPage } from './page.ts';
import { codeRoutes } from './track-code.ts';
import { stayOpen } from './track-session.ts';

/** Look-ups of numbers from one address in the window: people share addresses, but nobody reads out thousands. */
const LOOKUPS_PER_WINDOW = 300;
const TYPED_LIMIT_CHARACTERS = 40;
export const unhurried = { config: { rateLimit: { max: LOOKUPS_PER_WINDOW, timeWindow: WINDOW_MS } } };

export type ByNumber = { Params: { number: string } };

/** Where the matter with this number stands, which anyone may learn who has it; all of it where it is open here. */
async function showStage(services: Services, request: FastifyRequest, reply: FastifyReply, number: string) {
	const stage = await readStage(services.pool, number);
	if (!stage) {
		const unknown = { typed: formatNumber(number), fault: 'unknown' as const };
		return sendPage(services, request, reply.code(404), ['track', unknown]);
	}
	const { departments } = await referenceOf(services);
	const department = departments.find(({ code }) => code === stage.department)?.names;
	const known = { stage, ...(department ? { department } : {}) };
	const form = stayOpen(services, request, reply, number);
	if (form === null) return sendPage(services, request, reply, ['stage', known]);
	const own = await readOwn(services.pool, number);
	return sendPage(services, request, reply, ['story', { ...known, own, form }]);
}

/** The citizen's own side of a matter: `/track` and what stands under it. */
export function trackRoutes(app: FastifyInstance, services: Services): void {
	app.get<{ Querystring: { number?: string } }>('/track', unhurried, async (request, reply) => {
		const typed = String(request.query.number ?? '').slice(0, TYPED_LIMIT_CHARACTERS);
		const number = parseNumber(typed);
		if (number) return reply.redirect(`/track/${number}`, 303);
		if (!typed.trim()) return sendPage(services, request, reply, ['track', { typed: '' }]);
		return sendPage(services, request, reply.code(400), ['track', { typed, fault: 'invalid' }]);
	});

	app.get<ByNumber>('/track/:number', unhurried, async (request, reply) => {
		const typed = request.params.number.slice(0, TYPED_LIMIT_CHARACTERS);
		const number = parseNumber(typed);
		if (!number) return sendPage(services, request, reply.code(404), ['track', { typed, fault: 'invalid' }]);
		return showStage(services, request, reply, number);
	});

	codeRoutes(app, services);
}

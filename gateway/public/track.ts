import type { FastifyInstance } from 'fastify';
import { parseNumber } from '#contracts/number.ts';
import type { Services } from '../services.ts';
import { unhurried, type ByNumber } from './by-number.ts';
import { sendPage } from './page.ts';
import { codeRoutes } from './track-code.ts';
import { storyFileRoutes } from './track-files.ts';
import { showStory } from './track-page.ts';
import { verbRoutes } from './track-verbs.ts';

const TYPED_LIMIT_CHARACTERS = 40;

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
		return showStory(services, request, reply, number);
	});

	codeRoutes(app, services);
	verbRoutes(app, services);
	storyFileRoutes(app, services);
}

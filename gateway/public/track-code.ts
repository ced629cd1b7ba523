import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isNumber } from '#contracts/number.ts';
import type { PublicPages } from '#contracts/public.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { askCode } from '../track/ask-code.ts';
import { codeLimits } from '../track/limits.ts';
import { tryCode } from '../track/try-code.ts';
import { cookieOf, keepCookie } from './cookie.ts';
import { fieldOf } from './fields.ts';
import { isForeign } from './foreign.ts';
import { sendErrorPage, sendPage } from './page.ts';
import { closeHere, isOwnForm, openHere } from './track-session.ts';
import type { ByNumber } from './track.ts';

/** Forms with a code from one address, right and wrong, of whatever numbers. */
const TRIES_PER_MINUTE = 60;
const limited = { config: { rateLimit: { max: TRIES_PER_MINUTE, timeWindow: 60_000 } } };

/** What the browser keeps that asked for a code. */
const CODE_COOKIE = 'sunwai_code';

/** The one-time code of a number's page. None of it asks whether there is such a number, or whom it belongs to. */
export function codeRoutes(app: FastifyInstance, services: Services): void {
	const { config } = services;

	const show = (
		request: FastifyRequest,
		reply: FastifyReply,
		props: PublicPages['code'],
		status: 200 | 403 | 422 | 429 = 200
	) => sendPage(services, request, reply.code(status), ['code', props]);

	app.get<ByNumber>('/track/:number/code', limited, async (request, reply) => {
		const { number } = request.params;
		if (!isNumber(number)) return sendErrorPage(services, request, reply, { status: 404 });
		return show(request, reply, { number });
	});

	app.post<ByNumber>('/track/:number/code', limited, async (request, reply) => {
		const { number } = request.params;
		if (!isNumber(number)) return sendErrorPage(services, request, reply, { status: 404 });
		if (isForeign(request, config.publicOrigin))
			return show(request, reply, { number, fault: 'foreign' }, 403);
		try {
			const value = await askCode(services, number, request.ip);
			const path = `/track/${number}`;
			keepCookie(reply, config, { name: CODE_COOKIE, value, path, minutes: codeLimits.minutes });
			return await reply.redirect(`${path}/code`, 303);
		} catch (fault) {
			if (!(fault instanceof Refusal)) throw fault;
			reply.header('retry-after', fault.wait_seconds);
			const minutes = Math.ceil((fault.wait_seconds ?? 60) / 60);
			return show(request, reply, { number, fault: 'wait', minutes }, 429);
		}
	});

	app.post<ByNumber>('/track/:number/open', limited, async (request, reply) => {
		const { number } = request.params;
		if (!isNumber(number)) return sendErrorPage(services, request, reply, { status: 404 });
		const path = `/track/${number}`;
		const browser = cookieOf(request, CODE_COOKIE) ?? '';
		const code = fieldOf(request, 'code');
		if (isForeign(request, config.publicOrigin))
			return show(request, reply, { number, fault: 'foreign' }, 403);
		if (!(await tryCode(services, { number, browser, code })))
			return show(request, reply, { number, fault: 'wrong' }, 422);
		keepCookie(reply, config, { name: CODE_COOKIE, value: '', path, minutes: 0 });
		openHere(services, reply, number);
		return reply.redirect(path, 303);
	});

	app.post<ByNumber>('/track/:number/close', limited, async (request, reply) => {
		const { number } = request.params;
		if (!isNumber(number)) return sendErrorPage(services, request, reply, { status: 404 });
		if (isOwnForm(services, request, number)) closeHere(services, reply, number);
		return reply.redirect(`/track/${number}`, 303);
	});
}

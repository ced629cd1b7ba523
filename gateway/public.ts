import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import serveFiles from '@fastify/static';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formatNumber, isNumber, parseNumber } from '#contracts/number.ts';
import { readStage } from '#db/public.ts';
import { complainRoutes, WINDOW_MS } from './public/complain.ts';
import { rememberAsked } from './public/language.ts';
import { PUBLIC_BUILD, sendErrorPage, sendPage } from './public/page.ts';
import { reportRoutes } from './public/report.ts';
import { drawQr } from './public/qr.ts';
import { referenceOf } from './reference.ts';
import type { Refusal } from './refusal.ts';
import type { Services } from './services.ts';

/** Look-ups of numbers from one address in the window: people share addresses, but nobody reads out thousands. */
const LOOKUPS_PER_WINDOW = 300;
const TYPED_LIMIT_CHARACTERS = 40;
const unhurried = { config: { rateLimit: { max: LOOKUPS_PER_WINDOW, timeWindow: WINDOW_MS } } };

type ByNumber = { Params: { number: string } };

function trackRoutes(app: FastifyInstance, services: Services): void {
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
		const stage = await readStage(services.pool, number);
		if (!stage)
			return sendPage(services, request, reply.code(404), [
				'track',
				{ typed: formatNumber(number), fault: 'unknown' }
			]);
		const { departments } = await referenceOf(services);
		const department = departments.find(({ code }) => code === stage.department)?.names;
		return sendPage(services, request, reply, ['stage', { stage, ...(department ? { department } : {}) }]);
	});

	app.get<ByNumber>('/complain/receipt/:number', unhurried, async (request, reply) => {
		const { number } = request.params;
		if (!isNumber(number) || !(await readStage(services.pool, number)))
			return sendErrorPage(services, request, reply, { status: 404 });
		const qr = await drawQr(`${services.config.publicOrigin}/track/${number}`);
		return sendPage(services, request, reply, ['receipt', { number, qr }]);
	});
}

/** Faults of the sender's side by status; everything else is ours. */
const statusOf = (fault: FastifyError | Refusal) =>
	'status' in fault ? fault.status : (fault.statusCode ?? 500);

function answerFault(
	services: Services,
	fault: FastifyError | Refusal,
	request: FastifyRequest,
	reply: FastifyReply
) {
	const status = statusOf(fault);
	if (status >= 500) request.log.error({ err: fault }, 'a public page failed');
	const minutes = Math.ceil(Number(reply.getHeader('retry-after') ?? 60) / 60);
	return sendErrorPage(services, request, reply, {
		status,
		minutes,
		...(status >= 500 ? { id: request.id } : {})
	});
}

/** Citizens' pages, rendered here and whole without script, with the files that they link to under `/public/`. */
export async function publicRoutes(app: FastifyInstance, services: Services): Promise<void> {
	await app.register(async (pages) => {
		if (!pages.hasDecorator('createRateLimit')) await pages.register(rateLimit, { global: false });
		if (!pages.hasDecorator('multipartErrors')) await pages.register(multipart);
		pages.addHook('onRequest', async (request, reply) => rememberAsked(request, reply));
		pages.setErrorHandler((fault: FastifyError, request, reply) =>
			answerFault(services, fault, request, reply)
		);
		await pages.register(serveFiles, {
			root: `${PUBLIC_BUILD}/assets`,
			prefix: '/public/assets/',
			decorateReply: false,
			index: false,
			immutable: true,
			maxAge: '365d'
		});
		pages.get('/', async (request, reply) => sendPage(services, request, reply, ['home', {}]));
		complainRoutes(pages, services);
		trackRoutes(pages, services);
		reportRoutes(pages, services);
	});
}

import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import serveFiles from '@fastify/static';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { complainRoutes } from './public/complain.ts';
import { rememberAsked } from './public/language.ts';
import { PUBLIC_BUILD, sendErrorPage, sendPage } from './public/page.ts';
import { reportRoutes } from './public/report.ts';
import { readFields } from './public/fields.ts';
import { receiptRoutes } from './public/receipt.ts';
import { trackRoutes } from './public/track.ts';
import type { Refusal } from './refusal.ts';
import type { Services } from './services.ts';

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
		readFields(pages);
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
		receiptRoutes(pages, services);
		trackRoutes(pages, services);
		reportRoutes(pages, services);
	});
}

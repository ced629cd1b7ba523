import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FormFault } from '#contracts/public.ts';
import type { Language } from '#contracts/words.ts';
import { storeUpload } from '#db/blob.ts';
import { storedBlobs } from '#db/public.ts';
import { completed } from '../intake/form-check.ts';
import { emptyValues, readForm, type Form } from '../intake/form-body.ts';
import { signKept } from '../intake/form-kept.ts';
import { submitForm } from '../intake/form.ts';
import type { Services } from '../services.ts';
import { isForeign } from './foreign.ts';
import { asLanguage, languageOf, remember } from './language.ts';
import { sendPage } from './page.ts';
import { referenceOf } from '../reference.ts';

/**
 * Sendings that one address may have stored in the window. A Sewa Kendra sends all its citizens' forms
 * from one address: 30 in ten minutes is more than its counters can write.
 */
export const SENDINGS_PER_WINDOW = 30;
/** Forms that one address may post at all, the faulty ones and switches of language among them. */
export const POSTS_PER_WINDOW = 150;
export const WINDOW_MS = 10 * 60_000;

const told = ({ headers }: FastifyRequest) =>
	headers['user-agent']
		? { 'user-agent': headers['user-agent'].slice(0, 300) }
		: ({} as Record<string, string>);

/** The citizens' form: `GET` and `POST /complain`. */
export function complainRoutes(app: FastifyInstance, services: Services): void {
	const limiter = app.createRateLimit({ max: SENDINGS_PER_WINDOW, timeWindow: WINDOW_MS });
	const means = {
		secret: services.secret,
		store: (content: Buffer) => storeUpload(services.pool, content),
		failed: (fault: unknown) => services.log.error({ err: fault }, 'a file of a form could not be stored'),
		stored: (hashes: string[]) => storedBlobs(services.pool, hashes)
	};

	const show = async (
		request: FastifyRequest,
		reply: FastifyReply,
		form: Pick<Form, 'key' | 'values' | 'files'>,
		{ faults = [], locale = languageOf(request) }: { faults?: FormFault[]; locale?: Language } = {}
	) => {
		const kept = form.files.map((file) => ({ file, token: signKept(services.secret, form.key, file) }));
		const reference = await referenceOf(services);
		const props = { key: form.key, values: form.values, faults, kept, reference };
		return sendPage(services, request, reply, ['complain', props, locale]);
	};

	const mustWait = async (request: FastifyRequest) => {
		const seen = await limiter(request);
		return !seen.isAllowed && seen.isExceeded ? seen.ttlInSeconds : null;
	};

	const accept = async (request: FastifyRequest, reply: FastifyReply, form: Form) => {
		const outcome = await submitForm(services, form, {
			reference: await referenceOf(services),
			foreign: isForeign(request, services.config.publicOrigin),
			mustWait: () => mustWait(request),
			headers: told(request)
		});
		if (outcome.became === 'received') return reply.redirect(`/complain/receipt/${outcome.number}`, 303);
		if (outcome.became === 'held') return sendPage(services, request, reply, ['held', {}]);
		if (outcome.retryAfter_s) reply.header('retry-after', outcome.retryAfter_s);
		return show(request, reply.code(outcome.status), form, { faults: outcome.faults });
	};

	app.get('/complain', async (request, reply) =>
		show(request, reply, { key: randomUUID(), values: emptyValues(), files: [] })
	);

	app.post(
		'/complain',
		{ config: { rateLimit: { max: POSTS_PER_WINDOW, timeWindow: WINDOW_MS } } },
		async (request, reply) => {
			const read = await readForm(request, means);
			const form = { ...read, values: completed(read.values, await referenceOf(services)) };
			const language = asLanguage(form.show);
			if (!language) return accept(request, reply, form);
			remember(reply, language);
			return show(request, reply, form, { faults: form.faults, locale: language });
		}
	);
}

import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isNumber } from '#contracts/number.ts';
import { languages } from '#contracts/words.ts';
import { findRequests, listRequests } from '#db/open311.ts';
import { referenceOf } from '../reference.ts';
import type { Services } from '../services.ts';
import { checkJurisdiction, Open311Fault } from './open311-fault.ts';
import { formats, write, type Answerable, type Format } from './open311-format.ts';
import { keyOf, postRequest } from './open311-post.ts';
import { filterOf, listed, PAGE_LIMIT, requestOf } from './open311-requests.ts';
import { defineService, describeServer, listServices } from './open311-services.ts';

const BODY_LIMIT_BYTES = 256 * 1024;
const REQUESTS_PER_MINUTE = 600;

/** What a route answers: the name of its root in XML, and the value. */
type Handler = (request: Asked) => Promise<[root: string, value: Answerable]>;
interface Asked {
	query: URLSearchParams;
	/** Id in the path, without the format. */
	id: string;
	body: string;
	headers: FastifyRequest['headers'];
}

const pathOf = (url: string) => url.split('?', 1)[0]!;
const formatOf = (url: string): Format | undefined =>
	formats.find((format) => pathOf(url).endsWith(`.${format}`));

const nothingHere = () =>
	new Open311Fault(404, 'there is nothing at this address; it must end in .xml or .json');

const asked = (request: FastifyRequest): Asked => {
	if (!formatOf(request.url)) throw nothingHere();
	const last = decodeURIComponent(pathOf(request.url).split('/').at(-1)!);
	return {
		query: new URLSearchParams(request.url.split('?').slice(1).join('?')),
		id: last.replace(/\.[^.]*$/, ''),
		body: typeof request.body === 'string' ? request.body : '',
		headers: request.headers
	};
};

const answer = (reply: FastifyReply, url: string, [root, value]: [string, Answerable]) => {
	const { type, body } = write(formatOf(url) ?? 'xml', root, value);
	return reply.header('content-type', type).header('cache-control', 'no-cache').send(body);
};

/** Several errors may be told at once; all of them in the format that was asked for. */
function answerFault(fault: FastifyError | Open311Fault, request: FastifyRequest, reply: FastifyReply) {
	const status = 'status' in fault ? fault.status : (fault.statusCode ?? 500);
	if (status >= 500) request.log.error({ err: fault }, 'an Open311 request failed');
	// The specification knows 400 for everything that the caller can mend; "wait" and "too large" are worth their own.
	const told = status >= 500 || [403, 404, 413, 429].includes(status) ? status : 400;
	const descriptions =
		fault instanceof Open311Fault
			? fault.descriptions
			: [status >= 500 ? `Something went wrong here. Fault ${request.id}.` : fault.message];
	const errors = descriptions.map((description) => ({ code: String(told), description }));
	return answer(reply.code(told), request.url, ['errors', errors]);
}

const languageOf = (query: URLSearchParams) =>
	languages.find((known) => known === query.get('locale')) ?? 'en';

function serviceHandlers(services: Services): Record<'discovery' | 'services' | 'service', Handler> {
	return {
		discovery: async () => ['discovery', describeServer(services.config)],
		services: async ({ query }) => {
			checkJurisdiction(query.get('jurisdiction_id'));
			return ['services', listServices(await referenceOf(services), languageOf(query))];
		},
		service: async ({ query, id }) => {
			checkJurisdiction(query.get('jurisdiction_id'));
			const reference = await referenceOf(services);
			if (!reference.categories.some(({ code }) => code === id))
				throw new Open311Fault(404, 'service_code was not found');
			return ['service_definition', defineService(id, reference, languageOf(query))];
		}
	};
}

function requestHandlers(services: Services): Record<'post' | 'list' | 'one' | 'token', Handler> {
	const find = async (query: URLSearchParams, numbers: string[]) => {
		const rows = await findRequests(services.pool, await keyOf(services, query.get('api_key')), numbers);
		const reference = await referenceOf(services);
		return rows.map((row) => requestOf(row, reference, languageOf(query)));
	};
	const known = async (query: URLSearchParams, id: string, name: string) => {
		checkJurisdiction(query.get('jurisdiction_id'));
		const found = isNumber(id) ? await find(query, [id]) : [];
		if (!found.length) throw new Open311Fault(404, `${name} was not found`);
		return found;
	};
	return {
		post: async ({ body, query, headers }) => {
			const replay = headers['idempotency-key'];
			const number = await postRequest(services, await referenceOf(services), body, {
				query,
				...(typeof replay === 'string' && replay ? { replay } : {})
			});
			const notice = 'A person reads every request; ask for its state with this id.';
			return ['service_requests', [{ service_request_id: number, service_notice: notice }]];
		},
		list: async ({ query }) => {
			checkJurisdiction(query.get('jurisdiction_id'));
			const ids = listed(query.get('service_request_id'));
			if (ids) return ['service_requests', await find(query, ids.filter(isNumber).slice(0, PAGE_LIMIT))];
			const filter = filterOf(query, Date.now());
			const rows = await listRequests(services.pool, await keyOf(services, query.get('api_key')), filter);
			const reference = await referenceOf(services);
			return ['service_requests', rows.map((row) => requestOf(row, reference, languageOf(query)))];
		},
		one: async ({ query, id }) => ['service_requests', await known(query, id, 'service_request_id')],
		// Every request has its id from the first moment, and that id is its token.
		token: async ({ query, id }) => {
			await known(query, id, 'token');
			return ['service_requests', [{ service_request_id: id, token: id }]];
		}
	};
}

/** Open311 GeoReport v2 under `/open311/v2`, in XML and JSON by the ending of the path. */
export function open311Routes(app: FastifyInstance, services: Services): void {
	const handlers = { ...serviceHandlers(services), ...requestHandlers(services) };
	const options = { config: { rateLimit: { max: REQUESTS_PER_MINUTE, timeWindow: 60_000 } } };
	const by = (handler: Handler) => async (request: FastifyRequest, reply: FastifyReply) =>
		answer(reply, request.url, await handler(asked(request)));
	void app.register(
		async (api) => {
			api.setErrorHandler(answerFault);
			api.setNotFoundHandler((request, reply) => answerFault(nothingHere(), request, reply));
			api.removeAllContentTypeParsers();
			api.addContentTypeParser(
				'application/x-www-form-urlencoded',
				{ parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
				(_request, body, done) => done(null, body)
			);
			for (const format of formats) {
				api.get(`/discovery.${format}`, options, by(handlers.discovery));
				api.get(`/services.${format}`, options, by(handlers.services));
				api.post(`/requests.${format}`, options, by(handlers.post));
				api.get(`/requests.${format}`, options, by(handlers.list));
			}
			api.get('/services/:id', options, by(handlers.service));
			api.get('/requests/:id', options, by(handlers.one));
			api.get('/tokens/:id', options, by(handlers.token));
		},
		{ prefix: '/open311/v2' }
	);
}

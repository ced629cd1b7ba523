import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findApiKey } from '#db/api-key.ts';
import type { Guard } from '../access/guard.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { complete, type Document } from './document.ts';
import { readWords } from './words.ts';

/** The reader's own styles are in the page; nothing is loaded from elsewhere. */
const policy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self' 'unsafe-inline'",
	"img-src 'self' data:",
	"font-src 'self'",
	"connect-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'"
].join('; ');

/** Of one address: the document is large, and a key is looked up for each. */
const REQUESTS_PER_MINUTE = 300;

/** Where the documentation can be read. */
export const DOCS = '/api-docs';

const keyOf = ({ headers: { authorization } }: FastifyRequest) =>
	/^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];

/** The documentation of the API, for people who signed in and for programs with a key: as a document, and to be read. */
export async function apiRoutes(app: FastifyInstance, services: Services, guard: Guard): Promise<void> {
	const words = await readWords();
	const finish = (document: Document) => complete(document, words, services.config.publicOrigin);
	let text: string | undefined;
	const describe = () => JSON.stringify(finish(app.swagger() as unknown as Document));
	const signedIn = guard('self');
	const allowed = {
		config: { ...signedIn.config, rateLimit: { max: REQUESTS_PER_MINUTE, timeWindow: 60_000 } },
		async preHandler(request: FastifyRequest): Promise<void> {
			const key = keyOf(request);
			if (!key) return signedIn.preHandler(request);
			if (!(await findApiKey(services.pool, key)))
				throw new Refusal('unauthorized', 401, 'This key is not good.');
		}
	};
	app.get('/api/openapi.json', { ...allowed, schema: { hide: true } }, async (_request, reply) =>
		reply.type('application/json').send((text ??= describe()))
	);
	await app.register(swaggerUi, {
		routePrefix: DOCS,
		staticCSP: policy,
		theme: { title: 'Sunwai' },
		transformSpecification: (document) => finish(document as unknown as Document),
		uiConfig: { docExpansion: 'none', filter: true, supportedSubmitMethods: [] },
		uiHooks: { preHandler: (request) => signedIn.preHandler(request) }
	});
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fromNodeHeaders } from 'better-auth/node';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { attempt, type Outcome } from './attempt.ts';
import { OIDC_PROVIDER } from './oidc.ts';
import type { SignIn } from './sign-in.ts';

const REQUEST_LIMIT_BYTES = 16 * 1024;
/** Requests of one address in a minute: two hundred people begin their shift behind one. */
const REQUESTS_PER_MINUTE = 1200;

/**
 * The library's addresses that we use, with the fields of each. What else it can do (sign up, change an e-mail, trust
 * a shared machine, take a token in place of the way through the provider) is not there.
 */
const served = new Map<string, readonly string[]>([
	['/sign-in/email', ['email', 'password']],
	['/sign-in/social', ['provider', 'callbackURL', 'errorCallbackURL']],
	[`/callback/${OIDC_PROVIDER}`, []],
	['/two-factor/enable', ['password']],
	['/two-factor/disable', ['password']],
	['/two-factor/verify-totp', ['code']],
	['/two-factor/verify-backup-code', ['code']],
	['/two-factor/generate-backup-codes', ['password']],
	['/sign-out', []]
]);
/** Those of them that look at a password. */
const guessable = new Set([
	'/sign-in/email',
	'/two-factor/enable',
	'/two-factor/disable',
	'/two-factor/generate-backup-codes'
]);

const only = (body: unknown, fields: readonly string[]) =>
	Object.fromEntries(Object.entries((body ?? {}) as object).filter(([name]) => fields.includes(name)));

/** Asks the library. It sees the client's address as we do, not as the client says. */
function askLibrary({ auth }: SignIn, request: FastifyRequest, fields: readonly string[]): Promise<Response> {
	const headers = fromNodeHeaders(request.headers);
	headers.set('x-forwarded-for', request.ip);
	return auth.handler(
		new Request(new URL(request.url, auth.options.baseURL), {
			method: request.method,
			headers,
			...(request.method === 'POST' ? { body: JSON.stringify(only(request.body, fields)) } : {})
		})
	);
}

/** Whose password the request tries: at sign-in the one it names, else the person who is signed in. */
async function triedOn({ auth }: SignIn, path: string, { body, headers }: FastifyRequest): Promise<string> {
	if (path === '/sign-in/email') return String((body as { email?: unknown } | null)?.email ?? '');
	const session = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
	return session?.user.email ?? '';
}

async function outcomeOf(response: Response): Promise<Outcome> {
	if (response.ok) return 'right';
	const { code } = (await response
		.clone()
		.json()
		.catch(() => ({}))) as { code?: string };
	return code === 'INVALID_EMAIL_OR_PASSWORD' || code === 'INVALID_PASSWORD' ? 'wrong' : 'unknown';
}

/** The sign-in library's own addresses under `/api/auth/`. */
export function signInRoutes(app: FastifyInstance, services: Services, signIn: SignIn): void {
	const { auth } = signIn;
	const origins = new Set<unknown>(auth.options.trustedOrigins);
	app.route({
		method: ['GET', 'POST'],
		url: '/api/auth/*',
		bodyLimit: REQUEST_LIMIT_BYTES,
		config: { rateLimit: { max: REQUESTS_PER_MINUTE, timeWindow: '1 minute' } },
		schema: { hide: true },
		handler: async (request, reply) => {
			const path = new URL(request.url, auth.options.baseURL).pathname.slice('/api/auth'.length);
			const fields = served.get(path);
			if (!fields) throw new Refusal('not_found', 404, 'There is nothing at this address.');
			// The library asks for the origin only where a cookie comes along.
			const { origin } = request.headers;
			if (request.method === 'POST' && origin && !origins.has(origin))
				throw new Refusal('foreign_origin', 403, 'Not asked by a page of ours.');
			const response = guessable.has(path)
				? await attempt(
						services,
						{ email: await triedOn(signIn, path, request), address: request.ip },
						async () => {
							const result = await askLibrary(signIn, request, fields);
							return { outcome: await outcomeOf(result), result };
						}
					)
				: await askLibrary(signIn, request, fields);
			reply.code(response.status);
			response.headers.forEach((value, name) => void reply.header(name, value));
			return reply.send(response.body ? await response.text() : null);
		}
	});
}

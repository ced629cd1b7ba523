import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fromNodeHeaders } from 'better-auth/node';
import type { IncomingHttpHeaders } from 'node:http';
import { findStaff } from '#db/staff.ts';
import { Refusal } from '../refusal.ts';
import { asActor, may, type Actor, type Permission } from './actor.ts';
import type { Services } from '../services.ts';
import { holdOf } from './hold.ts';
import { createMasking } from './masking.ts';
import { inUse } from './idle.ts';
import type { SignIn } from './sign-in.ts';

/** The person whose session cookie the request carries, as they are now; null when closed, or idle for too long. */
export const createFindActor =
	({ auth }: SignIn, services: Pick<Services, 'pool' | 'config'>) =>
	async (headers: Record<string, string | string[] | undefined>): Promise<Actor | null> => {
		const found = await auth.api.getSession({ headers: fromNodeHeaders(headers as IncomingHttpHeaders) });
		if (!found || !(await inUse(services, found.session, headers))) return null;
		const person = await findStaff(services.pool, found.user.id);
		const hold = holdOf(services.config, found);
		if (!person) return null;
		return { ...asActor(person, found.session.id), ...(hold ? { hold } : {}) };
	};
export type FindActor = ReturnType<typeof createFindActor>;

declare module 'fastify' {
	interface FastifyRequest {
		actor: Actor;
	}
}

/** Methods that change nothing need no proof that the page asking is ours. */
const harmless = new Set(['GET', 'HEAD']);

/** Requests of one person in a minute, on all their screens; of one address, where nobody has signed in. */
export const REQUESTS_PER_MINUTE = 1200;

/**
 * Refuses with 401, 403 or 429 before a handler runs; a changing request must come from our own pages.
 * Requests are counted for each person: a whole floor of agents shares one address.
 */
export function createGuard(
	app: FastifyInstance,
	services: Pick<Services, 'pool'>,
	findActor: FindActor,
	origins: Set<string>
) {
	const preSerialization = createMasking(services);
	const limiter = app.createRateLimit({
		max: REQUESTS_PER_MINUTE,
		timeWindow: '1 minute',
		keyGenerator: ({ actor, ip }) => (actor ? `person ${actor.id}` : `address ${ip}`)
	});
	/** Options of a route: who may ask it, and that the general limit of an address does not count it. */
	return (permission: Permission) => ({
		config: { rateLimit: false as const, permission },
		preSerialization,
		async preHandler(request: FastifyRequest): Promise<void> {
			const { origin } = request.headers;
			if (!harmless.has(request.method) && origin && !origins.has(origin))
				throw new Refusal('foreign_origin', 403, 'Not asked by a page of ours.');
			const actor = await findActor(request.headers);
			if (actor) request.actor = actor;
			const asked = await limiter(request);
			if (!asked.isAllowed && asked.isExceeded)
				throw new Refusal('too_many', 429, `Too many requests, again in ${asked.ttlInSeconds} s.`);
			if (!actor) throw new Refusal('unauthorized', 401, 'Please sign in.');
			if (actor.hold && permission !== 'account')
				throw new Refusal(actor.hold, 403, 'First set your own password or second factor.');
			if (!may(actor, permission)) throw new Refusal('forbidden', 403, 'Your role may not do this.');
		}
	});
}
export type Guard = ReturnType<typeof createGuard>;

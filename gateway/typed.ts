import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Body, Endpoint, Params, Query, Reply } from '#contracts/endpoint.ts';
import type { Actor } from './access/actor.ts';
import type { Guard } from './access/guard.ts';

type Guarded<E extends Endpoint> = Omit<FastifyRequest, 'params' | 'query' | 'body' | 'actor'> & {
	actor: Actor;
	params: Params<E>;
	query: Query<E>;
	body: Body<E>;
};

/** Serves an endpoint as its contract declares it: parameters, query, body and answer are typed by it. */
export function serve<E extends Endpoint>(
	app: FastifyInstance,
	endpoint: E,
	allowed: ReturnType<Guard>,
	handler: (request: Guarded<E>) => Promise<Reply<E>>
): void {
	app.route({
		...endpoint,
		...allowed,
		handler: (request) => handler(request as unknown as Guarded<E>)
	});
}

import type { Static, TSchema } from 'typebox';

/** An endpoint is data: spread into Fastify's `route` by the gateway, passed to `call()` by the console. */
export interface Endpoint {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Path with `:name` for each parameter. */
	url: string;
	schema: { params?: TSchema; querystring?: TSchema; body?: TSchema; response: Record<number, TSchema> };
}
type Of<E extends Endpoint, K extends 'params' | 'querystring' | 'body'> =
	E['schema'] extends Record<K, infer S extends TSchema> ? Static<S> : undefined;
export type Params<E extends Endpoint> = Of<E, 'params'>;
export type Query<E extends Endpoint> = Of<E, 'querystring'>;
export type Body<E extends Endpoint> = Of<E, 'body'>;
export type Reply<E extends Endpoint> = E['schema']['response'][200] extends infer S extends TSchema
	? Static<S>
	: never;

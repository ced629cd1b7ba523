import type { FastifyRequest } from 'fastify';

/** Whether a form came by way of another website: browsers say so; one that says nothing is believed. */
export function isForeign({ headers }: FastifyRequest, publicOrigin: string) {
	const site = headers['sec-fetch-site'];
	if (site) return site === 'cross-site';
	const { origin, host } = headers;
	if (!origin || origin === 'null') return false;
	return origin !== publicOrigin && URL.parse(origin)?.host !== host;
}

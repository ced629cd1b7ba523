import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

/** What this browser keeps under a name. */
export const cookieOf = ({ headers }: FastifyRequest, name: string): string | undefined =>
	new RegExp(`(?:^|;\\s*)${name}=([\\w.-]+)(?:;|$)`).exec(headers.cookie ?? '')?.[1];

interface Kept {
	name: string;
	value: string;
	path: string;
	/** 0: forgotten at once. */
	minutes: number;
}

/** Has this browser keep something for the pages under a path, out of reach of scripts and of other sites' forms. */
export const keepCookie = (
	reply: FastifyReply,
	{ publicOrigin }: Pick<Config, 'publicOrigin'>,
	{ name, value, path, minutes }: Kept
) =>
	reply.header(
		'set-cookie',
		`${name}=${value}; Path=${path}; Max-Age=${minutes * 60}; HttpOnly; SameSite=Lax` +
			(publicOrigin.startsWith('https:') ? '; Secure' : '')
	);

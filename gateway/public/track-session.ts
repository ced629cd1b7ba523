import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '../services.ts';
import { same } from '../track/hashed.ts';
import { SESSION_MINUTES } from '../track/limits.ts';
import { formKey, openSession, sessionOf } from '../track/session.ts';
import { cookieOf, keepCookie } from './cookie.ts';
import { fieldOf } from './fields.ts';
import { isForeign } from './foreign.ts';

/** What a browser keeps in which a number is open. */
const COOKIE = 'sunwai_track';
type Means = Pick<Services, 'config' | 'secret'>;

/** Opens the number in this browser, or keeps it open longer. */
export function openHere(
	{ config, secret }: Means,
	reply: FastifyReply,
	number: string,
	session?: string
): void {
	const value = openSession(secret, number, session);
	keepCookie(reply, config, { name: COOKIE, value, path: `/track/${number}`, minutes: SESSION_MINUTES });
}

/** Closes it again: telephones and computers are shared. */
export const closeHere = ({ config }: Means, reply: FastifyReply, number: string) =>
	keepCookie(reply, config, { name: COOKIE, value: '', path: `/track/${number}`, minutes: 0 });

/** What the forms of the number's page carry, where it is open in this browser; null where it is not. */
export function stayOpen(
	services: Means,
	request: FastifyRequest,
	reply: FastifyReply,
	number: string
): string | null {
	const session = sessionOf(services.secret, number, cookieOf(request, COOKIE));
	if (session === null) return null;
	openHere(services, reply, number, session);
	return formKey(services.secret, number, session);
}

/** Whether a form was sent by the number's own page, while the number is open here. `key`: what it carried. */
export function isOwnForm(
	{ config, secret }: Means,
	request: FastifyRequest,
	number: string,
	key = fieldOf(request, 'form')
): boolean {
	const session = sessionOf(secret, number, cookieOf(request, COOKIE));
	if (session === null || isForeign(request, config.publicOrigin)) return false;
	return same(key, formKey(secret, number, session));
}

import { randomBytes } from 'node:crypto';
import { hashed, same } from './hashed.ts';
import { SESSION_MINUTES } from './limits.ts';

/*
 * A number that is open in a browser: an end of time, sealed, in a cookie of that number's pages alone. Nothing of it
 * is stored here, so that nothing of it can be read here.
 */

const sealOf = (secret: string, number: string, id: string, until: string) =>
	hashed(secret, 'track', number, id, until);

/** What the browser keeps from now on; `id` where it is open already, and stays open longer. */
export function openSession(secret: string, number: string, id?: string, now = Date.now()): string {
	const own = id ?? randomBytes(18).toString('base64url');
	const until = String(now + SESSION_MINUTES * 60_000);
	return `${own}.${until}.${sealOf(secret, number, own, until)}`;
}

/** The session's id where this opens the number now, else null. */
export function sessionOf(
	secret: string,
	number: string,
	kept: string | undefined,
	now = Date.now()
): string | null {
	const [id = '', until = '', seal = ''] = (kept ?? '').split('.');
	return same(seal, sealOf(secret, number, id, until)) && Number(until) > now ? id : null;
}

/** What a form of the number's page carries, so that only that page can send it. */
export const formKey = (secret: string, number: string, session: string) =>
	hashed(secret, 'track-form', number, session);

import { randomBytes } from 'node:crypto';
import type { LabAnswer } from './server.ts';

/* How Twilio's REST interface answers. */

/** An id as Twilio makes them. */
export const sid = (prefix: string) => prefix + randomBytes(16).toString('hex');

export const json = (status: number, body: object): LabAnswer => ({
	status,
	type: 'application/json',
	body: JSON.stringify(body)
});

/** An error as Twilio writes it. */
export const problem = (status: number, code: number, message: string): LabAnswer => ({
	...json(status, { code, message, status, more_info: `https://www.twilio.com/docs/errors/${code}` }),
	...(status === 429 ? { headers: { 'retry-after': '1' } } : {})
});

/** Whether a request shows one of the account's tokens. */
export const isAccount = (
	{ accountSid, authTokens }: { accountSid: string; authTokens: readonly string[] },
	authorization: string | undefined
) =>
	authTokens.some(
		(token) => authorization === `Basic ${Buffer.from(`${accountSid}:${token}`).toString('base64')}`
	);

export const unauthorised = () => problem(401, 20003, 'Authenticate');
export const notFound = (path: string) => problem(404, 20404, `The requested resource ${path} was not found`);

/** A list as Twilio pages it; one page is all there is. */
export const listOf = (name: string, path: string, items: object[]) =>
	json(200, {
		[name]: items,
		page: 0,
		page_size: 50,
		start: 0,
		end: Math.max(0, items.length - 1),
		uri: path,
		first_page_uri: path,
		next_page_uri: null,
		previous_page_uri: null
	});

export const dateOf = (time: number | null) => (time === null ? null : new Date(time).toUTCString());

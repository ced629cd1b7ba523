import { send } from './call.ts';

/** Asks the sign-in library behind the gateway. */
export const post = <T>(path: string, body: unknown) =>
	send<T>(`/api/auth${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body)
	});

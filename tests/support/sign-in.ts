import { demoPassword } from '#gateway/access/demo.ts';
import { publicOrigin, type TestGateway } from './gateway.ts';

const origin = { origin: publicOrigin };

/** Cookies of an answer as a browser would send them back. */
export const cookiesOf = (headers: Headers) =>
	headers
		.getSetCookie()
		.filter((cookie) => !/max-age=0/i.test(cookie))
		.map((cookie) => cookie.split(';')[0])
		.join('; ');

/** Posts to the sign-in library, from a page of ours. */
export const post = <T = Record<string, unknown>>(
	gateway: TestGateway,
	path: string,
	body: unknown,
	cookie?: string,
	headers: Record<string, string> = {}
) =>
	gateway.call<T>('POST', `/api/auth${path}`, {
		body,
		headers: { ...origin, ...headers },
		...(cookie ? { cookie } : {})
	});

/** A new session of a person of the demonstration. */
export async function newSession(
	gateway: TestGateway,
	person: string,
	password = demoPassword
): Promise<string> {
	const answer = await post(gateway, '/sign-in/email', { email: `${person}@sunwai.example`, password });
	if (answer.status !== 200) throw new Error(`${person} could not sign in: ${answer.text}`);
	return cookiesOf(answer.headers);
}

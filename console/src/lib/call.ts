import type { Body, Endpoint, Params, Query, Reply } from '#contracts/endpoint.ts';
import { idleSeconds } from './idle.ts';
import { reading, type Refusal } from './refusal.ts';

type Part<Name extends string, Value> = [Value] extends [undefined]
	? Partial<Record<Name, never>>
	: Record<Name, Value>;
export type Input<E extends Endpoint> = Part<'params', Params<E>> &
	([Query<E>] extends [undefined] ? { query?: never } : { query?: Query<E> }) &
	Part<'body', Body<E>> & {
		/** Multipart, where the endpoint takes it. */ form?: FormData;
		signal?: AbortSignal;
	};
type Loose = { params?: object; query?: object; body?: unknown; form?: FormData; signal?: AbortSignal };

/** The endpoint's address with its parameters and the query's set values. */
export const address = (url: string, params: object = {}, query: object = {}) => {
	const path = Object.entries(params).reduce(
		(text, [name, value]) => text.replace(`:${name}`, encodeURIComponent(String(value))),
		url
	);
	const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
	const search = new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
	return search ? `${path}?${search}` : path;
};

const payload = (body: unknown): Pick<RequestInit, 'body' | 'headers'> => {
	if (body === undefined) return {};
	return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
};

/** Asks the gateway; throws a `Refusal` for everything that is not the reply, `offline` when there was none. */
export async function call<E extends Endpoint>(endpoint: E, input: Input<E>): Promise<Reply<E>> {
	const { params, query, body, form, signal } = input as Loose;
	return send(address(endpoint.url, params, query), {
		method: endpoint.method,
		signal,
		...(form ? { body: form } : payload(body))
	});
}

type SignInAgain = () => Promise<void>;
let signInAgain: SignInAgain | null = null;
const waiting = new Set<string>();
/** From now on a request that finds the session over waits for this, and is then asked again. */
export const whenSignedOut = (work: SignInAgain | null) => (signInAgain = work);

const ask = (url: string, request: RequestInit) =>
	fetch(url, {
		credentials: 'same-origin',
		...request,
		// A page that updates itself is no person at work: see the gateway's `idle.ts`.
		headers: { ...request.headers, 'x-idle-seconds': String(idleSeconds()) }
	}).catch((fault: unknown) => {
		if (request.signal?.aborted) throw fault;
		throw reading(0, null);
	});

/** Like `call`, for an address that has no contract: sign-in and multipart forms. */
export async function send<T>(url: string, request: RequestInit): Promise<T> {
	let response = await ask(url, request);
	const name = `${request.method} ${url}`;
	// What a page asks again and again waits once.
	if (response.status === 401 && signInAgain && !url.startsWith('/api/auth/') && !waiting.has(name)) {
		waiting.add(name);
		await signInAgain().finally(() => waiting.delete(name));
		response = await ask(url, request);
	}
	const reply: unknown = await response.json().catch(() => null);
	if (!response.ok) throw reading(response.status, reply);
	return reply as T;
}

export type { Refusal };

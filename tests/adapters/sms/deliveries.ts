import type { Delivery } from '#adapters/inbound.ts';

/** A POST of a form as it came off the wire. */
export const formDelivery = (
	url: string,
	fields: Record<string, string | string[]> | URLSearchParams,
	headers: Record<string, string> = {},
	receivedAt = '2026-11-23T11:28:31.000Z'
): Delivery => {
	const form =
		fields instanceof URLSearchParams
			? fields
			: new URLSearchParams(
					Object.entries(fields).flatMap(([k, v]) => [v].flat().map((one): [string, string] => [k, one]))
				);
	return {
		account: 'test',
		method: 'POST',
		url,
		headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
		body: Buffer.from(form.toString()),
		receivedAt
	};
};

export const jsonDelivery = (
	url: string,
	body: string,
	headers: Record<string, string> = {},
	receivedAt = '2026-11-23T11:28:31.000Z'
): Delivery => ({
	account: 'test',
	method: 'POST',
	url,
	headers: { 'content-type': 'application/json', ...headers },
	body: Buffer.from(body),
	receivedAt
});

export const getDelivery = (url: string, headers: Record<string, string> = {}): Delivery => ({
	account: 'test',
	method: 'GET',
	url,
	headers,
	body: Buffer.alloc(0),
	receivedAt: '2026-11-23T11:28:31.000Z'
});

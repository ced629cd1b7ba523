import { timingSafeEqual, createHash } from 'node:crypto';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import type { Delivery } from '#adapters/inbound.ts';

type Fields = Record<string, string | string[]>;

/** Every field of the form; a repeated one as a list, an empty one kept, since Twilio signs both. */
const fieldsOf = (params: URLSearchParams): Fields => {
	const fields: Fields = Object.create(null);
	for (const key of new Set(params.keys())) {
		const values = params.getAll(key);
		fields[key] = values.length > 1 ? values : (values[0] ?? '');
	}
	return fields;
};

const sameHash = (body: Buffer, expected: string) => {
	const actual = createHash('sha256').update(body).digest();
	const given = Buffer.from(expected, 'hex');
	return given.length === actual.length && timingSafeEqual(given, actual);
};

/**
 * Whether one of `tokens` (two during a rotation) signed the delivery, and its parameters: those of the form,
 * or of the query for a GET. A JSON body is covered by `bodySHA256` in the URL. Never throws.
 */
export function twilioSigned(
	delivery: Delivery,
	tokens: readonly string[]
): { ok: boolean; params: URLSearchParams } {
	// Twilio leaves the fragment (its connection overrides) out of what it signs.
	const url = delivery.url.replace(/#.*$/s, '');
	const query = new URLSearchParams(url.split('?')[1] ?? '');
	const form = /^application\/x-www-form-urlencoded/i.test(delivery.headers['content-type'] ?? '');
	const posted = delivery.method === 'POST' && form;
	const params = posted ? new URLSearchParams(delivery.body.toString('utf8')) : query;
	const hash = query.get('bodySHA256');
	if (delivery.body.length > 0 && !posted && hash === null) return { ok: false, params };
	if (hash !== null && !posted && !sameHash(delivery.body, hash)) return { ok: false, params };
	const signature = delivery.headers['x-twilio-signature'] ?? '';
	const fields = posted ? fieldsOf(params) : {};
	const by = (token: string) => {
		try {
			return webhooks.validateRequest(token, signature, url, fields);
		} catch {
			// It throws on a URL that it cannot parse; such a delivery is not signed.
			return false;
		}
	};
	return { ok: signature !== '' && tokens.some((token) => token !== '' && by(token)), params };
}

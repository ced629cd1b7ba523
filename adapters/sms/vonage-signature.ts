import { createHash, timingSafeEqual } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Delivery } from '#adapters/inbound.ts';

export interface VonageSecrets {
	signatureSecret: string;
	apiKey: string;
	applicationId: string;
}
export type VonageSigned = { ok: true; jti: string } | { ok: false; reason: string };

const refused = (reason: string): VonageSigned => ({ ok: false, reason });

const claimsOf = (delivery: Delivery, secret: string) => {
	const token = /^Bearer ([\w.-]+)$/i.exec(delivery.headers['authorization'] ?? '')?.[1];
	if (token === undefined || secret === '') return null;
	try {
		// Only HS256: with the library's list a public key could be taken for the secret.
		const clockTimestamp = Math.floor(Date.parse(delivery.receivedAt) / 1000);
		const claims = jwt.verify(token, secret, { algorithms: ['HS256'], clockTimestamp });
		return typeof claims === 'string' ? null : claims;
	} catch {
		return null;
	}
};

const sameHash = (body: Buffer, expected: unknown) => {
	if (typeof expected !== 'string') return false;
	const actual = createHash('sha256').update(body).digest();
	const given = Buffer.from(expected, 'hex');
	return given.length === actual.length && timingSafeEqual(given, actual);
};

/**
 * Whether Vonage signed the delivery for our application and this very body. A GET has no body, so its
 * `payload_hash` is not asked for; a POST must carry it. Never throws.
 */
export function vonageSigned(delivery: Delivery, secrets: VonageSecrets): VonageSigned {
	const claims = claimsOf(delivery, secrets.signatureSecret);
	if (!claims) return refused('signature');
	if (claims['iss'] !== 'Vonage') return refused('issuer');
	if (claims['api_key'] !== secrets.apiKey) return refused('api_key');
	if (claims['application_id'] !== undefined && claims['application_id'] !== secrets.applicationId)
		return refused('application_id');
	const hash: unknown = claims['payload_hash'];
	const bodied = delivery.method === 'POST' || delivery.body.length > 0;
	if (bodied && !sameHash(delivery.body, hash)) return refused('payload_hash');
	return { ok: true, jti: String(claims['jti'] ?? '') };
}

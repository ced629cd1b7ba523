import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Delivery } from '#adapters/inbound.ts';

export const timestampHeader = 'x-sunwai-timestamp';
export const signatureHeader = 'x-sunwai-signature';

/** Signature of a body that is sent at `timestamp` (seconds since 1970): HMAC-SHA256 in hex, over both with a dot between. */
export const ctiSignature = (secret: string, timestamp: string, body: Buffer): string =>
	createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');

const same = (given: string, expected: string) => {
	const [a, b] = [Buffer.from(given, 'hex'), Buffer.from(expected, 'hex')];
	return a.length === b.length && timingSafeEqual(a, b);
};

/** Why a delivery is not the PBX's own, or null: it is. What was signed too long ago may be a copy. Never throws. */
export function ctiSigned(
	{ headers, body, receivedAt }: Delivery,
	{ secrets, window_s }: { secrets: readonly string[]; window_s: number }
): 'signature' | 'timestamp' | null {
	const timestamp = headers[timestampHeader] ?? '';
	const given = (headers[signatureHeader] ?? '').replace(/^(v1|sha256)=/, '').toLowerCase();
	if (!/^\d{1,12}$/.test(timestamp) || !/^[0-9a-f]{64}$/.test(given)) return 'signature';
	const isSigned = secrets
		.map((secret) => same(given, ctiSignature(secret, timestamp, body)))
		.some((matches) => matches);
	if (!isSigned) return 'signature';
	const apart_s = Math.abs(Date.parse(receivedAt) / 1000 - Number(timestamp));
	return apart_s <= window_s ? null : 'timestamp';
}

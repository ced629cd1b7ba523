import { createHmac, timingSafeEqual } from 'node:crypto';

/** A keyed hash in hex; `purpose` keeps those of different things apart. */
export const hashed = (secret: string, purpose: string, ...parts: string[]) =>
	createHmac('sha256', secret)
		.update([purpose, ...parts].join('\0'))
		.digest('hex');

/** Whether two of them are the same, in a time that tells nothing. */
export function same(one: string, other: string): boolean {
	const [a, b] = [Buffer.from(one), Buffer.from(other)];
	return a.length === b.length && timingSafeEqual(a, b);
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import { Value } from 'typebox/value';
import { KeptFile } from '#contracts/public.ts';

const seal = (secret: string, key: string, payload: string) =>
	createHmac('sha256', secret).update(`kept-file\0${key}\0${payload}`).digest('base64url');

/** A reference to a stored file that only the form with this key can hand back. */
export function signKept(secret: string, key: string, file: KeptFile): string {
	const payload = Buffer.from(JSON.stringify(file)).toString('base64url');
	return `${payload}.${seal(secret, key, payload)}`;
}

/** The file that a reference stands for; null when we did not write it for this form. */
export function openKept(secret: string, key: string, token: string): KeptFile | null {
	const [payload = '', seen = ''] = token.split('.');
	const wanted = Buffer.from(seal(secret, key, payload));
	const given = Buffer.from(seen);
	if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return null;
	const file: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
	return Value.Check(KeptFile, file) ? file : null;
}

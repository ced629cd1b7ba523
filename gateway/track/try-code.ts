import { randomBytes } from 'node:crypto';
import { western } from '#contracts/number.ts';
import { beginTry, useCode } from '#db/one-time-code.ts';
import type { Services } from '../services.ts';
import { browserHash } from './ask-code.ts';
import { hashed, same } from './hashed.ts';
import { codeLimits } from './limits.ts';

/** The digits of a code as it may be typed: spaced, or in another script. */
const digitsOf = (typed: string) => western(typed).replace(/[\s\p{Pd}.]/gu, '');

/** As a code is stored: useless without the secret, and for any other code. */
export const codeHash = (secret: string, id: string, code: string) => hashed(secret, 'code', id, code);

/** Whether this is the code that the browser asked for. Every try counts; a code that was never told fits nothing. */
export async function tryCode(
	{ pool, secret }: Pick<Services, 'pool' | 'secret'>,
	{ number, browser, code }: { number: string; browser: string; code: string }
): Promise<boolean> {
	const asked = await beginTry(pool, number, browserHash(secret, browser), codeLimits);
	const wanted = asked?.hash ?? randomBytes(32).toString('hex');
	const fits = same(wanted, codeHash(secret, asked?.id ?? '0', digitsOf(code)));
	return fits && asked !== null && useCode(pool, asked.id);
}

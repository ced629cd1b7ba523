import { randomBytes } from 'node:crypto';
import { codeWait, openCode } from '#db/one-time-code.ts';
import { queueCode } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { hashed } from './hashed.ts';
import { codeLimits } from './limits.ts';

/** What the browser keeps that asked, as it is stored. */
export const browserHash = (secret: string, browser: string) => hashed(secret, 'code-browser', browser);

/**
 * Takes in that somebody asks for a code for this number; gives what their browser is to keep. It does the same
 * whether or not there is such a number and anybody to tell: a job finds out. Refuses with `too_many` and the time.
 */
export const askCode = (services: Services, number: string, address: string): Promise<string> =>
	services.transaction(async (db) => {
		const wait = await codeWait(db, number, address, codeLimits);
		if (wait > 0) throw new Refusal('too_many', 429, 'Too many codes.', { wait_seconds: wait });
		const browser = randomBytes(24).toString('base64url');
		const { id } = await openCode(db, { number, browser: browserHash(services.secret, browser), address });
		await queueCode(services, db, id);
		return browser;
	});

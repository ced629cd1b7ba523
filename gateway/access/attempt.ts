import { auditTry } from '#db/audit.ts';
import { attemptsForgiven, attemptWithdrawn, beginAttempt, failuresOf } from '#db/sign-in.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/** Failed tries are counted over this long. */
export const ATTEMPT_WINDOW_SECONDS = 15 * 60;
/** Failed tries on one account, before it is closed to everyone for the rest of the window. */
export const ATTEMPTS_PER_ACCOUNT = 10;
/** Failed tries of one address. A floor of two hundred shares one, and mistypes of a morning. */
export const ATTEMPTS_PER_ADDRESS = 500;
/** Longest address that mail knows. Characters. */
const EMAIL_LIMIT = 320;
const limits = {
	perEmail: ATTEMPTS_PER_ACCOUNT,
	perAddress: ATTEMPTS_PER_ADDRESS,
	windowSeconds: ATTEMPT_WINDOW_SECONDS
};

/** Writes a wrong password to the audit, and that the account is closed for a while by the last that was allowed. */
async function noted(pool: Services['pool'], account: string, address: string): Promise<void> {
	const tries = await failuresOf(pool, account, ATTEMPT_WINDOW_SECONDS);
	await auditTry(pool, 'password:wrong', account, { address, tries });
	if (tries === ATTEMPTS_PER_ACCOUNT)
		await auditTry(pool, 'account:locked', account, { address, seconds: ATTEMPT_WINDOW_SECONDS });
}

/** What a try showed of the password; `unknown`: it was never looked at. */
export type Outcome = 'right' | 'wrong' | 'unknown';

/**
 * Lets `check` try a password on the account, and counts it. Refuses with `locked` and the time to wait, whether or
 * not there is such an account. All gateways count together.
 */
export async function attempt<T>(
	{ pool, transaction }: Pick<Services, 'pool' | 'transaction'>,
	{ email, address }: { email: string; address: string },
	check: () => Promise<{ outcome: Outcome; result: T }>
): Promise<T> {
	const account = email.trim().toLowerCase().slice(0, EMAIL_LIMIT);
	const begun = await transaction((db) => beginAttempt(db, account, address, limits));
	if ('waitSeconds' in begun)
		throw new Refusal('locked', 429, `Too many failed tries, again in ${begun.waitSeconds} s.`, {
			wait_seconds: begun.waitSeconds
		});
	let outcome: Outcome = 'unknown';
	try {
		const checked = await check();
		({ outcome } = checked);
		return checked.result;
	} finally {
		if (outcome === 'wrong') await noted(pool, account, address);
		if (outcome === 'right') await attemptsForgiven(pool, account);
		if (outcome === 'unknown') await attemptWithdrawn(pool, begun.id);
	}
}

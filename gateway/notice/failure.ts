import { SendError, type RecipientFault } from '#adapters/outgoing.ts';
import type { Due } from '#db/notice.ts';
import { holdAccount, missAccount } from '#db/notice-account.ts';
import type { Db } from '#db/sql.ts';
import { suppress } from '#db/suppression.ts';
import type { Services } from '../services.ts';

/** How long nothing goes to an address that a provider calls dead: numbers are given away again, mailboxes repaired. */
const dead_days: Record<string, number> = { sms: 30, email: 90 };

/** Nothing goes to the address any more: it is dead, for a time, or its owner wants nothing, till they say otherwise. */
export const suppressAddress = (
	db: Db,
	to: { channel: string; recipient: string },
	fault: RecipientFault,
	detail: string
) =>
	suppress(db, {
		channel: to.channel,
		address: to.recipient,
		reason: fault,
		detail: detail.slice(0, 300),
		days: fault === 'dead' ? (dead_days[to.channel] ?? 30) : null
	});

/** Notes what an attempt says of the address or of the account, and gives it as a `SendError`. */
export async function noteFailure(
	services: Services,
	due: Due,
	account: string,
	thrown: unknown,
	held: Map<string, number>
): Promise<SendError> {
	const fault =
		thrown instanceof SendError ? thrown : new SendError('fault', true, (thrown as Error)?.message);
	services.log.warn({ notice: due.id, account, code: fault.code, err: thrown }, 'notice not sent');
	const words = `${fault.code}: ${fault.message}`.slice(0, 300);
	if (fault.recipient) {
		await suppressAddress(services.pool, due, fault.recipient, words);
	} else if (fault.retryAfter_ms !== undefined) {
		const seconds = fault.retryAfter_ms / 1000;
		await holdAccount(services.pool, account, seconds, words);
		held.set(account, seconds);
	} else if (fault.retryable) {
		const seconds = await missAccount(services.pool, account, words);
		if (seconds > 0) held.set(account, seconds);
	}
	return fault;
}

import { OPEN311_ACCOUNT } from '#adapters/web/open311.ts';
import type { NewNotice } from '#db/notice.ts';
import type { NewSubmission } from '#db/submission.ts';
import type { Services } from '../services.ts';

/** Flags of submissions whose sender hears nothing from us: it is told elsewhere, or is not ours to tell. */
const silent = ['automatic', 'opt_out', 'no_acknowledgement'];
/** Local parts that no person reads. */
const nobody = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([+\-_.]|@)/i;

/** What of a submission says whether and how its sender can be told something. */
export type Addressee = Pick<
	NewSubmission,
	'number' | 'account' | 'sender' | 'recipient' | 'language' | 'flags' | 'messageId'
> & { channel: string };

/** True where the sender can be answered by the channel that they used; the brakes by recipient come after. */
export function reachable({ adapters }: Services, to: Addressee): boolean {
	const adapter = adapters.get(to.account);
	if (!adapter?.send || !to.sender || to.flags.some((flag) => silent.includes(flag))) return false;
	if (to.channel === 'email') return to.sender.includes('@') && !nobody.test(to.sender);
	// Short codes and alphabetic senders are machines.
	return /^\+\d{8,15}$/.test(to.sender);
}

/** By which account, from and to which address a notice goes. */
export type Way = Pick<NewNotice, 'channel' | 'account' | 'recipient' | 'sender'>;

const mobile = /^\+91[6-9]\d{9}$/;

/**
 * How a citizen can be told something: by the channel they used or, where that cannot tell (they rang, filled in the
 * form, wrote a letter, came to the counter), by SMS to the mobile they gave. Null: not at all.
 */
export function wayTo(services: Services, to: Addressee): Way | null {
	const { channel, account, sender, recipient } = to;
	if (reachable(services, to)) return { channel, account, recipient: sender!, sender: recipient };
	const { smsAccount } = services.config;
	const dumb = !services.adapters.get(account)?.send && account !== OPEN311_ACCOUNT;
	if (
		!smsAccount ||
		!dumb ||
		!sender ||
		!mobile.test(sender) ||
		to.flags.some((flag) => silent.includes(flag))
	)
		return null;
	return { channel: 'sms', account: smsAccount, recipient: sender, sender: null };
}

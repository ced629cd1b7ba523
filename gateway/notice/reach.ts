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

/** True where a notice may go out at all, by the channel that the sender used; the brakes by recipient come after. */
export function reachable({ adapters }: Services, to: Addressee): boolean {
	const adapter = adapters.get(to.account);
	if (!adapter?.send || !to.sender || to.flags.some((flag) => silent.includes(flag))) return false;
	if (to.channel === 'email') return to.sender.includes('@') && !nobody.test(to.sender);
	// Short codes and alphabetic senders are machines.
	return /^\+\d{8,15}$/.test(to.sender);
}

import { OPEN311_ACCOUNT } from '#adapters/web/open311.ts';
import type { NewNotice } from '#db/notice.ts';
import type { Contact } from '#db/reach.ts';
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

/** Whether its sender is to hear nothing from us at all. */
export const isSilent = ({ flags, account }: Addressee) =>
	account === OPEN311_ACCOUNT || flags.some((flag) => silent.includes(flag));

/** True where the sender can be answered by the channel that they used; the brakes by recipient come after. */
export function reachable({ adapters }: Services, to: Addressee): boolean {
	const adapter = adapters.get(to.account);
	if (!adapter?.send || !to.sender || isSilent(to)) return false;
	if (to.channel === 'email') return to.sender.includes('@') && !nobody.test(to.sender);
	// Short codes and alphabetic senders are machines.
	return /^\+\d{8,15}$/.test(to.sender);
}

/** By which account, from and to which address a notice goes; `voice`: somebody is to ring. */
export type Way = Pick<NewNotice, 'channel' | 'account' | 'recipient' | 'sender'>;

const mobile = /^\+91[6-9]\d{9}$/;

/** The way they used themselves; null where it leads nowhere. */
const ownWay = (services: Services, to: Addressee): Way | null =>
	reachable(services, to)
		? { channel: to.channel, account: to.account, recipient: to.sender!, sender: to.recipient }
		: null;

const smsTo = ({ config }: Services, number: string | null | undefined): Way | null =>
	config.smsAccount && number && mobile.test(number)
		? { channel: 'sms', account: config.smsAccount, recipient: number, sender: null }
		: null;

/**
 * How a citizen can be told something: by the channel they used or, where that cannot tell (they rang, filled in the
 * form, wrote a letter, came to the counter), by SMS to the mobile they gave. Null: not at all.
 */
export function wayTo(services: Services, to: Addressee): Way | null {
	if (isSilent(to)) return null;
	return (
		ownWay(services, to) ?? (services.adapters.get(to.account)?.send ? null : smsTo(services, to.sender))
	);
}

/**
 * All ways to a citizen, the best first: as they want to be told, then as they wrote, by SMS, by mail; at last somebody
 * rings. An address that nothing goes to is no way. `contact` is missing where nothing more is known of them.
 */
export function waysTo(
	services: Services,
	to: Addressee,
	contact?: Contact,
	dead = new Set<string>()
): Way[] {
	if (isSilent(to)) return [];
	const { mailAccount } = services.config;
	const email = contact?.email && !nobody.test(contact.email) ? contact.email : null;
	const phone = contact?.phone ?? (/^\+\d{8,15}$/.test(to.sender ?? '') ? to.sender : null);
	const texts = [
		ownWay(services, to),
		smsTo(services, to.sender),
		smsTo(services, contact?.mobile),
		mailAccount && email ? { channel: 'email', account: mailAccount, recipient: email, sender: null } : null
	].filter((way): way is Way => way !== null && !dead.has(way.recipient));
	const call = phone ? [{ channel: 'voice', account: to.account, recipient: phone, sender: null }] : [];
	const wanted = contact?.notifyBy;
	if (wanted === 'call' && phone) return [...call, ...texts];
	const first = texts.filter(({ channel }) => channel === wanted);
	return [...first, ...texts.filter(({ channel }) => channel !== wanted), ...call];
}

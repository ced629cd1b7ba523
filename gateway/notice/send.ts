import { setTimeout as pause } from 'node:timers/promises';
import { SendError, type Outgoing, type Sent } from '#adapters/outgoing.ts';
import {
	moveNotice,
	nextOf,
	noticeFailed,
	noticeLater,
	noticeSent,
	takeNotices,
	type Due
} from '#db/notice.ts';
import { accountsServed, heldAccounts, SLOT_LIMIT_SECONDS, takeSlot } from '#db/notice-account.ts';
import type { Services } from '../services.ts';
import { noteFailure } from './failure.ts';
import { queueWaiting, type Waiting } from './later.ts';
import { tellOtherwise } from './otherwise.ts';
import { routeOf } from './route.ts';
import { openWords } from './sealed.ts';

/** Wait after each attempt, seconds; after the last of them a notice has failed for good. */
const waits_s = [5, 30, 120, 600, 1800, 7200];
/** Tries before a notice has failed for good. */
export const NOTICE_ATTEMPTS = waits_s.length;
/** Notices of one job that are sent at a time. */
const CONCURRENCY = 5;

/** Ranks as delivery reports have them, so that a report that overtook our own answer is not undone. */
const ranks: Record<string, number> = { accepted: 0, queued: 1, sent: 3, delivered: 5, read: 6 };

/** What a job knows of the accounts: how long each is to be left alone, and which have taken something. */
interface Accounts {
	held: Map<string, number>;
	served: Set<string>;
}

const outgoingOf = (due: Due, account: string): Outgoing => ({
	key: `notice-${due.id}`,
	to: due.recipient,
	// An address of one account is none of another's.
	...(due.sender && account === due.account ? { from: due.sender } : {}),
	text: due.body,
	template: due.key,
	dlt: {
		...(due.dltEntity ? { entity: due.dltEntity } : {}),
		...(due.dltHeader ? { header: due.dltHeader } : {}),
		...(due.dltTemplate ? { template: due.dltTemplate } : {})
	},
	...(due.subject ? { subject: due.subject } : {}),
	language: due.language,
	...(due.inReplyTo ? { inReplyTo: due.inReplyTo, references: [due.inReplyTo] } : {})
});

const sentBy = (services: Services, id: string, { providerId, status }: Sent) =>
	noticeSent(services.pool, id, providerId, status, ranks[status] ?? 0);

/** Seconds till the account may be given something: 0 when its place has come. */
async function placeOf({ adapters, pool }: Services, account: string, { held }: Accounts): Promise<number> {
	const hold = held.get(account);
	if (hold) return hold;
	const { perSecond } = adapters.get(account)!;
	if (!perSecond) return 0;
	const wait_s = await takeSlot(pool, account, perSecond);
	if (wait_s === null) return SLOT_LIMIT_SECONDS;
	if (wait_s > 0) await pause(wait_s * 1000);
	return 0;
}

/** What became of an attempt at every account: sent, or when and why it comes again; undefined where that is over. */
interface Again {
	fault?: SendError;
	/** Seconds till an account is free that was not asked. */
	free_s?: number;
}

async function attempt(services: Services, due: Due, accounts: Accounts): Promise<'sent' | Again> {
	const again: Again = {};
	for (const account of routeOf(services, due)) {
		const place_s = await placeOf(services, account, accounts);
		if (place_s > 0) {
			again.free_s = Math.min(again.free_s ?? Infinity, place_s);
			continue;
		}
		// Noted before: should this process die now, the next one asks the account that may have it.
		if (account !== due.account) await moveNotice(services.pool, due.id, account);
		try {
			await sentBy(services, due.id, await services.adapters.get(account)!.send!(outgoingOf(due, account)));
			accounts.served.add(account);
			return 'sent';
		} catch (thrown) {
			const fault = await noteFailure(services, due, account, thrown, accounts.held);
			again.fault = fault;
			if (fault.recipient || (fault.taken === 'unknown' && due.attempts < 2)) return again;
		}
	}
	return again;
}

/** An attempt before this one may have reached the provider without our hearing of it. */
async function foundAt(services: Services, due: Due): Promise<boolean> {
	const adapter = services.adapters.get(due.account);
	const before = due.attempts > 1 ? await adapter?.find?.(outgoingOf(due, due.account), due.createdAt) : null;
	if (before) await sentBy(services, due.id, before);
	return Boolean(before);
}

/** The notice with the words that are sent; null where they are of no more use. */
function inWords({ secret }: Services, due: Due): Due | null {
	if (!due.secret) return due;
	const words = due.sealed === null ? null : openWords(secret, due.sealed);
	return words && { ...due, ...words };
}

async function outcomeOf(services: Services, kept: Due, accounts: Accounts): Promise<'sent' | Again> {
	const due = inWords(services, kept);
	if (!due) return { fault: new SendError('expired', false) };
	if (!routeOf(services, due).length) return { fault: new SendError('no_account', false) };
	try {
		if (await foundAt(services, due)) return 'sent';
	} catch (thrown) {
		return { fault: await noteFailure(services, due, due.account, thrown, accounts.held) };
	}
	return attempt(services, due, accounts);
}

/** Whether another attempt can be of use. */
const isOver = ({ fault, free_s }: Again, attempts: number) =>
	fault !== undefined &&
	(fault.recipient !== undefined ||
		(!fault.retryable && free_s === undefined) ||
		attempts >= NOTICE_ATTEMPTS);

/** Sends one; gives when it is to be tried again, null when nothing more is to be done. */
async function sendOne(services: Services, due: Due, accounts: Accounts): Promise<Waiting | null> {
	const outcome = await outcomeOf(services, due, accounts);
	if (outcome === 'sent') return null;
	const { fault, free_s = 1 } = outcome;
	const error = fault ? `${fault.code}: ${fault.message}`.slice(0, 500) : null;
	if (isOver(outcome, due.attempts)) {
		await services.transaction(async (db) => {
			await noticeFailed(db, due.id, error!);
			if (fault!.recipient) await tellOtherwise(services, db, due.id);
		});
		return null;
	}
	const wait_s = fault ? Math.max(waits_s[due.attempts - 1]!, (fault.retryAfter_ms ?? 0) / 1000) : free_s;
	const day = services.config.smsHours;
	return noticeLater(services.pool, due.id, { error, wait_s, counted: fault !== undefined, day });
}

async function sendTaken(services: Services, due: Due[], accounts: Accounts): Promise<Waiting[]> {
	const later: Waiting[] = [];
	const work = due.values();
	const lane = async () => {
		for (const notice of work) {
			const waiting = await sendOne(services, notice, accounts);
			if (waiting) later.push(waiting);
		}
	};
	await Promise.all(Array.from({ length: CONCURRENCY }, lane));
	return later;
}

/** Sends what is due of these notices, and what waited for them; what is to be tried again is queued for its time. */
export async function sendNotices(services: Services, ids: string[]): Promise<void> {
	const served = new Set<string>();
	for (let next = ids; next.length;) {
		const due = await takeNotices(services.pool, next);
		if (!due.length) break;
		const held = await heldAccounts(services.pool);
		const later = await sendTaken(services, due, { held, served });
		if (later.length) await services.transaction((db) => queueWaiting(services, db, later));
		next = await nextOf(
			services.pool,
			due.map(({ id }) => id)
		);
	}
	if (served.size) await accountsServed(services.pool, [...served]);
}

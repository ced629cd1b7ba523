import { WEBHOOKS_KEPT_DAYS } from '#contracts/webhook.ts';
import { foldChanges } from '#db/dashboard.ts';
import { pruneBulks, stalledBulks } from '#db/bulk.ts';
import { pruneChanges, pruneMinutes, returnExpiredClaims } from '#db/housekeeping.ts';
import { endStaleSessions } from '#db/session.ts';
import { pruneAttempts } from '#db/sign-in.ts';
import { discardUploads } from '#db/blob.ts';
import { pruneDraftFiles } from '#db/draft-file.ts';
import { pruneDrafts } from '#db/draft.ts';
import { unreadSince } from '#db/delivery.ts';
import { stalePartKeys } from '#db/part.ts';
import { forgetSealed, unsentSince } from '#db/notice.ts';
import { pruneCodes } from '#db/one-time-code.ts';
import { lostExports, pruneExports } from '#db/export.ts';
import { sealHistory } from '#db/seal.ts';
import { webhooksDue } from '#db/webhook.ts';
import { pruneMessages } from '#db/webhook-message.ts';
import { ATTEMPT_WINDOW_SECONDS } from './access/attempt.ts';
import { askDue } from './satisfaction/ask-due.ts';
import { sweepCalls } from './call/sweep.ts';
import { closeStale } from './intake/assemble.ts';
import { readDeliveries } from './intake/read.ts';
import { queueExport, queueLostBulk, queueNotices, queueWebhook } from './queues.ts';
import { remindLate } from './reminder/remind.ts';
import type { Services } from './services.ts';
import { catchUpSearch } from './triage/sought.ts';

/** A part that has not come after this does not hold its message back any longer. Minutes. */
const PART_LIMIT_MINUTES = 10;
const CHANGES_KEPT_HOURS = 24;
const MINUTES_KEPT_DAYS = 2;
/** A citizen may come back to a half-filled form the next day. */
const UPLOADS_KEPT_HOURS = 48;
const DRAFTS_KEPT_DAYS = 30;
const BULKS_KEPT_DAYS = 30;
/** A delivery or notice that waits longer than this lost its job with the process that had it. Seconds. */
const LOST_AFTER_SECONDS = 15;
const LOST_LIMIT = 500;
/** Longer than a job takes to come again by itself. */
const EXPORT_ORPHANED_SECONDS = 120;
/** Changes of cases that are folded into the dashboard's counts by one statement. */
const CHANGES_AT_ONCE = 10_000;
export const SWEEP_INTERVAL_MS = 5_000;

/** Reads what was received and never read, sends what was never sent: nothing depends on a job alone. */
export async function sweep(services: Services): Promise<void> {
	const unread = await unreadSince(services.pool, LOST_AFTER_SECONDS, LOST_LIMIT);
	if (unread.length) await readDeliveries(services, unread);
	const unsent = await unsentSince(services.pool, LOST_AFTER_SECONDS, LOST_LIMIT);
	if (unsent.length) await services.transaction((db) => queueNotices(services, db, unsent));
	await remindLate(services, LOST_AFTER_SECONDS);
	while (await foldChanges(services.pool, CHANGES_AT_ONCE));
	for (const id of await stalledBulks(services.pool, LOST_AFTER_SECONDS)) await queueLostBulk(services, id);
	for (const id of await webhooksDue(services.pool, LOST_LIMIT)) await queueWebhook(services, id);
	await returnExpiredClaims(services.pool);
	await sweepCalls(services);
	await askDue(services);
}

/** Once a minute, in one of the processes. */
export async function keepHouse(services: Services): Promise<void> {
	for (const key of await stalePartKeys(services.pool, PART_LIMIT_MINUTES))
		await services.transaction((db) => closeStale(services, db, key));
	await pruneChanges(services.pool, CHANGES_KEPT_HOURS);
	await pruneMinutes(services.pool, MINUTES_KEPT_DAYS);
	await pruneDrafts(services.pool, DRAFTS_KEPT_DAYS);
	await pruneBulks(services.pool, BULKS_KEPT_DAYS);
	await pruneDraftFiles(services.pool, UPLOADS_KEPT_HOURS);
	await discardUploads(services.pool, UPLOADS_KEPT_HOURS);
	await endStaleSessions(services.pool, services.config.idleMinutes * 60);
	await pruneCodes(services.pool);
	await forgetSealed(services.pool);
	await pruneAttempts(services.pool, ATTEMPT_WINDOW_SECONDS);
	await catchUpSearch(services);
	await pruneMessages(services.pool, WEBHOOKS_KEPT_DAYS);
	await pruneExports(services.pool);
	// Should an order have lost its job for good, another one takes it up.
	for (const id of await lostExports(services.pool, EXPORT_ORPHANED_SECONDS))
		await services.transaction((db) => queueExport(services, db, id));
	const seal = await services.transaction(sealHistory);
	// The log is kept elsewhere than the database: there it proves that the history was not rewritten.
	if (seal) services.log.info({ seal }, 'history sealed');
}

import type { Bounce } from '#adapters/inbound.ts';
import { mailedNotice, noticeStatus } from '#db/notice.ts';
import type { Db } from '#db/sql.ts';
import { cleanText } from '../intake/clean.ts';
import type { Services } from '../services.ts';
import { suppressAddress } from './failure.ts';
import { tellOtherwise } from './otherwise.ts';
import { FAILED_RANK } from './status.ts';

/** A mail that comes back later than this is believed no more. Days. */
const BOUNCE_DAYS = 7;

/**
 * A mail of ours has come back: its notice has failed, nothing more goes to an address that is dead, and the citizen is
 * told the next way. Anybody can write such a report: it has to name a mail that we sent lately, and to whom.
 */
export async function noteBounce(services: Services, db: Db, account: string, bounce: Bounce): Promise<void> {
	const messageId = cleanText(bounce.messageId);
	const notice = await mailedNotice(db, {
		account,
		messageId,
		recipient: bounce.recipient,
		days: BOUNCE_DAYS
	});
	if (!notice) return;
	const error = cleanText(bounce.error);
	const status = { state: 'failed', rank: FAILED_RANK, error };
	const found = await noticeStatus(db, account, messageId, status);
	if (!found?.changed) return;
	if (bounce.dead) await suppressAddress(db, found, 'dead', `report: ${error}`);
	await tellOtherwise(services, db, found.id);
}

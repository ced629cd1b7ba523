import type { InboundStatus } from '#adapters/inbound.ts';
import type { ReadDelivery } from '#db/delivery.ts';
import { noticeStatus } from '#db/notice.ts';
import type { Db } from '#db/sql.ts';
import { cleanText } from '../intake/clean.ts';
import type { Services } from '../services.ts';
import { suppressAddress } from './failure.ts';
import { tellOtherwise } from './otherwise.ts';

/** A failure outranks every other state. */
export const FAILED_RANK = 100;
/** A report may overtake the provider's answer to our own request by this much. Milliseconds. */
const OVERTAKING_LIMIT_MS = 5 * 60_000;

/**
 * Notes a delivery report on its notice, forward only. False: the notice is not known yet, read the report again;
 * a report that is still of nothing we sent after some minutes is left in the ledger.
 */
export async function noteStatus(
	services: Services,
	db: Db,
	delivery: ReadDelivery,
	inbound: InboundStatus
): Promise<boolean> {
	const error = inbound.error ? cleanText(inbound.error) : null;
	const found = await noticeStatus(db, delivery.account, cleanText(inbound.providerId), {
		state: inbound.status,
		rank: inbound.status === 'failed' ? FAILED_RANK : inbound.rank,
		error
	});
	if (found?.changed && inbound.recipient) {
		await suppressAddress(db, found, inbound.recipient, `report: ${error ?? inbound.status}`);
		await tellOtherwise(services, db, found.id);
	}
	return found !== null || Date.now() - Date.parse(delivery.receivedAt) > OVERTAKING_LIMIT_MS;
}

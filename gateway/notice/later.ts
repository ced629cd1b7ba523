import type { Db } from '#db/sql.ts';
import { queueNotices } from '../queues.ts';
import type { Services } from '../services.ts';

/** A notice that is to be sent in so many seconds. */
export interface Waiting {
	id: string;
	wait_s: number;
}

/** Has notices sent when each is due: one job, or a few, for those that are due together. */
export async function queueWaiting(services: Services, db: Db, waiting: Waiting[]): Promise<void> {
	const together = new Map<number, string[]>();
	for (const { id, wait_s } of waiting) {
		const seconds = Math.ceil(wait_s);
		together.set(seconds, [...(together.get(seconds) ?? []), id]);
	}
	for (const [seconds, ids] of together) await queueNotices(services, db, ids, seconds);
}

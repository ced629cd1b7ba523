import { SendError } from '#adapters/outgoing.ts';
import { lockCallById } from '#db/call.ts';
import type { Services } from '../services.ts';
import { dialOut } from './call-out.ts';
import { hearLine } from './heard.ts';

/** Rings a citizen whom a machine is to ask, once; a line that the carrier refuses is over. Throws to be tried again. */
export async function dialAsking(services: Services, id: string): Promise<void> {
	const call = await services.transaction((db) => lockCallById(db, id));
	if (!call || call.stage === 'ended') return;
	try {
		await dialOut(services, call);
	} catch (fault) {
		if (!(fault instanceof SendError) || fault.retryable) throw fault;
		services.log.warn({ call: id, code: fault.code }, 'citizen could not be rung');
		await services.transaction(async (db) => {
			const still = await lockCallById(db, id);
			if (still) await hearLine(services, db, still, { status: 'failed', rank: 9 });
		});
	}
}

import { lockCallById } from '#db/call.ts';
import { claimSilentCalls, freeStranded, strayLegs, type Silent } from '#db/silent-call.ts';
import { queueTelephone } from '../queues.ts';
import type { Services } from '../services.ts';
import { hearLine, type Line } from './heard.ts';
import { askLine } from './hub.ts';

/** A call of which nothing was heard for so long is asked for. */
const SILENT_SECONDS = 60;
/** A call that its provider knows nothing of, and nobody heard of for so long, is over. */
const LOST_HOURS = 6;
const LIMIT = 50;
const STRAY_SECONDS = 30;

/** The provider's word; that it does not know, or cannot be asked, leaves the call as it is until it is given up. */
async function learn(services: Services, { id, account, externalId, lost }: Silent): Promise<Line | null> {
	try {
		const told = await askLine(services, { account, externalId });
		if (told) return told;
	} catch (fault) {
		services.log.warn({ call: id, account, err: fault }, 'silent call could not be asked for');
	}
	return lost ? { status: 'lost', rank: 9 } : null;
}

/** Asks the providers for calls that fell silent, and lets go of what is left of calls that are over. */
export async function sweepCalls(services: Services): Promise<void> {
	const wish = { silent_seconds: SILENT_SECONDS, lost_hours: LOST_HOURS, limit: LIMIT };
	for (const silent of await claimSilentCalls(services.pool, wish)) {
		const line = await learn(services, silent);
		if (!line) continue;
		await services.transaction(async (db) => {
			const call = await lockCallById(db, silent.id);
			if (call) await hearLine(services, db, call, line);
		});
	}
	for (const { id } of await strayLegs(services.pool, STRAY_SECONDS, LIMIT))
		await services.transaction((db) => queueTelephone(services, db, { do: 'hang_up', leg: id }));
	await freeStranded(services.pool);
}

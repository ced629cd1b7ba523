import { isDialled } from '#db/call-out.ts';
import { findCallLine, lockCallById } from '#db/call.ts';
import { findLeg } from '#db/call-leg.ts';
import type { TelephoneJob } from '../queues.ts';
import type { Services } from '../services.ts';
import { ask, resume } from './ask.ts';
import { connect, meet } from './connect.ts';
import { dialAsking } from './dial-asking.ts';
import { hearLine } from './heard.ts';
import { hangUp, voiceOf } from './hub.ts';
import { hearLeg } from './leg.ts';
import { placeArrived } from './supervise.ts';
import { parkCaller } from './transfer.ts';

const FINAL = 9;

/**
 * Ends a line of ours. That it is over is noted at once: the carrier's own word of it may get lost, and what it adds is
 * taken when it comes.
 */
async function endLeg(services: Services, id: string): Promise<void> {
	const leg = await findLeg(services.pool, id);
	if (!leg || leg.rank >= FINAL) return;
	await hangUp(services, leg);
	await services.transaction(async (db) => {
		const call = await lockCallById(db, leg.call);
		const still = await findLeg(db, id);
		// A line that was never dialled has nobody who would tell of its end.
		const status = leg.externalId === null ? 'failed' : 'completed';
		if (call && still) await hearLeg(services, db, call, still, { status, rank: FINAL });
	});
}

/** Ends the line of a call's caller, or of whom an agent calls; the same holds. */
async function endLine(services: Services, id: string): Promise<void> {
	const line = await findCallLine(services.pool, id);
	if (!line || !voiceOf(services, line.account) || !isDialled(line.externalId)) return;
	await hangUp(services, line);
	await services.transaction(async (db) => {
		const call = await lockCallById(db, id);
		if (call) await hearLine(services, db, call, { status: 'completed', rank: FINAL });
	});
}

/** Does what a transaction decided about a line, by its carrier. Throws to be tried again. */
export async function doAtTelephone(services: Services, job: TelephoneJob): Promise<void> {
	if ('leg' in job) return job.do === 'place' ? placeArrived(services, job.leg) : endLeg(services, job.leg);
	if ('consult' in job) return ask(services, job.consult);
	switch (job.do) {
		case 'connect':
			return connect(services, job.call, job.person);
		case 'meet':
			return meet(services, job.call, job.person);
		case 'park':
			return parkCaller(services, job.call, job.person);
		case 'resume':
			return resume(services, job.call);
		case 'dial':
			return dialAsking(services, job.call);
		case 'hang_up':
			return endLine(services, job.call);
	}
}

import { findCallLine } from '#db/call.ts';
import { dropLeg, findLeg } from '#db/call-leg.ts';
import type { TelephoneJob } from '../queues.ts';
import type { Services } from '../services.ts';
import { connect, meet } from './connect.ts';
import { dialAsking } from './dial-asking.ts';
import { hangUp } from './hub.ts';
import { placeArrived } from './supervise.ts';
import { parkCaller } from './transfer.ts';

/** Does what a transaction decided about a line, by its carrier. Throws to be tried again. */
export async function doAtTelephone(services: Services, job: TelephoneJob): Promise<void> {
	if (job.do === 'connect') return connect(services, job.call, job.person);
	if (job.do === 'meet') return meet(services, job.call, job.person);
	if (job.do === 'park') return parkCaller(services, job.call, job.person);
	if (job.do === 'dial') return dialAsking(services, job.call);
	if (job.do === 'place') return placeArrived(services, job.leg);
	if ('leg' in job) {
		const leg = await findLeg(services.pool, job.leg);
		if (!leg || leg.rank >= 9) return;
		await hangUp(services, leg);
		// A line that was never dialled has nobody who would tell of its end.
		if (leg.externalId === null) await dropLeg(services.pool, leg.id);
		return;
	}
	const line = await findCallLine(services.pool, job.call);
	if (line) await hangUp(services, line);
}

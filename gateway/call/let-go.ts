import { liveLegs } from '#db/call-leg.ts';
import type { Db } from '#db/sql.ts';
import { queueTelephone } from '../queues.ts';
import type { Services } from '../services.ts';

/** Lets go of the lines that we dialled for a call, of one person where one is named, once this is committed. */
export async function letLegsGo(
	services: Pick<Services, 'boss'>,
	db: Db,
	call: string,
	person?: string
): Promise<void> {
	for (const { id } of await liveLegs(db, call, person))
		await queueTelephone(services, db, { do: 'hang_up', leg: id });
}

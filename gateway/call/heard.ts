import type { InboundCall } from '#adapters/inbound.ts';
import type { Call } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import { endCall } from './end-call.ts';

/** How a line stands in its provider's words. */
export type Line = Pick<InboundCall, 'status' | 'rank' | 'duration'>;

/** Notes what the provider says of the line, where it is news, and does what follows. The call is locked. */
export async function hearLine(
	services: Pick<Services, 'boss'>,
	db: Db,
	call: Call,
	{ status, rank, duration }: Line
): Promise<void> {
	if (status === undefined || rank === undefined) return;
	// Every step of a call says that it is answered: what is known is not written again.
	if (call.rank < 9 && rank <= call.rank && status === call.state) return;
	const event = { call: call.id, kind: 'provider' as const, status, rank };
	await endCall(services, db, await tellCall(db, duration === undefined ? event : { ...event, duration }));
}

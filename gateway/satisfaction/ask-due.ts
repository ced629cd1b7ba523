import { isBlocked } from '#db/call-block.ts';
import { ownerOf } from '#db/one-time-code.ts';
import {
	askingNow,
	dueAskings,
	leaveToAgents,
	listAsking,
	lockDue,
	openAsking,
	type Asking
} from '#db/satisfaction.ts';
import type { Db } from '#db/sql.ts';
import { queueTelephone } from '../queues.ts';
import type { Services } from '../services.ts';
import { ASKING_AT_ONCE, DUE_LIMIT } from './limits.ts';

const telephone = /^\+\d{8,15}$/;

/** Where the citizen can be rung; null: nowhere. */
async function phoneOf(db: Db, number: string): Promise<string | null> {
	const owner = await ownerOf(db, number);
	const phone = owner?.phone ?? owner?.sender ?? null;
	return phone !== null && telephone.test(phone) ? phone : null;
}

/** The first account by which a telephone can be rung and spoken to. */
const accountFor = ({ adapters }: Services) =>
	[...adapters.values()].find(({ voice }) => voice?.dials.includes('phone'))?.account ?? null;

/** Has a machine call, where there is a line for it and the number is not kept out; else the agents try. */
async function callOne(services: Services, db: Db, asking: Asking): Promise<void> {
	// It became so after its resolution.
	const phone = asking.sensitive ? null : await phoneOf(db, asking.grievance);
	const account = accountFor(services);
	if (!phone || !account || (await isBlocked(db, phone))) {
		await leaveToAgents(db, asking.id);
		return;
	}
	if ((await askingNow(db, account)) >= ASKING_AT_ONCE) return;
	const { id } = await openAsking(db, asking, { account, phone });
	await queueTelephone(services, db, { do: 'dial', call: id });
}

/** Begins the tries that are due: each once, however many processes sweep. */
export async function askDue(services: Services): Promise<void> {
	for (const { id } of await dueAskings(services.pool, DUE_LIMIT))
		await services.transaction(async (db) => {
			const asking = await lockDue(db, id);
			if (!asking) return;
			if (asking.mode === 'call') return callOne(services, db, asking);
			await listAsking(db, asking, await phoneOf(db, asking.grievance));
		});
}

import { lockCallById } from '#db/call.ts';
import { audit } from '#db/event.ts';
import type { Actor } from '../access/actor.ts';
import { queueTelephone } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/** Hangs up the agent's call; the carrier's word of its end then moves everything on. Refuses with `not_yours`. */
export const endOwn = (services: Services, actor: Actor, id: string) =>
	services.transaction(async (db) => {
		const call = await lockCallById(db, id);
		if (!call) throw new Refusal('not_found', 404, 'There is no such call.');
		if (call.agent !== actor.id) throw new Refusal('not_yours', 409, 'Another agent has this call.');
		if (call.stage === 'ended') return { ending: false };
		await audit(db, actor, 'call:hung_up', id);
		await queueTelephone(services, db, { do: 'hang_up', call: id });
		return { ending: true };
	});

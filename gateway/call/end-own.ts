import { lockCallById } from '#db/call.ts';
import { liveConsult } from '#db/consult.ts';
import { audit } from '#db/event.ts';
import type { Actor } from '../access/actor.ts';
import { queueTelephone } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { isAtPbx } from './hub.ts';

/** Hangs up the agent's call; once the carrier has done so everything moves on. Refuses with `not_yours`. */
export const endOwn = (services: Services, actor: Actor, id: string) =>
	services.transaction(async (db) => {
		const call = await lockCallById(db, id);
		if (!call) throw new Refusal('not_found', 404, 'There is no such call.');
		if (call.agent !== actor.id) throw new Refusal('not_yours', 409, 'Another agent has this call.');
		if (call.stage === 'ended') return { ending: false };
		const asked = await liveConsult(db, id);
		// Who means to end the talk with a colleague does not lose the caller by it.
		if (asked && asked.state !== 'joined')
			throw new Refusal('not_now', 409, 'First the colleague whom you ask.');
		if (isAtPbx(services, call.account))
			throw new Refusal('at_pbx', 409, 'It is hung up at the telephone that has it.');
		await audit(db, actor, 'call:hung_up', id);
		await queueTelephone(services, db, { do: 'hang_up', call: id });
		return { ending: true };
	});

import { moveHolder } from '#db/agent-state.ts';
import { lockCallById } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { callbackOf } from '#db/call-out.ts';
import { askCallback, closeCallback } from '#db/callback.ts';
import { dispose } from '#db/disposition.ts';
import { disposeShare, passedOnBy } from '#db/call-share.ts';
import { audit } from '#db/event.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/** The call broke: what was typed stays a draft, and the caller is called back. */
const BROKEN_OFF = 'broken_off';

const unknown = () => new Refusal('invalid', 400, 'There is no such disposition.', { field: 'disposition' });

/** The same for one who passed the call on: only their own part is wound up. */
async function wrapUpShare(db: Db, actor: Actor, id: string, disposition: string) {
	if (!(await passedOnBy(db, id, actor.id)))
		throw new Refusal('not_yours', 409, 'Another agent has this call.');
	if (!(await disposeShare(db, id, actor.id, disposition))) throw unknown();
	await audit(db, actor, 'call:disposed', id, { disposition, passed: true });
	await moveHolder(db, id, ['wrap_up'], 'available', actor.id);
	return { callback: false };
}

/**
 * Notes what the agent's call turned out to be; after its end they are free for the next one. It may be said while the
 * call goes on, and corrected later. Refuses with `not_yours`, or `invalid` where there is no such disposition.
 */
export const wrapUp = ({ transaction }: Services, actor: Actor, id: string, disposition: string) =>
	transaction(async (db) => {
		const call = await lockCallById(db, id);
		if (!call) throw new Refusal('not_found', 404, 'There is no such call.');
		if (call.agent !== actor.id) return wrapUpShare(db, actor, id, disposition);
		if (!(await dispose(db, id, actor.id, disposition))) throw unknown();
		await audit(db, actor, 'call:disposed', id, { disposition });
		const key = `wrapped|${actor.id}|${disposition}`;
		await tellCall(db, { call: id, kind: 'wrapped', key, person: actor.id, reason: disposition });
		const callback = disposition === BROKEN_OFF && (await askCallback(db, id, 'broken_off')) !== null;
		const attempt = await callbackOf(db, id);
		// One whom the line broke off from goes on waiting.
		if (attempt && !attempt.asks && disposition !== BROKEN_OFF)
			await closeCallback(
				db,
				attempt.callback,
				actor.id,
				disposition === 'wrong_number' ? 'wrong_number' : 'reached'
			);
		await moveHolder(db, id, ['wrap_up'], 'available', actor.id);
		return { callback };
	});

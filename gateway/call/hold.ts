import { randomUUID } from 'node:crypto';
import { moveHolder } from '#db/agent-state.ts';
import { findCallLine, lockCallById } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { answeredLeg, muteLeg } from '#db/call-leg.ts';
import { liveConsult } from '#db/consult.ts';
import type { DeskCallRow } from '#db/desk-call.ts';
import { audit } from '#db/event.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { queueTelephone } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { roomOf, voiceOf } from './hub.ts';
import { promptUrl } from './routes.ts';
import { atCarrier, callFor } from './verbs.ts';

const over = () => new Refusal('not_now', 409, 'The call is over.');

/**
 * Sets a caller apart, hearing music, or brings them back, for the person whose call it is. First the carrier does it,
 * with nothing locked, for it tells of it at once; then it is noted, and `noted` with it. False where the call is over.
 * Throws `SendError`.
 */
export async function setApart(
	services: Services,
	{ id, account, language }: Pick<DeskCallRow, 'id' | 'account' | 'language'>,
	person: string,
	on: boolean,
	noted: (db: Db) => Promise<unknown> = async () => undefined
): Promise<boolean> {
	const line = await findCallLine(services.pool, id);
	if (!line) return false;
	const music = promptUrl(services.config.publicOrigin, 'music', language);
	await voiceOf(services, account)?.hold(roomOf(id), line.externalId, on, music);
	return services.transaction(async (db) => {
		const call = await lockCallById(db, id);
		if (!call || call.stage === 'ended') return false;
		const kind = on ? 'held' : 'resumed';
		await tellCall(db, { call: id, kind, key: `${kind}|${randomUUID()}`, person });
		await moveHolder(db, id, [on ? 'on_call' : 'hold'], on ? 'hold' : 'on_call', call.agent ?? person);
		const consult = await liveConsult(db, id);
		const alone = consult !== null && consult.state !== 'joined';
		// A colleague was asked while the carrier was at it: the caller does not hear the two.
		if (alone && !on) await queueTelephone(services, db, { do: 'ask', consult: consult.id });
		await noted(db);
		return true;
	});
}

/** The same for whoever has the call, by hand. Refuses with `not_yours`, `not_now` or `carrier`. */
export async function hold(services: Services, actor: Actor, id: string, on: boolean) {
	const call = await callFor(services, actor, id, 'hold');
	if (call.held === on) return { on };
	let done = false;
	await atCarrier(services, id, async () => {
		done = await setApart(services, call, actor.id, on, (db) =>
			audit(db, actor, `call:${on ? 'held' : 'resumed'}`, id)
		);
	});
	if (!done) throw over();
	return { on };
}

/** Lets the agent hear and not be heard, or be heard again. Refuses with `not_yours`, `not_now` or `carrier`. */
export async function mute(services: Services, actor: Actor, id: string, on: boolean) {
	const { account } = await callFor(services, actor, id, 'mute');
	const leg = await answeredLeg(services.pool, id, actor.id);
	const line = leg?.externalId;
	if (!line) throw over();
	await atCarrier(services, id, () => voiceOf(services, account)?.mute(roomOf(id), line, on));
	await muteLeg(services.pool, leg.id, on);
	return { on };
}

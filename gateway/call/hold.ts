import { randomUUID } from 'node:crypto';
import { moveHolder } from '#db/agent-state.ts';
import { findCallLine, lockCallById } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { answeredLeg, muteLeg } from '#db/call-leg.ts';
import { audit } from '#db/event.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { roomOf, voiceOf } from './hub.ts';
import { promptUrl } from './routes.ts';
import { atCarrier, callFor } from './verbs.ts';

const over = () => new Refusal('not_now', 409, 'The call is over.');

/**
 * Sets the caller apart, hearing music, or brings them back. First the carrier does it, with nothing locked, for it
 * tells of it at once; then it is noted. Refuses with `not_yours`, `not_now` or `carrier`.
 */
export async function hold(services: Services, actor: Actor, id: string, on: boolean) {
	const { held, account, language } = await callFor(services, actor, id, 'hold');
	if (held === on) return { on };
	const line = await findCallLine(services.pool, id);
	if (!line) throw over();
	const music = promptUrl(services.config.publicOrigin, 'music', language);
	await atCarrier(services, id, () =>
		voiceOf(services, account)?.hold(roomOf(id), line.externalId, on, music)
	);
	await services.transaction(async (db) => {
		const call = await lockCallById(db, id);
		if (call?.agent !== actor.id || call.stage === 'ended') throw over();
		const kind = on ? 'held' : 'resumed';
		await tellCall(db, { call: id, kind, key: `${kind}|${randomUUID()}`, person: actor.id });
		await moveHolder(db, id, [on ? 'on_call' : 'hold'], on ? 'hold' : 'on_call');
		await audit(db, actor, `call:${kind}`, id);
	});
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

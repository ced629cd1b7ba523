import type { FastifyInstance } from 'fastify';
import * as keys from '#contracts/keys.ts';
import type { Body } from '#contracts/endpoint.ts';
import { makeApiKey, readApiKeys, revokeApiKey } from '#db/api-key.ts';
import { audit } from '#db/event.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import type { Actor } from './actor.ts';
import type { Guard } from './guard.ts';

/** Makes a key for a program; gives it in clear, this once. */
const make = ({ transaction }: Services, actor: Actor, { name, scopes, days }: Body<typeof keys.makeKey>) =>
	transaction(async (db) => {
		const made = await makeApiKey(db, name.trim(), scopes, { by: actor.id, ...(days ? { days } : {}) });
		await audit(db, actor, 'key:made', made.id, { name, scopes, days: days ?? null });
		return made;
	});

/** Closes a key for good. Refuses with `not_found` when there is none that is open. */
const revoke = ({ transaction }: Services, actor: Actor, id: string) =>
	transaction(async (db) => {
		if (!(await revokeApiKey(db, id))) throw new Refusal('not_found', 404, 'There is no such key.');
		await audit(db, actor, 'key:revoked', id);
		return { id };
	});

/** Keys of other programs: who has one, for what, and when it was last used. */
export function keyRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const allowed = guard('keys');
	serve(app, keys.readKeys, allowed, async () => ({ rows: await readApiKeys(services.pool) }));
	serve(app, keys.makeKey, allowed, ({ actor, body }) => make(services, actor, body));
	serve(app, keys.revokeKey, allowed, ({ actor, params }) => revoke(services, actor, params.id));
}

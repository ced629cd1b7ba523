import type { AnyBulkAct } from '#contracts/bulk.ts';
import { bulkOfKey, insertBulk, turnBulk } from '#db/bulk.ts';
import { audit } from '#db/event.ts';
import type { Actor } from '../access/actor.ts';
import { cleanJson, cleanText } from '../intake/clean.ts';
import { queueBulk } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/** Sets an act on many going; what becomes of each is noted row by row. The same key twice is one act. */
export const startBulk = (
	services: Services,
	actor: Actor,
	{ key, numbers, act }: { key: string; numbers: string[]; act: AnyBulkAct }
) =>
	services.transaction(async (db) => {
		const made = await insertBulk(db, { key, numbers, act: cleanJson(act), person: actor.id });
		if (!made) {
			const before = await bulkOfKey(db, key, actor.id);
			if (!before) throw new Refusal('invalid', 400, 'This key is taken.', { field: 'key' });
			return before;
		}
		await audit(db, actor, 'bulk:started', made.id, { act, count: numbers.length });
		await queueBulk(services, db, made.id);
		return made;
	});

/** Stops the act and takes back what it did. Refuses with `too_late`, or `not_found` where it is not the person's own. */
export const undoBulk = (services: Services, actor: Actor, id: string, { reason }: { reason: string }) =>
	services.transaction(async (db) => {
		const turned = await turnBulk(db, id, actor.id, cleanText(reason));
		if (!turned) throw new Refusal('too_late', 409, 'It cannot be undone any more.');
		await audit(db, actor, 'bulk:undone', id, { reason });
		await queueBulk(services, db, id);
		return { id };
	});

import { limitStatements } from '#db/audit.ts';
import { audit } from '#db/event.ts';
import { findBroken, type Broken } from '#db/seal.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/** A request proves no longer than this; more is work for the command. */
const VERIFY_LIMIT_SECONDS = 60;
const SHOWN_LIMIT = 20;

/** PostgreSQL's code of a statement that was ended for its length. */
const isTooLong = (fault: unknown) => (fault as { code?: string }).code === '57014';

/** Proves every chain; gives the first places where one does not hold. Refuses with `too_long`. */
export async function verify({ transaction }: Services, actor: Actor): Promise<Broken[]> {
	const broken = await transaction(async (db) => {
		await limitStatements(db, VERIFY_LIMIT_SECONDS);
		return findBroken(db, SHOWN_LIMIT);
	}).catch((fault: unknown) => {
		if (!isTooLong(fault)) throw fault;
		throw new Refusal('too_long_here', 503, 'There is more to prove than fits here: npm run audit:verify.');
	});
	await transaction((db) => audit(db, actor, 'audit:verified', 'audit', { broken: broken.length }));
	return broken;
}

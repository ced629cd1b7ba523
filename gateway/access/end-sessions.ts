import { audit } from '#db/event.ts';
import { deleteSessions } from '#db/session.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { Actor } from './actor.ts';

/** Whose sessions: one's own, or another person's. `only` one of them, or all but `except`. */
export interface Which {
	person: string;
	only?: string;
	except?: string;
}

/**
 * Ends sessions at once, with the screens that listen in them; gives how many. Refuses with `not_found` when the one
 * that was named is not there. Who may end another person's is for the caller's guard.
 */
export function endSessions({ transaction }: Pick<Services, 'transaction'>, actor: Actor, which: Which) {
	return transaction(async (db) => {
		const ended = await deleteSessions(db, which.person, which);
		if (which.only && !ended) throw new Refusal('not_found', 404, 'There is no such session.');
		if (ended) await audit(db, actor, 'sessions:ended', which.person, { ended });
		return { ended };
	});
}

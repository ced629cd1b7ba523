import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { PASSWORD_MIN } from '#contracts/account.ts';
import { audit } from '#db/event.ts';
import { lockPassword, savePassword } from '#db/password.ts';
import { deleteSessions } from '#db/session.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { Actor } from './actor.ts';
import { attempt } from './attempt.ts';

const refused = (field: 'current' | 'next', code: string) =>
	new Refusal(code, 400, `The password was not changed: ${code}.`, { field });

/** What is wrong with a password that somebody wants to have; null when nothing is. */
export function passwordFault(password: string, email: string): 'password_short' | 'password_email' | null {
	const [whole, [mailbox]] = [email.toLowerCase(), email.toLowerCase().split('@') as [string]];
	if ([whole, mailbox].includes(password.trim().toLowerCase())) return 'password_email';
	return [...password.trim()].length < PASSWORD_MIN ? 'password_short' : null;
}

/**
 * Changes one's own password, and ends one's other sessions: whoever knew the old one is out. Refuses with
 * `password_wrong`, `password_same`, `password_short` or `password_email`, and with `locked` after too many wrong ones.
 */
export async function changePassword(
	services: Services,
	actor: Actor,
	{ current, next }: { current: string; next: string },
	address: string
): Promise<{ ended: number }> {
	const fault = passwordFault(next, actor.email);
	if (fault) throw refused('next', fault);
	const right = await attempt(services, { email: actor.email, address }, async () => {
		const hash = await services.transaction((db) => lockPassword(db, actor.id));
		const result = hash !== null && (await verifyPassword({ hash, password: current }));
		return { outcome: result ? 'right' : 'wrong', result };
	});
	if (!right) throw refused('current', 'password_wrong');
	if (current === next) throw refused('next', 'password_same');
	const hash = await hashPassword(next);
	return services.transaction(async (db) => {
		await savePassword(db, actor.id, hash, false);
		const ended = await deleteSessions(db, actor.id, { except: actor.session });
		await audit(db, actor, 'password:changed', actor.id, { ended });
		return { ended };
	});
}

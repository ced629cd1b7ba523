import { touchSession } from '#db/session.ts';
import type { Services } from '../services.ts';

/** How long ago the person last touched keyboard or pointer: a page that updates itself keeps no session alive. */
export const IDLE_HEADER = 'x-idle-seconds';
/** A session that was used this recently is not written again. */
const RECENT_MS = 15_000;

function idleSeconds(told: string | string[] | undefined): number {
	const seconds = Number(told ?? 0);
	return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.floor(seconds), 24 * 3600) : 0;
}

/** Notes that the session is in use; false when it lay idle for longer than is allowed. */
export async function inUse(
	{ pool, config }: Pick<Services, 'pool' | 'config'>,
	session: { id: string; lastUsedAt: Date },
	headers: Record<string, string | string[] | undefined>
): Promise<boolean> {
	if (Date.now() - session.lastUsedAt.getTime() < RECENT_MS) return true;
	const idle = idleSeconds(headers[IDLE_HEADER]);
	return (await touchSession(pool, session.id, idle, config.idleMinutes * 60)) !== null;
}

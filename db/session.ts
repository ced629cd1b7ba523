import { Type } from 'typebox';
import { OwnSession } from '#contracts/account.ts';
import { many, maybeOne, run, sql, type Db } from './sql.ts';

const Alive = Type.Object({ id: Type.String() });
/** Notes that the person was there `idleSeconds` ago; null when the session has been idle for too long. */
export const touchSession = (db: Db, id: string, idleSeconds: number, limitSeconds: number) =>
	maybeOne(
		db,
		Alive,
		sql`update access."session"
			set "lastUsedAt" = greatest("lastUsedAt", now() - make_interval(secs => ${idleSeconds}))
			where id = ${id} and "lastUsedAt" > now() - make_interval(secs => ${limitSeconds})
			returning id`
	);

/** The person's sessions that are still good, the last used first. */
export const readSessions = (db: Db, person: string, current: string, limitSeconds: number) =>
	many(
		db,
		OwnSession,
		sql`select id, "userAgent" as device, "ipAddress" as address, method, "createdAt" as "begunAt",
				"lastUsedAt", id = ${current} as current
			from access."session"
			where "userId" = ${person} and "expiresAt" > now()
				and "lastUsedAt" > now() - make_interval(secs => ${limitSeconds})
			order by id = ${current} desc, "lastUsedAt" desc`
	);

/** Ends one session of the person, or all; `except` stays. Gives how many ended. */
export const deleteSessions = (
	db: Db,
	person: string,
	{ only, except }: { only?: string; except?: string }
) =>
	run(
		db,
		sql`delete from access."session" where "userId" = ${person}
			and (${only ?? null}::text is null or id = ${only ?? null})
			and (${except ?? null}::text is null or id <> ${except ?? null})`
	);

/** Sessions that ran out or lay idle are taken away, and with them their screens. */
export const endStaleSessions = (db: Db, limitSeconds: number) =>
	run(
		db,
		sql`delete from access."session"
			where "expiresAt" < now() or "lastUsedAt" < now() - make_interval(secs => ${limitSeconds})`
	);

import { Type } from 'typebox';
import { many, maybeOne, run, sql, type Db } from './sql.ts';

/** Accounts that nothing is handed to now, and for how many seconds more. */
export async function heldAccounts(db: Db): Promise<Map<string, number>> {
	const rows = await many(
		db,
		Type.Object({ id: Type.String(), wait_s: Type.Number() }),
		sql`select id, extract(epoch from held_until - now())::float8 as wait_s from account where held_until > now()`
	);
	return new Map(rows.map(({ id, wait_s }) => [id, wait_s]));
}

/** Hands nothing to an account for so long: it asked for patience. */
export const holdAccount = (db: Db, account: string, seconds: number, reason: string) =>
	run(
		db,
		sql`update account set held_until = greatest(held_until, now() + make_interval(secs => ${seconds})),
				held_reason = ${reason}
			where id = ${account}`
	);

/** Failures in a row after which an account is left alone, first for this long, then ever longer. */
const MISSES = 3;
const FIRST_HOLD_SECONDS = 30;
const LONGEST_HOLD_SECONDS = 300;

/** It failed once more; gives the seconds that it is left alone for, 0 while it may be bad luck. */
export async function missAccount(db: Db, account: string, reason: string): Promise<number> {
	const row = await maybeOne(
		db,
		Type.Object({ wait_s: Type.Number() }),
		sql`with missed as (
				select id, case when misses + 1 < ${MISSES} then 0
					else least(${FIRST_HOLD_SECONDS} * 2 ^ least(misses + 1 - ${MISSES}, 10), ${LONGEST_HOLD_SECONDS}) end as wait_s
				from account where id = ${account} for update
			)
			update account a set misses = misses + 1, held_reason = ${reason},
				held_until = case when wait_s > 0 then greatest(held_until, now() + make_interval(secs => wait_s)) else held_until end
			from missed m where a.id = m.id returning wait_s::float8`
	);
	return row?.wait_s ?? 0;
}

/** These have taken something: what was held against them is over. */
export const accountsServed = (db: Db, accounts: string[]) =>
	run(
		db,
		sql`update account set misses = 0, held_until = null, held_reason = null
			where id = any(${accounts}) and misses > 0`
	);

/** A place this far ahead is not waited for: the notice comes again. Seconds. */
export const SLOT_LIMIT_SECONDS = 4;

/** The account's next place at so many messages a second, as seconds from now; null when that is too far ahead. */
export async function takeSlot(db: Db, account: string, perSecond: number): Promise<number | null> {
	const row = await maybeOne(
		db,
		Type.Object({ wait_s: Type.Number() }),
		sql`update account set slot_at = greatest(slot_at, now()) + make_interval(secs => ${1 / perSecond}::float8)
			where id = ${account} and (slot_at is null or slot_at < now() + make_interval(secs => ${SLOT_LIMIT_SECONDS}))
			returning greatest(0, extract(epoch from slot_at - now()) - ${1 / perSecond}::float8)::float8 as wait_s`
	);
	return row?.wait_s ?? null;
}

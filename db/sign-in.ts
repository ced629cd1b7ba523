import { Type } from 'typebox';
import { one, run, sql, type Db } from './sql.ts';

const Attempt = Type.Object({ id: Type.String() });
const Wait = Type.Object({ seconds: Type.Integer() });
export interface Limits {
	perEmail: number;
	perAddress: number;
	windowSeconds: number;
}

/**
 * Counts a try as failed before it is checked, so that tries at the same moment cannot slip past the limit together.
 * Gives its id, or the seconds to wait. Runs in a transaction: tries on one account go one after the other.
 */
export async function beginAttempt(
	db: Db,
	email: string,
	address: string,
	{ perEmail, perAddress, windowSeconds }: Limits
): Promise<{ id: string } | { waitSeconds: number }> {
	await run(db, sql`select pg_advisory_xact_lock(hashtextextended(${email}, 9))`);
	const { seconds } = await one(
		db,
		Wait,
		// As many failures as are allowed lie in the window until the oldest of them leaves it.
		sql`select coalesce(ceil(extract(epoch from greatest(
				(select at from access.sign_in_failure where email = ${email}
					order by at desc offset ${perEmail - 1} limit 1),
				(select at from access.sign_in_failure where address = ${address}
					order by at desc offset ${perAddress - 1} limit 1)
			) + make_interval(secs => ${windowSeconds}) - now())), 0)::int as seconds`
	);
	if (seconds > 0) return { waitSeconds: seconds };
	return one(
		db,
		Attempt,
		sql`insert into access.sign_in_failure (email, address) values (${email}, ${address}) returning id::text`
	);
}

/** Failed tries on the account within the window. */
export async function failuresOf(db: Db, email: string, seconds: number): Promise<number> {
	const { count } = await one(
		db,
		Type.Object({ count: Type.Integer() }),
		sql`select count(*)::int as count from access.sign_in_failure
			where email = ${email} and at > now() - make_interval(secs => ${seconds})`
	);
	return count;
}

/** The password was right: what was tried before no longer counts against the account. */
export const attemptsForgiven = (db: Db, email: string) =>
	run(db, sql`delete from access.sign_in_failure where email = ${email}`);

/** Nothing was learnt of the password: the try does not count. */
export const attemptWithdrawn = (db: Db, id: string) =>
	run(db, sql`delete from access.sign_in_failure where id = ${id}`);

export const pruneAttempts = (db: Db, seconds: number) =>
	run(db, sql`delete from access.sign_in_failure where at < now() - make_interval(secs => ${seconds})`);

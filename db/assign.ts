import { Type } from 'typebox';
import type { Assigned } from '#contracts/assign.ts';
import { Submission } from '#contracts/submission.ts';
import { Role } from '#contracts/words.ts';
import { row } from './queue.ts';
import { maybeOne, run, sql, type Db } from './sql.ts';

/** Who holds it now; locked till the end of the transaction. */
export const lockClaim = (db: Db, number: string) =>
	maybeOne(
		db,
		Type.Object({ state: Type.String(), holder: Type.Union([Type.String(), Type.Null()]) }),
		sql`select state, case when claimed_until > now() then claimed_by end as holder
			from submission where number = ${number} for update`
	);

export const findPerson = (db: Db, id: string) =>
	maybeOne(
		db,
		Type.Object({ id: Type.String(), name: Type.String(), role: Role }),
		sql`select id, name, role from access."user" where id = ${id}`
	);

/** Gives the claim to this person for a whole lease, or to nobody. */
export const giveClaim = (db: Db, number: string, to: { id: string; name: string } | null) =>
	maybeOne(
		db,
		Submission,
		sql`update submission s set claimed_by = ${to?.id ?? null}, claimed_by_name = ${to?.name ?? null},
				claimed_until = case when ${to !== null} then now() + interval '10 minutes' end
			where number = ${number} and state = 'waiting'
			returning ${row}`
	);

/** Tells every gateway, once the transaction is committed. */
export const tellAssigned = (db: Db, assigned: Assigned) =>
	run(db, sql`select pg_notify('assigned', ${JSON.stringify(assigned)})`);

import { Type } from 'typebox';
import { one, run, sql, type Db } from './sql.ts';

/** True while nobody can sign in here. */
export const isEmpty = async (db: Db): Promise<boolean> =>
	(
		await one(
			db,
			Type.Object({ empty: Type.Boolean() }),
			sql`select not exists (select from access."user") as empty`
		)
	).empty;

/** Of two who set up at once, the second waits here until the first is there. */
export const lockSetup = (db: Db) => run(db, sql`select pg_advisory_xact_lock(hashtextextended('setup', 5))`);

/** What of the set-up is done. */
export const readSetupSteps = (db: Db) =>
	one(
		db,
		Type.Object({
			people: Type.Boolean(),
			second_factor: Type.Boolean(),
			channels: Type.Boolean(),
			arrival: Type.Boolean(),
			registration: Type.Boolean(),
			answer: Type.Boolean()
		}),
		sql`select
			exists (select from access."user" where "role" = 'agent') as people,
			not exists (
				select from access."user" where "role" = 'admin' and not coalesce("twoFactorEnabled", false)
			) as second_factor,
			exists (select from account where last_success_at is not null) as channels,
			exists (select from submission) as arrival,
			exists (select from grievance) as registration,
			exists (select from notice where state in ('accepted', 'sent', 'delivered', 'read')) as answer`
	);

import { run, sql, type Db } from './sql.ts';

/** Changes are kept for resuming clients; whoever was away longer loads afresh. */
export const pruneChanges = (db: Db, hours: number) =>
	run(db, sql`delete from change where at < now() - make_interval(hours => ${hours})`);

export const pruneMinutes = (db: Db, days: number) =>
	run(db, sql`delete from arrival_minute where minute < now() - make_interval(days => ${days})`);

/** Claims whose lease ran out go back to the queue, so that lists and counters say so. */
export const returnExpiredClaims = (db: Db) =>
	run(
		db,
		sql`update submission set claimed_by = null, claimed_by_name = null, claimed_until = null
			where id in (select id from submission where state = 'waiting' and claimed_until < now()
				order by id limit 500 for update skip locked)`
	);

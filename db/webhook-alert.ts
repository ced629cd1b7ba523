import { run, sql, type Db } from './sql.ts';

/** Tells every administrator by the bell that a subscription was paused. */
export const tellPaused = (db: Db, { subscription }: { subscription: string }) =>
	run(
		db,
		sql`insert into alert (person, kind, webhook)
			select u.id, 'webhook', ${subscription}::uuid from access."user" u left join access.staff p on p.id = u.id
			where u.role = 'admin' and coalesce(p.active, true)`
	);

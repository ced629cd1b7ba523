import { Own } from '#contracts/track.ts';
import { maybeOne, sql, type Db } from './sql.ts';

/** What somebody wrote under a number, for themselves alone; null while it is not read, and where there is none. */
export const readOwn = (db: Db, number: string) =>
	maybeOne(
		db,
		Own,
		sql`select s.channel, s.subject, s.text, array(select a.name from attachment a where a.submission = s.id
				order by a.position, a.id) as files,
				s.number = g.number or s.citizen = g.citizen as whole
			from submission s left join grievance g on g.number = survivor(s.grievance)
			where s.number = ${number}`
	);

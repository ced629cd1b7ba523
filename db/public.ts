import { Type } from 'typebox';
import { Stage } from '#contracts/public.ts';
import { many, maybeOne, sql, type Db } from './sql.ts';

/** Where the matter with this number stands; null when there is none. One not yet read waits like the others. */
export const readStage = (db: Db, number: string) =>
	maybeOne(
		db,
		Stage,
		sql`select wanted.number, case when g.settled then 'settled' else coalesce(s.state, 'waiting') end as state,
				coalesce(s.received_at, d.received_at) as "receivedAt", g.registered_at as "registeredAt",
				g.settled_at as "settledAt", g.department,
				nullif(g.number, s.number) as grievance,
				(select people_of(c.grievance) from campaign c where c.grievance = g.number) as people
			from (select ${number}::char(10) as number) wanted
			left join delivery d on d.number = wanted.number
			left join submission s on s.number = wanted.number
			left join grievance g on g.number = survivor(s.grievance)
			where d.id is not null or s.id is not null`
	);

/** Which of these hashes are stored. */
export async function storedBlobs(db: Db, hashes: string[]): Promise<Set<string>> {
	const rows = await many(
		db,
		Type.Object({ sha256: Type.String() }),
		sql`select sha256 from blob where sha256 = any(${hashes}::text[])`
	);
	return new Set(rows.map(({ sha256 }) => sha256));
}

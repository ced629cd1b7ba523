import { Type } from 'typebox';
import { Stage } from '#contracts/track.ts';
import { many, maybeOne, sql, type Db } from './sql.ts';
import { stageOf } from './stage.ts';

/** Of a sensitive case nobody is named: a telephone that asks is shared, and so is a number that lies about. */
const named = sql`g.sensitive is null`;

/** Where the matter with this number stands; null when there is none. One not yet read waits like the others. */
export const readStage = (db: Db, number: string) =>
	maybeOne(
		db,
		Stage,
		sql`select wanted.number, ${stageOf} as state, coalesce(s.received_at, d.received_at) as "receivedAt",
				g.registered_at as "registeredAt", g.resolved_at as "resolvedAt", g.settled_at as "settledAt",
				case when ${named} then g.department end as department,
				case when ${named} and o.code is not null
					then jsonb_build_object('en', o.name_en, 'pa', o.name_pa, 'hi', o.name_hi) end as office,
				case when g.office is not null then g.level end as level, g.due_at as "dueAt",
				g.expected_on::text as "expectedOn", nullif(g.number, s.number) as grievance,
				(select people_of(c.grievance) from campaign c where c.grievance = g.number) as people
			from (select ${number}::char(10) as number) wanted
			left join delivery d on d.number = wanted.number
			left join submission s on s.number = wanted.number
			left join grievance g on g.number = survivor(s.grievance)
			left join office o on o.code = g.office
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

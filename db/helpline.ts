import { Type } from 'typebox';
import { Hours, Notice, type Holiday, type NoticeInput, type Week } from '#contracts/hours.ts';
import { hoursNow } from './call-facts.ts';
import { maybeOne, one, run, sql, type Db } from './sql.ts';

const notice = sql`(select jsonb_build_object('texts', texts, 'since', since, 'until', until, 'by', made_by_name)
	from helpline_notice where ended_at is null and (until is null or until > now()) order by id desc limit 1)`;

/** The hours of the helpline as they stand. */
export const readHours = (db: Db) =>
	one(
		db,
		Hours,
		sql`select week, revision, ${hoursNow} as now, ${notice} as notice,
				(select coalesce(jsonb_agg(jsonb_build_object('day', day, 'names', names) order by day), '[]')
					from helpline_holiday) as holidays
			from helpline`
	);

/** False when somebody has saved them since this revision. */
export async function updateHours(
	db: Db,
	revision: number,
	{ week, holidays }: { week: Week; holidays: Holiday[] }
): Promise<boolean> {
	const saved = await run(
		db,
		sql`update helpline set week = ${JSON.stringify(week)}::jsonb, revision = revision + 1, changed_at = now()
			where revision = ${revision}`
	);
	if (!saved) return false;
	await run(db, sql`delete from helpline_holiday`);
	await run(
		db,
		sql`insert into helpline_holiday (day, names)
			select day, names from jsonb_to_recordset(${JSON.stringify(holidays)}::jsonb) as h (day date, names jsonb)`
	);
	return true;
}

/** Ends the notice that is in force; gives it, or null when there was none. */
export const endNotice = (db: Db) =>
	maybeOne(
		db,
		Notice,
		sql`update helpline_notice set ended_at = now() where ended_at is null
			returning texts, since, until, made_by_name as by`
	);

/** Puts a notice in force; the one before must have ended. */
export const insertNotice = (db: Db, by: { id: string; name: string }, { texts, until }: NoticeInput) =>
	run(
		db,
		sql`insert into helpline_notice (texts, until, made_by, made_by_name)
			values (${JSON.stringify(texts)}::jsonb, ${until ?? null}::timestamptz, ${by.id}, ${by.name})`
	);

/** Whether an instant is still to come, by the clock of the database. */
export const isToCome = async (db: Db, instant: string) =>
	(
		await one(
			db,
			Type.Object({ to_come: Type.Boolean() }),
			sql`select ${instant}::timestamptz > now() as to_come`
		)
	).to_come;

import { Type } from 'typebox';
import { Reminder } from '#contracts/alert.ts';
import { many, maybeOne, one, run, sql, type Db } from './sql.ts';

const columns = sql`id::text, number, text, due_at as "dueAt"`;

/** Which side of now, and of a year from now, an instant lies: time is the database's. */
export const whenIs = (db: Db, at: string) =>
	one(
		db,
		Type.Object({ past: Type.Boolean(), far: Type.Boolean() }),
		sql`select ${at}::timestamptz <= now() as past, ${at}::timestamptz > now() + interval '1 year' as far`
	);

export const insertReminder = (
	db: Db,
	{ person, number, text, at }: { person: string; number: string; text: string; at: string }
) =>
	one(
		db,
		Reminder,
		sql`insert into reminder (person, number, text, due_at) values (${person}, ${number}, ${text}, ${at})
			returning ${columns}`
	);

/** The person's reminder that is not done, locked till the end of the transaction. */
export const findReminder = (db: Db, person: string, id: string) =>
	maybeOne(
		db,
		Reminder,
		sql`select ${columns} from reminder where id = ${id} and person = ${person} and state <> 'done' for update`
	);

/** Lets it wait till the new time; what was told of it is read. */
export async function snooze(db: Db, id: string, at: string) {
	await readIts(db, id);
	return one(
		db,
		Reminder,
		sql`update reminder set due_at = ${at}, state = 'waiting' where id = ${id} returning ${columns}`
	);
}

export async function finish(db: Db, id: string) {
	await readIts(db, id);
	return one(db, Reminder, sql`update reminder set state = 'done' where id = ${id} returning ${columns}`);
}

const readIts = (db: Db, id: string) =>
	run(db, sql`update alert set read_at = now() where reminder = ${id} and read_at is null`);

/** Puts those of these reminders that are due before their people, each once however often it is asked. */
export const tellDue = (db: Db, ids: string[]) =>
	run(
		db,
		sql`with due as (
				update reminder set state = 'due' where id = any(${ids}::bigint[]) and state = 'waiting' and due_at <= now()
				returning id, person, number
			)
			insert into alert (person, kind, number, reminder) select person, 'reminder', number, id from due`
	);

/** Reminders whose time passed this long ago without anybody's being told. */
export async function lateReminders(db: Db, seconds: number): Promise<string[]> {
	const rows = await many(
		db,
		Type.Object({ id: Type.String() }),
		sql`select id::text from reminder where state = 'waiting' and due_at < now() - make_interval(secs => ${seconds})
			order by due_at limit 500`
	);
	return rows.map(({ id }) => id);
}

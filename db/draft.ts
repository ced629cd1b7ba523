import { Draft } from '#contracts/draft.ts';
import { maybeOne, run, sql, type Db } from './sql.ts';

const columns = sql`subject, body, revision, updated_at as "updatedAt"`;

export const readDraft = (db: Db, person: string, subject: string) =>
	maybeOne(db, Draft, sql`select ${columns} from draft where person = ${person} and subject = ${subject}`);

/** Saves over revision `after`; null when another revision stands there. */
export const saveDraft = (db: Db, person: string, subject: string, body: object, after: number) =>
	maybeOne(
		db,
		Draft,
		sql`insert into draft (person, subject, body) values (${person}, ${subject}, ${JSON.stringify(body)}::jsonb)
			on conflict (person, subject) do update
				set body = excluded.body, revision = draft.revision + 1, updated_at = now()
				where draft.revision = ${after}
			returning ${columns}`
	);

export const forgetDraft = (db: Db, person: string, subject: string) =>
	run(db, sql`delete from draft where person = ${person} and subject = ${subject}`);

/** Forgets the form of a counter or a call once what it held, known by its key, was taken in. */
export const forgetTaken = (db: Db, { person, subject }: { person: string; subject: string }, key: string) =>
	run(db, sql`delete from draft where person = ${person} and subject = ${subject} and body->>'key' = ${key}`);

export const pruneDrafts = (db: Db, days: number) =>
	run(db, sql`delete from draft where updated_at < now() - make_interval(days => ${days})`);

import { Type } from 'typebox';
import { Preferences } from '#contracts/preference.ts';
import { maybeOne, run, sql, type Db } from './sql.ts';

const Row = Type.Object({ body: Type.Partial(Preferences) });

/** What the person has chosen, and nothing else. */
export const readPreferences = async (db: Db, id: string) =>
	(await maybeOne(db, Row, sql`select body from access.preference where id = ${id}`))?.body ?? {};

/** Changes these; the others stay. */
export const savePreferences = (db: Db, id: string, changes: Partial<Preferences>) =>
	run(
		db,
		sql`insert into access.preference as p (id, body) values (${id}, ${JSON.stringify(changes)}::jsonb)
			on conflict (id) do update set body = p.body || excluded.body`
	);

import { Type } from 'typebox';
import { maybeOne, run, sql, type Db } from './sql.ts';

/** Lets an agent who passed a call on wind their part of it up. */
export const shareOut = (db: Db, call: string, person: string, to: string | null) =>
	run(
		db,
		sql`with share as (
				insert into call_share (call, person, passed_to) values (${call}::bigint, ${person}, ${to})
			)
			update agent_state set state = 'wrap_up', since = now()
			where person = ${person} and call = ${call}::bigint and state in ('on_call', 'hold')`
	);

const last = (call: string, person: string) =>
	sql`(select max(id) from call_share where call = ${call}::bigint and person = ${person})`;

/** What the call was for one who passed it on; null while they have not said, and who never had it. */
export const readShare = async (db: Db, call: string, person: string) =>
	(
		await maybeOne(
			db,
			Type.Object({ disposition: Type.Union([Type.String(), Type.Null()]) }),
			sql`select disposition from call_share where id = ${last(call, person)}`
		)
	)?.disposition ?? null;

/** Notes it; null where the disposition does not exist. */
export const disposeShare = (db: Db, call: string, person: string, disposition: string) =>
	maybeOne(
		db,
		Type.Object({ id: Type.String() }),
		sql`update call_share s set disposition = d.code, disposed_at = now()
			from disposition d where s.id = ${last(call, person)} and d.code = ${disposition} and d.active
			returning s.id::text`
	);

/** Whether the person passed this call on. */
export const passedOnBy = async (db: Db, call: string, person: string) =>
	(await maybeOne(
		db,
		Type.Object({}),
		sql`select from call_share where call = ${call}::bigint and person = ${person} limit 1`
	)) !== null;

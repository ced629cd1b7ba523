import { Type } from 'typebox';
import { Disposition } from '#contracts/telephone.ts';
import { many, maybeOne, one, sql, type Db } from './sql.ts';

/** What a call can turn out to be, in the order of the screen. */
export const readDispositions = (db: Db) =>
	many(
		db,
		Disposition,
		sql`select code, hot_key as "hotKey", names from disposition where active order by position`
	);

/** Whether somebody has said already what the call was. */
export const isDisposed = async (db: Db, call: string) =>
	(
		await one(
			db,
			Type.Object({ disposed: Type.Boolean() }),
			sql`select disposition is not null as disposed from call where id = ${call}::bigint`
		)
	).disposed;

/**
 * Notes what the call was; null where the disposition does not exist. What corrects it later does not make the wrap-up
 * longer than it was.
 */
export const dispose = (db: Db, call: string, person: string, disposition: string) =>
	maybeOne(
		db,
		Type.Object({ id: Type.String() }),
		sql`update call set disposition = d.code, disposed_by = ${person},
				disposed_at = case when call.ended_at is null then now() else coalesce(call.disposed_at, now()) end
			from disposition d where call.id = ${call}::bigint and d.code = ${disposition} and d.active
			returning call.id::text`
	);

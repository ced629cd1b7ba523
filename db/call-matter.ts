import { Type } from 'typebox';
import { maybeOne, one, run, sql, type Db } from './sql.ts';

/** Whether the person has the call, had it last, or has its callback in hand; who passed it on has not. */
export const isCallOf = async (db: Db, call: string, person: string) =>
	(
		await one(
			db,
			Type.Object({ own: Type.Boolean() }),
			sql`select exists (select from call c where c.id = ${call}::bigint and (c.agent = ${person}
				or exists (select from callback b where b.call = c.id and b.taken_by = ${person} and b.taken_until > now())))
				as own`
		)
	).own;

/** Notes what was registered in a call. The first matter of a call that has no number gives it its own. */
export async function keepMatter(
	db: Db,
	{ call, number, person }: { call: string; number: string; person: string }
): Promise<void> {
	await run(
		db,
		sql`insert into call_matter (number, call, person) values (${number}, ${call}::bigint, ${person})
			on conflict (number) do nothing`
	);
	await maybeOne(
		db,
		Type.Object({}),
		sql`update call set number = ${number} where id = ${call}::bigint and number is null returning true as named`
	);
}

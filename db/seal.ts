import { Type, type Static } from 'typebox';
import { Nullable } from '#contracts/words.ts';
import { many, maybeOne, one, raw, run, sql, type Db } from './sql.ts';

/** The act whose audit row names the rows of `event` and `audit` that it erased the words of. */
export const ERASED = 'citizen:erased';

/** Writers are not kept waiting longer than this for a seal; the next minute tries again. */
const LOCK_LIMIT_MS = 500;

/** Seals all that has been added to history and audit; gives the seal's hash, or null when nothing was added. */
export async function sealHistory(db: Db): Promise<string | null> {
	await run(db, sql`select set_config('lock_timeout', ${String(LOCK_LIMIT_MS)}, true)`);
	const { hash } = await one(
		db,
		Type.Object({ hash: Nullable(Type.String()) }),
		sql`select seal_history() as hash`
	);
	return hash;
}

const Broken = Type.Object({ chain: Type.String(), place: Type.String(), at: Type.String() });
/** A place where a chain does not hold: a number's history, a person's audit, or a seal. */
export type Broken = Static<typeof Broken>;

/**
 * Whether a row is not what was written: its hash is another than that of its digest and predecessor, its digest
 * another than that of its words; or its words were erased and no act of erasing names it. A row from before digests
 * whose words were erased is held by its place in the chain alone.
 */
function unproven(table: 'event' | 'audit') {
	const hash = raw(`${table}_hash`);
	return sql`(case
		when (entry).erased_at is null then (entry).hash <> ${hash}(before, entry)
			or (entry).digest <> detail_digest((entry).salt, (entry).detail)
			or ((entry).digest is not null and (entry).salt is null)
		else ((entry).digest is not null and (entry).hash <> ${hash}(before, entry))
			or not exists (select from audit x where x.action = ${ERASED} and x.erased_at is null
				and x.detail->${table} @> to_jsonb((entry).id))
		end)`;
}

/** The first places (at most `limit`) at which what is kept is not what was written. */
export const findBroken = (db: Db, limit: number): Promise<Broken[]> =>
	many(
		db,
		Broken,
		sql`
		select * from (
			select 'event' as chain, number || ' ' || (entry).sequence as place, (entry).at
			from (select e as entry, number, lag(hash) over chain as before, lag(sequence, 1, 0) over chain as last
				from event e window chain as (partition by number order by sequence)) as chained
			where (entry).sequence <> last + 1 or ${unproven('event')}
			union all
			select 'audit', actor || ' ' || (entry).sequence, (entry).at
			from (select a as entry, actor, lag(hash) over chain as before, lag(sequence, 1, 0) over chain as last
				from audit a window chain as (partition by actor order by sequence)) as chained
			where (entry).sequence <> last + 1 or ${unproven('audit')}
			union all
			select 'seal', (sealed).id::text, (sealed).at
			from (select s as sealed, lag(s) over (order by id) as before from seal s) as chained
			where (sealed).hash <> seal_hash(before, (sealed).event, (sealed).audit)
		) as broken order by at, chain, place limit ${limit}`
	);

const Extent = Type.Object({
	events: Type.Integer(),
	audits: Type.Integer(),
	seals: Type.Integer(),
	/** Rows that no seal covers yet. */
	unsealed: Type.Integer(),
	newest: Nullable(Type.String()),
	newestAt: Nullable(Type.String())
});
export type Extent = Static<typeof Extent>;

/** How much there is to prove, and the newest seal. */
export const sealExtent = (db: Db): Promise<Extent> =>
	one(
		db,
		Extent,
		sql`with last as (select * from seal order by id desc limit 1)
			select (select count(*)::int from event) as events, (select count(*)::int from audit) as audits,
				(select count(*)::int from seal) as seals,
				(select count(*)::int from event where id > coalesce((select event from last), 0))
					+ (select count(*)::int from audit where id > coalesce((select audit from last), 0)) as unsealed,
				(select hash from last) as newest, (select at from last) as "newestAt"`
	);

/** When the seal with this hash was made, or null: a hash noted elsewhere that is not here means a rewritten chain. */
export async function findSeal(db: Db, hash: string): Promise<string | null> {
	const found = await maybeOne(
		db,
		Type.Object({ at: Type.String() }),
		sql`select at from seal where hash = ${hash}`
	);
	return found?.at ?? null;
}

import { Type } from 'typebox';
import { AnyBulkAct, Bulk, BULK_LIMIT, BULK_UNDO_MINUTES, BulkRow } from '#contracts/bulk.ts';
import type { QueueQuery } from '#contracts/desk.ts';
import { Nullable } from '#contracts/words.ts';
import { conditions, QUEUE_COUNT_LIMIT } from './queue.ts';
import type { Viewer } from './scope.ts';
import { many, maybeOne, one, run, sql, type Db } from './sql.ts';

/** Numbers of what matches, as the list orders it, and how many match. `found`: see `readQueue`. */
export async function chosenNumbers(db: Db, query: QueueQuery, viewer: Viewer, found: string[] | null) {
	const where = conditions(query, viewer, found);
	const order = query.order === 'oldest' ? sql`s.id` : sql`s.id desc`;
	const rows = await many(
		db,
		Type.Object({ number: Type.String() }),
		sql`select s.number from submission s ${where} order by ${order} limit ${BULK_LIMIT}`
	);
	const { total } = await one(
		db,
		Type.Object({ total: Type.Integer() }),
		sql`select count(*)::int as total from (select from submission s ${where} limit ${QUEUE_COUNT_LIMIT}) counted`
	);
	return { numbers: rows.map(({ number }) => number), total };
}

/** Writes the act and its rows; null when the key is there already. */
export const insertBulk = (
	db: Db,
	bulk: { key: string; person: string; act: AnyBulkAct; numbers: string[] }
) =>
	maybeOne(
		db,
		Type.Object({ id: Type.String() }),
		sql`with made as (
				insert into bulk (key, person, act)
				values (${bulk.key}, ${bulk.person}, ${JSON.stringify(bulk.act)}::jsonb)
				on conflict (key) do nothing returning id
			), listed as (
				insert into bulk_row (bulk, position, number)
				select made.id, asked.position, asked.number
				from made, unnest(${bulk.numbers}::text[]) with ordinality as asked (number, position)
			)
			select id::text from made`
	);

/** The act that this person made under the key. */
export const bulkOfKey = (db: Db, key: string, person: string) =>
	maybeOne(
		db,
		Type.Object({ id: Type.String() }),
		sql`select id::text from bulk where key = ${key} and person = ${person}`
	);

const row = sql`b.id::text, b.act, b.state, b.made_at as "madeAt", b.done_at as "doneAt",
	case when b.state = 'done' and b.done_at > now() - make_interval(mins => ${BULK_UNDO_MINUTES})
		then b.done_at + make_interval(mins => ${BULK_UNDO_MINUTES}) end as "undoUntil",
	c.total, c.waiting, c.done, c.refused, c.undone, c.kept`;
const counted = sql`(select count(*)::int as total, count(*) filter (where r.state = 'waiting')::int as waiting,
	count(*) filter (where r.state = 'done')::int as done, count(*) filter (where r.state = 'refused')::int as refused,
	count(*) filter (where r.state = 'undone')::int as undone, count(*) filter (where r.state = 'kept')::int as kept
	from bulk_row r where r.bulk = b.id) c`;

/** The person's own of the last seven days. */
export const readBulks = (db: Db, person: string) =>
	many(
		db,
		Bulk,
		sql`select ${row} from bulk b cross join lateral ${counted}
			where b.person = ${person} and b.made_at > now() - interval '7 days' order by b.id desc limit 50`
	);

export const findBulk = (db: Db, id: string, person: string) =>
	maybeOne(
		db,
		Bulk,
		sql`select ${row} from bulk b cross join lateral ${counted} where b.id = ${id}::bigint and b.person = ${person}`
	);

export const rowsOfBulk = (db: Db, id: string) =>
	many(
		db,
		BulkRow,
		sql`select number, state, reason, holder from bulk_row where bulk = ${id}::bigint order by position`
	);

export const Taken = Type.Object({
	number: Type.String(),
	decidedAt: Nullable(Type.String()),
	heldBy: Nullable(Type.String())
});

/** Who acts, what, and whether forth or back; null when it has come to its end. */
export const unfinishedBulk = (db: Db, id: string) =>
	maybeOne(
		db,
		Type.Object({
			act: AnyBulkAct,
			person: Type.String(),
			state: Type.Union([Type.Literal('running'), Type.Literal('undoing')]),
			undoReason: Nullable(Type.String())
		}),
		sql`select act, person, state, undo_reason as "undoReason" from bulk
			where id = ${id}::bigint and state in ('running', 'undoing')`
	);

/**
 * Locks the next row that is still to be done, or undone, till the end of the transaction; one that another worker
 * has in hand is passed over. The act itself is held too: it is not turned round while a row is on its way.
 */
export const takeRow = (db: Db, id: string, state: 'running' | 'undoing') =>
	maybeOne(
		db,
		Taken,
		sql`select r.number, r.held_by as "heldBy",
				to_char(r.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "decidedAt"
			from bulk_row r join bulk b on b.id = r.bulk
			where r.bulk = ${id}::bigint and b.state = ${state} and r.state = ${state === 'running' ? 'waiting' : 'done'}
			order by r.position limit 1 for update of r skip locked for share of b`
	);

/** Who holds the submission before the act; null for nobody. */
export const noteHolder = (db: Db, id: string, number: string) =>
	run(
		db,
		sql`update bulk_row r set held_by = case when s.claimed_until > now() then s.claimed_by end
			from submission s where r.bulk = ${id}::bigint and r.number = ${number} and s.number = r.number`
	);

/** Done, on the verb's own transaction, with the decision that it made. */
export const rowDone = (db: Db, id: string, number: string) =>
	run(
		db,
		sql`update bulk_row r set state = 'done', at = now(), decided_at = s.decided_at
			from submission s where r.bulk = ${id}::bigint and r.number = ${number} and s.number = r.number`
	);

export const rowUndone = (db: Db, id: string, number: string) =>
	run(
		db,
		sql`update bulk_row set state = 'undone', at = now() where bulk = ${id}::bigint and number = ${number}`
	);

/** Refused, or kept where undoing was refused: only where nothing else has become of it. */
export const rowRefused = (
	db: Db,
	id: string,
	number: string,
	{ state, reason }: { state: 'running' | 'undoing'; reason: string }
) =>
	run(
		db,
		sql`update bulk_row r set state = ${state === 'running' ? 'refused' : 'kept'}, reason = ${reason}, at = now(),
				holder = case when ${reason === 'claimed'}
					then (select claimed_by_name from submission s where s.number = r.number) end
			where bulk = ${id}::bigint and number = ${number} and state = ${state === 'running' ? 'waiting' : 'done'}`
	);

/** Whether the decision that the act made still stands: nobody took it back and decided anew. */
export const stillDecided = async (db: Db, number: string, decidedAt: string | null) =>
	(await maybeOne(
		db,
		Type.Object({}),
		sql`select from submission where number = ${number} and decided_at = ${decidedAt}::timestamptz for update`
	)) !== null;

/** Ends the act, or its undoing, when no row is left. */
export const finishBulk = (db: Db, id: string) =>
	run(
		db,
		sql`update bulk b set
				state = case b.state when 'running' then 'done' else 'undone' end,
				done_at = coalesce(b.done_at, now()),
				undone_at = case when b.state = 'undoing' then now() end
			where b.id = ${id}::bigint and b.state in ('running', 'undoing') and not exists (select from bulk_row r
				where r.bulk = b.id and r.state = case b.state when 'running' then 'waiting' else 'done' end)`
	);

/** Turns the act round: what has not been tried is not tried any more. False when it is too late, or has been done. */
export const turnBulk = async (db: Db, id: string, person: string, reason: string) =>
	(await run(
		db,
		sql`with turned as (
				update bulk set state = 'undoing', undo_reason = ${reason}, undo_at = now()
				where id = ${id}::bigint and person = ${person} and (state = 'running'
					or state = 'done' and done_at > now() - make_interval(mins => ${BULK_UNDO_MINUTES}))
				returning id
			), stopped as (
				update bulk_row r set state = 'refused', reason = 'stopped', at = now()
				from turned where r.bulk = turned.id and r.state = 'waiting'
			)
			select from turned`
	)) > 0;

/** Acts that nobody has gone on with for so long: their job was lost with its process. */
export async function stalledBulks(db: Db, seconds: number): Promise<string[]> {
	const rows = await many(
		db,
		Type.Object({ id: Type.String() }),
		sql`select b.id::text from bulk b where b.state in ('running', 'undoing')
			and greatest(b.made_at, b.undo_at, (select max(r.at) from bulk_row r where r.bulk = b.id))
				< now() - make_interval(secs => ${seconds})
			order by b.id limit 50`
	);
	return rows.map(({ id }) => id);
}

/** What became of each stands in history and audit; the list itself is not kept for ever. */
export const pruneBulks = (db: Db, days: number) =>
	run(
		db,
		sql`delete from bulk where state in ('done', 'undone') and made_at < now() - make_interval(days => ${days})`
	);

import { Type } from 'typebox';
import type { QueueQuery } from '#contracts/desk.ts';
import { Submission } from '#contracts/submission.ts';
import { visible, type Viewer } from './scope.ts';
import { join, many, maybeOne, one, sql, type Db } from './sql.ts';

/** How far a list is counted. */
export const QUEUE_COUNT_LIMIT = 10_000;

/** A row of the queue, in the contract's names. A lease that ran out is nobody's. */
export const row = sql`s.number, s.channel, s.account, s.state, s.received_at as "receivedAt", s.sender,
	s.sender_name as "senderName", s.subject,
	left(regexp_replace(left(s.text, 600), '\\s+', ' ', 'g'), 240) as excerpt, s.language,
	s.matter->>'district' as district, s.matter->>'category' as category, s.attachments,
	s.flags || case when exists (select from question q where q.number = s.number and q.answered_at is null)
		then '{asked}' else '{}' end::text[] || case when s.sensitive then '{sensitive}' else '{}' end::text[] as flags,
	case when s.claimed_until > now() then s.claimed_by end as "claimedBy",
	case when s.claimed_until > now() then s.claimed_by_name end as "claimedByName",
	case when s.claimed_until > now() then s.claimed_until end as "claimedUntil", s.grievance`;

/** What the filters ask, and that the viewer may see it. `found`: see `readQueue`. */
export function conditions(query: QueueQuery, viewer: Viewer, found: string[] | null) {
	const all = [
		visible(viewer, 's'),
		query.state ? sql`s.state = ${query.state}` : null,
		query.channel ? sql`s.channel = ${query.channel}` : null,
		query.language ? sql`s.language = ${query.language}` : null,
		query.district ? sql`s.matter->>'district' = ${query.district}` : null,
		query.flag === 'asked'
			? sql`s.number in (select number from question where answered_at is null)`
			: query.flag
				? sql`${query.flag} = any(s.flags)`
				: null,
		query.claim === 'mine' ? sql`s.claimed_by = ${viewer.id} and s.claimed_until > now()` : null,
		query.claim === 'others' ? sql`s.claimed_by <> ${viewer.id} and s.claimed_until > now()` : null,
		query.claim === 'free'
			? sql`s.state = 'waiting' and (s.claimed_until is null or s.claimed_until < now())`
			: null,
		found ? sql`s.id = any(${found}::bigint[])` : null
	].filter((condition) => condition !== null);
	return sql`where ${join(all, ' and ')}`;
}

const Cursor = Type.Object({ cursor: Type.String() });

/**
 * A page of the queue. The sequence is read first: a change in between is told again, never missed.
 * `found`: the ids that the query's words led to, where it has any.
 */
export async function readQueue(db: Db, query: QueueQuery, viewer: Viewer, found: string[] | null = null) {
	const { sequence } = await lastSequence(db);
	const where = conditions(query, viewer, found);
	const oldest = query.order === 'oldest';
	const after = query.after && /^\d+$/.test(query.after) ? query.after : null;
	const beyond = after ? (oldest ? sql`s.id > ${after}` : sql`s.id < ${after}`) : null;
	const paged = beyond ? sql`${where} and ${beyond}` : where;
	const limit = query.limit ?? 100;
	const rows = await many(
		db,
		Type.Intersect([Submission, Cursor]),
		sql`select ${row}, s.id::text as cursor from submission s ${paged}
			order by ${oldest ? sql`s.id asc` : sql`s.id desc`} limit ${limit}`
	);
	const { total } = await one(
		db,
		Type.Object({ total: Type.Integer() }),
		sql`select count(*)::int as total from (select from submission s ${where} limit ${QUEUE_COUNT_LIMIT}) counted`
	);
	const next = rows.length === limit ? rows.at(-1)!.cursor : null;
	return { rows, next, sequence, total };
}

/** Rows of these numbers, for live updates. */
export const readRows = (db: Db, viewer: Viewer, numbers: string[]) =>
	many(
		db,
		Submission,
		sql`select ${row} from submission s where s.number = any(${numbers}::bpchar[]) and ${visible(viewer, 's')}`
	);

export const readRow = (db: Db, viewer: Viewer, number: string) =>
	maybeOne(
		db,
		Submission,
		sql`select ${row} from submission s where s.number = ${number} and ${visible(viewer, 's')}`
	);

/** Sequence of the last change that this snapshot can see. */
export const lastSequence = (db: Db) =>
	one(
		db,
		Type.Object({ sequence: Type.Integer() }),
		sql`select coalesce(max(sequence), 0)::int as sequence from change`
	);

/** Ids of the queue's rows in their order, at most `limit`. `found`: see `readQueue`. */
export async function queueIds(
	db: Db,
	query: QueueQuery,
	viewer: Viewer,
	{ found, limit }: { found: string[] | null; limit: number }
): Promise<string[]> {
	const rows = await many(
		db,
		Type.Object({ id: Type.String() }),
		sql`select s.id::text from submission s ${conditions(query, viewer, found)}
			order by ${query.order === 'oldest' ? sql`s.id asc` : sql`s.id desc`} limit ${limit}`
	);
	return rows.map(({ id }) => id);
}

import { Type, type Static } from 'typebox';
import { Parked } from '#contracts/parked.ts';
import { visibleDelivery, type Viewer } from './scope.ts';
import { empty, many, maybeOne, run, sql, type Db } from './sql.ts';

const PAGE = 100;
const EXCERPT_BYTES = 200;
/** Reads bytes as text for people: what is not UTF-8 is shown as Latin-1. */
const shown = (buffer: Buffer) => {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(buffer);
	} catch {
		return buffer.toString('latin1');
	}
};

const Raw = Type.Intersect([Type.Omit(Parked, ['excerpt']), Type.Object({ start: Type.Unsafe<Buffer>({}) })]);
const columns = sql`d.id::text, d.account, d.channel, coalesce(d.reason, 'unknown') as reason, d.detail,
	d.received_at as "receivedAt", d.attempts, coalesce(octet_length(d.body), b.size, 0)::int as size, d.number,
	substr(coalesce(d.body, b.content, ''), 1, ${EXCERPT_BYTES}) as start`;

const rowOf = ({ start, ...rest }: Static<typeof Raw>) => ({ ...rest, excerpt: shown(start) });

/** A page of what is set aside, newest first. */
export async function readParked(
	db: Db,
	viewer: Viewer,
	{ reason, after }: { reason?: string; after?: string }
) {
	const rows = await many(
		db,
		Raw,
		sql`select ${columns} from delivery d left join blob b on b.sha256 = d.blob
			where d.state = 'parked' and ${visibleDelivery(viewer)} ${reason ? sql`and d.reason = ${reason}` : empty}
				${after && /^\d+$/.test(after) ? sql`and d.id < ${after}` : empty}
			order by d.id desc limit ${PAGE}`
	);
	return { rows: rows.map(rowOf), next: rows.length === PAGE ? rows.at(-1)!.id : null };
}

export const countParked = (db: Db, viewer: Viewer) =>
	many(
		db,
		Type.Object({ reason: Type.String(), count: Type.Integer() }),
		sql`select coalesce(reason, 'unknown') as reason, count(*)::int as count from delivery d
			where state = 'parked' and ${visibleDelivery(viewer)}
			group by 1 order by 2 desc`
	);

/** One of them with its headers and bytes. */
export async function findParked(db: Db, viewer: Viewer, id: string) {
	const row = await maybeOne(
		db,
		Type.Intersect([
			Raw,
			Type.Object({
				method: Type.String(),
				url: Type.String(),
				headers: Type.Record(Type.String(), Type.String()),
				raw: Type.Unsafe<Buffer>({})
			})
		]),
		sql`select ${columns}, d.method, d.url, d.headers, coalesce(d.body, b.content, '') as raw
			from delivery d left join blob b on b.sha256 = d.blob where d.id = ${id} and d.state in ('parked', 'settled')
				and ${visibleDelivery(viewer)}`
	);
	if (!row) return null;
	const { method, url, headers, raw, start, ...rest } = row;
	return { parked: rowOf({ ...rest, start }), method, url, headers, raw, text: shown };
}

/** Hands it to the readers again; what had no number gets one. False when it is not parked any more. */
export const unparkDelivery = async (db: Db, viewer: Viewer, id: string): Promise<boolean> =>
	(await run(
		db,
		sql`update delivery d set state = 'received', reason = null,
				number = case when kind = 'message' then coalesce(number, next_number()) end
			where id = ${id} and state = 'parked' and ${visibleDelivery(viewer)}`
	)) > 0;

export const settleDelivery = async (db: Db, viewer: Viewer, id: string): Promise<boolean> =>
	(await run(
		db,
		sql`update delivery d set state = 'settled' where id = ${id} and state = 'parked' and ${visibleDelivery(viewer)}`
	)) > 0;

/** Jobs that failed for good. */
export const deadJobs = (db: Db, queues: readonly string[]) =>
	many(
		db,
		Type.Object({ id: Type.String(), queue: Type.String(), failedAt: Type.String(), error: Type.String() }),
		sql`select j.id::text, coalesce(j.source_name, 'unknown') as queue, j.created_on as "failedAt",
				left(coalesce(j.source_output->>'message', j.source_output::text, ''), 500) as error
			from pgboss.job j where j.name = any(${[...queues]}::text[]) and j.state in ('created', 'retry') order by j.created_on desc limit 100`
	);

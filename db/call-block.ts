import { Type } from 'typebox';
import { Nuisance } from '#contracts/supervise.ts';
import { many, maybeOne, run, sql, type Db } from './sql.ts';
import { transcriptOf } from './transcript.ts';

/** Calls of so many days count. */
const COUNTED_DAYS = 30;
const NUISANCE_LIMIT = 200;
const RECORDINGS_LIMIT = 5;

/** Whether this number is kept out now. */
export const isBlocked = async (db: Db, phone: string) =>
	(await maybeOne(
		db,
		Type.Object({}),
		sql`select from call_block where phone = ${phone} and ended_at is null and until > now()`
	)) !== null;

/** Keeps a number out; null when it is already. Runs in a transaction. */
export async function block(
	db: Db,
	{ phone, reason, days, person }: { phone: string; reason: string; days: number; person: string }
) {
	// What ran out by itself makes room.
	await run(
		db,
		sql`update call_block set ended_at = until, ended_by = made_by
			where phone = ${phone} and ended_at is null and until <= now()`
	);
	return maybeOne(
		db,
		Type.Object({ id: Type.String() }),
		sql`insert into call_block (phone, reason, until, made_by)
			values (${phone}, ${reason}, now() + make_interval(days => ${days}::int), ${person})
			on conflict (phone) where ended_at is null do nothing
			returning id::text`
	);
}

/** Lets a number in again; null when it was not kept out. */
export const unblock = (db: Db, id: string, person: string) =>
	maybeOne(
		db,
		Type.Object({ id: Type.String() }),
		sql`update call_block set ended_at = now(), ended_by = ${person}
			where id = ${id}::bigint and ended_at is null returning id::text`
	);

const instant = sql`'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** Numbers whose calls were abusive or silent, and those that are kept out; the worst first. */
export const readNuisance = (db: Db) =>
	many(
		db,
		Nuisance,
		sql`with counted as (
				select from_address as phone, count(*)::int as calls,
					count(*) filter (where disposition = 'abusive')::int as abusive,
					count(*) filter (where disposition = 'silent')::int as silent, max(started_at) as last_at
				from call where direction = 'in' and from_address is not null
					and started_at > now() - make_interval(days => ${COUNTED_DAYS})
				group by from_address
			), listed as (
				select phone from counted where abusive + silent > 0
				union select phone from call_block where phone is not null and ended_at is null and until > now()
			), shown as (
				select listed.phone, coalesce(calls, 0) as calls, coalesce(abusive, 0) as abusive,
					coalesce(silent, 0) as silent, last_at as "lastAt",
					coalesce((select jsonb_agg(jsonb_build_object('id', r.id::text, 'at',
							to_char(r.at at time zone 'UTC', ${instant}), 'duration_s', r.duration_s,
							'transcript', r.transcript) order by r.at desc)
						from (select r.id, c.started_at as at, r.duration_s, ${transcriptOf('r')} as transcript from recording r join call c on c.id = r.call
							where c.from_address = listed.phone and c.disposition in ('abusive', 'silent') and r.state = 'stored'
							order by c.started_at desc limit ${RECORDINGS_LIMIT}) r), '[]') as recordings,
					(select jsonb_build_object('id', b.id::text, 'reason', b.reason, 'until',
							to_char(b.until at time zone 'UTC', ${instant}), 'madeBy', u.name, 'madeAt',
							to_char(b.made_at at time zone 'UTC', ${instant}))
						from call_block b left join access."user" u on u.id = b.made_by
						where b.phone = listed.phone and b.ended_at is null and b.until > now()) as block
				from listed left join counted using (phone)
			)
			select * from shown order by block is null, abusive desc, silent desc, phone limit ${NUISANCE_LIMIT}`
	);

/** A recording of a call that was abusive or silent: only of such ones a supervisor hears more than the case. */
export const nuisanceRecording = (db: Db, id: string) =>
	maybeOne(
		db,
		Type.Object({ call: Type.String(), blob: Type.String(), mediaType: Type.String() }),
		sql`select c.id::text as call, r.blob, coalesce(r.media_type, 'audio/wav') as "mediaType"
			from recording r join call c on c.id = r.call
			where r.id = ${id}::bigint and r.state = 'stored' and c.disposition in ('abusive', 'silent')`
	);

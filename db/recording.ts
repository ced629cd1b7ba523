import { Type, type Static } from 'typebox';
import { maybeOne, one, run, sql, type Db } from './sql.ts';

const State = Type.Union([Type.Literal('pending'), Type.Literal('stored'), Type.Literal('failed')]);

/** Notes that a call has a recording, once; a second word of it only adds its length. */
export const keepRecording = (
	db: Db,
	recording: { account: string; call: string; externalId: string; url: string; duration?: number }
) =>
	one(
		db,
		Type.Object({ id: Type.String(), state: State }),
		sql`insert into recording (account, external_id, call, url, duration_s)
			values (${recording.account}, ${recording.externalId}, ${recording.call}::bigint, ${recording.url},
				${recording.duration ?? null}::real)
			on conflict (account, external_id) do update
				set duration_s = coalesce(excluded.duration_s, recording.duration_s)
			returning id::text, state`
	);

export const PendingRecording = Type.Object({
	id: Type.String(),
	account: Type.String(),
	externalId: Type.String(),
	url: Type.String(),
	number: Type.Union([Type.String(), Type.Null()])
});
export type PendingRecording = Static<typeof PendingRecording>;

/** A recording that has not been fetched, with the number that its call got; null when there is nothing to do. */
export const pendingRecording = (db: Db, id: string) =>
	maybeOne(
		db,
		PendingRecording,
		sql`update recording r set attempts = r.attempts + 1 from call c
			where r.id = ${id}::bigint and r.state = 'pending' and c.id = r.call
			returning r.id::text, r.account, r.external_id as "externalId", r.url, c.number`
	);

/** The recording is ours: its bytes lie under `blob`. */
export const recordingStored = (
	db: Db,
	id: string,
	{ blob, size, mediaType }: { blob: string; size: number; mediaType: string }
) =>
	run(
		db,
		sql`update recording set state = 'stored', blob = ${blob}, size = ${size}, media_type = ${mediaType}, reason = null
			where id = ${id}::bigint and state <> 'stored'`
	);

/** The recording that was made at this turn of the call, as far as it is known. */
export const readTake = (db: Db, call: string, turn: number) =>
	maybeOne(
		db,
		Type.Object({ id: Type.String(), state: State }),
		sql`select id::text, state from recording
			where call = ${call}::bigint and created_at >= (
				select min(created_at) from call_reply where call = ${call}::bigint and turn = ${turn})
			order by id desc limit 1`
	);

/** Where a recording lies whose caller is still on the line. */
export const playableRecording = (db: Db, id: string) =>
	maybeOne(
		db,
		Type.Object({ blob: Type.String(), mediaType: Type.String() }),
		sql`select r.blob, r.media_type as "mediaType" from recording r join call c on c.id = r.call
			where r.id = ${id}::bigint and r.state = 'stored' and c.stage <> 'ended'`
	);

/** The recording cannot be had; says why. */
export const recordingFailed = (db: Db, id: string, reason: string) =>
	run(
		db,
		sql`update recording set state = 'failed', reason = ${reason} where id = ${id}::bigint and state = 'pending'`
	);

/** Brings a call's recordings into its submission; does nothing while that is still to be read, which does it then. */
export const attachRecordings = (db: Db, number: string) =>
	run(db, sql`select attach_recordings(${number}::char(10))`);

import { Type, type Static } from 'typebox';
import { Nullable } from '#contracts/words.ts';
import { visible, type Viewer } from './scope.ts';
import { maybeOne, run, sql, type Db } from './sql.ts';

const Pending = Type.Object({
	id: Type.String(),
	account: Type.String(),
	number: Type.String(),
	url: Type.String()
});
export type Pending = Static<typeof Pending>;

/** A file still to be fetched, or null when it is here or has failed. */
export const pendingAttachment = (db: Db, id: string) =>
	maybeOne(
		db,
		Pending,
		sql`select a.id::text, s.account, s.number, a.source_url as url from attachment a
			join submission s on s.id = a.submission
			where a.id = ${id} and a.state = 'pending' and a.source_url is not null`
	);

export const attachmentStored = (db: Db, id: string, blob: string, size: number, mediaType: string) =>
	run(
		db,
		sql`with stored as (
				update attachment set state = 'stored', blob = ${blob}, size = ${size}, media_type = ${mediaType}, reason = null
				where id = ${id} returning submission
			)
			select tell('submission:changed', s.number, s.channel)
			from submission s join stored on stored.submission = s.id`
	);

export const attachmentFailed = (db: Db, id: string, reason: string) =>
	run(
		db,
		sql`update attachment set state = 'failed', reason = ${reason} where id = ${id} and state = 'pending'`
	);

/** A file for the desk, without its bytes. */
export const findAttachment = (db: Db, viewer: Viewer, id: string) =>
	maybeOne(
		db,
		Type.Object({
			name: Type.String(),
			mediaType: Type.String(),
			blob: Nullable(Type.String()),
			number: Type.String()
		}),
		sql`select a.name, a.media_type as "mediaType", a.blob, s.number from attachment a
			join submission s on s.id = a.submission where a.id = ${id} and ${visible(viewer, 's')}`
	);

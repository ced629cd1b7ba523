import { Type } from 'typebox';
import type { Transcript } from '#contracts/transcript.ts';
import { Language, Nullable } from '#contracts/words.ts';
import { maybeOne, raw, sql, type Db } from './sql.ts';

const instant = sql`'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** What was heard in a recording, as one value; null where nothing was. */
export const transcriptOf = (alias: 'r') => {
	const of = (column: string) => raw(`${alias}.${column}`);
	return sql`case when ${of('transcript')} is not null then jsonb_build_object('text', ${of('transcript')},
		'language', ${of('transcript_language')}, 'model', ${of('transcript_model')},
		'at', to_char(${of('transcribed_at')} at time zone 'UTC', ${instant})) end`;
};

/** A recording of ours that no machine has listened to yet; null when there is nothing to do. */
export const untranscribed = (db: Db, id: string) =>
	maybeOne(
		db,
		Type.Object({
			blob: Type.String(),
			mediaType: Type.String(),
			size: Type.Integer(),
			duration_s: Nullable(Type.Number()),
			language: Language,
			/** Its submission has a number and is not read yet. */
			early: Type.Boolean()
		}),
		sql`select r.blob, coalesce(r.media_type, 'audio/wav') as "mediaType", r.size, r.duration_s, c.language,
				c.number is not null and r.attachment is null as early
			from recording r join call c on c.id = r.call
			where r.id = ${id}::bigint and r.state = 'stored' and r.transcribed_at is null`
	);

/**
 * Keeps what was heard in these bytes, unless they were erased or heard before, and tells the desk; gives the number of
 * the submission that has the recording, or null of one that none has.
 */
export const keepTranscript = (
	db: Db,
	id: string,
	{ blob, text, language, model }: Pick<Transcript, 'text' | 'language' | 'model'> & { blob: string }
) =>
	maybeOne(
		db,
		Type.Object({ number: Nullable(Type.String()) }),
		sql`with heard as (
				update recording set transcript = ${text}, transcript_language = ${language}, transcript_model = ${model},
					transcribed_at = now()
				where id = ${id}::bigint and state = 'stored' and blob = ${blob} and transcribed_at is null
				returning attachment
			), told as (
				select s.number, tell('submission:changed', s.number, s.channel)
				from heard join attachment a on a.id = heard.attachment join submission s on s.id = a.submission
			)
			select (select number from told) as number from heard`
	);

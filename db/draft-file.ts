import { Type, type Static } from 'typebox';
import { DraftFile } from '#contracts/draft-file.ts';
import { many, maybeOne, run, sql, type Db } from './sql.ts';

const columns = sql`id::text, name, media_type as "mediaType", size`;
const Kept = Type.Intersect([DraftFile, Type.Object({ blob: Type.String() })]);
export type KeptFile = Static<typeof Kept>;

/** Whose form, and which. */
export interface Of {
	person: string;
	subject: string;
}

export const draftFilesOf = (db: Db, { person, subject }: Of) =>
	many(
		db,
		DraftFile,
		sql`select ${columns} from draft_file where person = ${person} and subject = ${subject} order by id`
	);

/** Keeps a stored file with the form; null when it has `limit` already. */
export const addDraftFile = (db: Db, { person, subject }: Of, file: Omit<KeptFile, 'id'>, limit: number) =>
	maybeOne(
		db,
		DraftFile,
		sql`insert into draft_file (person, subject, blob, name, media_type, size)
			select ${person}, ${subject}, ${file.blob}, ${file.name}, ${file.mediaType}, ${file.size}
			where (select count(*) from draft_file where person = ${person} and subject = ${subject}) < ${limit}
			returning ${columns}`
	);

export const findDraftFile = (db: Db, { person, subject }: Of, id: string) =>
	maybeOne(
		db,
		Kept,
		sql`select ${columns}, blob from draft_file where person = ${person} and subject = ${subject} and id = ${id}`
	);

export const removeDraftFile = (db: Db, { person, subject }: Of, id: string) =>
	run(db, sql`delete from draft_file where person = ${person} and subject = ${subject} and id = ${id}`);

/** Those of the ids that are the form's, locked in the order in which they came. */
export const lockDraftFiles = (db: Db, { person, subject }: Of, ids: string[]) =>
	many(
		db,
		Kept,
		sql`select ${columns}, blob from draft_file
			where person = ${person} and subject = ${subject} and id = any(${ids}::bigint[]) order by id for update`
	);

export const forgetDraftFiles = (db: Db, { person, subject }: Of, ids: string[]) =>
	run(
		db,
		sql`delete from draft_file where person = ${person} and subject = ${subject} and id = any(${ids}::bigint[])`
	);

/** Makes the form's files the submission's, behind those that it came with. */
export const attachDraftFiles = (db: Db, number: string, ids: string[]) =>
	run(
		db,
		sql`with target as (
				update submission set attachments = attachments + ${ids.length} where number = ${number} returning id
			), taken as (
				delete from draft_file where id = any(${ids}::bigint[]) returning *
			)
			insert into attachment (submission, position, name, media_type, size, blob, state)
			select target.id, coalesce((select max(position) from attachment where submission = target.id), -1)
					+ row_number() over (order by taken.id), taken.name, taken.media_type, taken.size, taken.blob, 'stored'
			from target, taken`
	);

/** Forgets files of forms of which nothing else was ever kept, or is any more. */
export const pruneDraftFiles = (db: Db, hours: number) =>
	run(
		db,
		sql`delete from draft_file f where created_at < now() - make_interval(hours => ${hours})
			and not exists (select from draft d where d.person = f.person and d.subject = f.subject)`
	);

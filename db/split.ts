import { Type } from 'typebox';
import { Nullable } from '#contracts/words.ts';
import { many, maybeOne, one, sql, type Db } from './sql.ts';

const Text = Nullable(Type.String());
const Language = Nullable(Type.Union([Type.Literal('pa'), Type.Literal('hi'), Type.Literal('en')]));

/** Where a submission came from: what is needed to tell its sender something. */
export const originOf = (db: Db, number: string) =>
	one(
		db,
		Type.Object({
			number: Type.String(),
			channel: Type.String(),
			account: Type.String(),
			receivedAt: Type.String(),
			sender: Text,
			senderName: Text,
			recipient: Text,
			subject: Text,
			language: Language,
			flags: Type.Array(Type.String()),
			messageId: Text
		}),
		sql`select number, channel, account, received_at as "receivedAt", sender, sender_name as "senderName", recipient,
				subject, answer_language(submission) as language, flags, message_id as "messageId"
			from submission where number = ${number}`
	);

/** The numbers that the same press of the button has made already, or null. */
export const splitBefore = (db: Db, number: string, key: string) =>
	maybeOne(
		db,
		Type.Object({ parts: Type.Array(Type.String()) }),
		sql`select detail->'parts' as parts from event
			where number = ${number} and type = 'submission:split' and detail->>'key' = ${key}`
	);

export interface NewPart {
	number: string;
	subject: string | null;
	text: string;
	language: string | null;
}

/**
 * Further submissions out of one: channel, sender, citizen, place and files are the original's, which they answer. They
 * have no delivery of their own, and keep the time of the original, so that nobody waits longer for being divided.
 */
export const insertParts = (db: Db, original: string, parts: NewPart[]) =>
	many(
		db,
		Type.Object({ id: Type.String(), number: Type.String() }),
		sql`insert into submission (number, channel, account, received_at, sent_at, sender, sender_name, recipient, subject,
				text, language, matter, automatic, flags, answers, citizen, attachments)
			select x.number, s.channel, s.account, s.received_at, s.sent_at, s.sender, s.sender_name, s.recipient, x.subject,
				x.text, x.language, s.matter - 'category' - 'department', s.automatic,
				array(select flag from unnest(s.flags) flag where flag not in ('partial', 'maybe_part', 'oversized')),
				s.number, s.citizen, s.attachments
			from submission s, jsonb_to_recordset(${JSON.stringify(parts.map((part, position) => ({ ...part, position })))}::jsonb)
				as x (number char(10), subject text, text text, language text, position int)
			where s.number = ${original} order by x.position
			returning id::text, number`
	);

/** The original's files, at each of the parts; gives those that are still to be fetched. */
export const copyAttachments = (db: Db, original: string, parts: string[]) =>
	many(
		db,
		Type.Object({ id: Type.String(), state: Type.String() }),
		sql`insert into attachment (submission, position, name, media_type, size, blob, source_url, state, reason, duration_s,
				content_id)
			select p.number, a.position, a.name, a.media_type, a.size, a.blob, a.source_url, a.state, a.reason, a.duration_s,
				a.content_id
			from attachment a join submission s on s.id = a.submission, unnest(${parts}::bigint[]) as p (number)
			where s.number = ${original} order by p.number, a.position
			returning id::text, state`
	);

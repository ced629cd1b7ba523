import { Type } from 'typebox';
import { Nullable } from '#contracts/words.ts';
import { Attachment, Event, Matter, Notice, Related, Submission } from '#contracts/submission.ts';
import { many, maybeOne, sql, type Db } from './sql.ts';
import { row } from './queue.ts';
import { visible, type Viewer } from './scope.ts';
import { transcriptOf } from './transcript.ts';

const Text = Nullable(Type.String());

const More = Type.Object({
	id: Type.String(),
	text: Type.String(),
	html: Type.Boolean(),
	recipient: Text,
	sentAt: Text,
	automatic: Text,
	matter: Matter,
	answers: Text,
	citizen: Text
});

/** The submission as the desk shows it, without what hangs on it. */
export const findDetail = (db: Db, viewer: Viewer, number: string) =>
	maybeOne(
		db,
		Type.Intersect([Submission, More]),
		sql`select ${row}, s.id::text, s.text, s.html is not null as html, s.recipient, s.sent_at as "sentAt", s.automatic,
			s.matter, s.answers, s.citizen::text from submission s where s.number = ${number} and ${visible(viewer, 's')}`
	);

export const findHtml = (db: Db, viewer: Viewer, number: string) =>
	maybeOne(
		db,
		Type.Object({ html: Text }),
		sql`select html from submission s where s.number = ${number} and ${visible(viewer, 's')}`
	);

export const attachmentsOf = (db: Db, submission: string) =>
	many(
		db,
		Attachment,
		sql`select id::text, name, media_type as "mediaType", size, state, reason, duration_s as duration,
			content_id as "contentId", (select ${transcriptOf('r')} from recording r where r.attachment = a.id) as transcript
			from attachment a where submission = ${submission} order by position`
	);

export const eventsOf = (db: Db, number: string) =>
	many(
		db,
		Event,
		sql`select id::text, type, at, actor, actor_name as "actorName", detail from event
			where number = ${number} order by sequence`
	);

/** What citizens were told of it; what is to be said by telephone stands among what agents say there. */
export const noticesOf = (db: Db, number: string) =>
	many(
		db,
		Notice,
		sql`select id::text, template, case channel when 'voice' then 'phone' else channel end as channel, recipient, body,
				state, created_at as "createdAt", sent_at as "sentAt", error
			from notice where number = ${number} order by id`
	);

/** Other matters: what it answers or is answered by, the citizen's, the same sender's. */
export const relatedOf = (
	db: Db,
	viewer: Viewer,
	{
		number,
		answers,
		citizen,
		sender
	}: { number: string; answers: string | null; citizen: string | null; sender: string | null }
) =>
	many(
		db,
		Related,
		sql`select distinct on (s.id) s.number, s.channel, s.state, s.received_at as "receivedAt",
				left(regexp_replace(left(s.text, 300), '\\s+', ' ', 'g'), 120) as excerpt, s.grievance,
				case when s.number = ${answers} or s.answers = ${number} then 'thread'
					when s.citizen = ${citizen}::bigint then 'citizen' else 'sender' end as relation
			from submission s where s.number <> ${number} and ${visible(viewer, 's')}
				and (s.number = ${answers} or s.answers = ${number} or s.citizen = ${citizen}::bigint or s.sender = ${sender})
			order by s.id desc limit 20`
	);

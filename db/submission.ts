import { Type, type Static } from 'typebox';
import { Language, Nullable } from '#contracts/words.ts';
import { many, run, sql, type Db } from './sql.ts';

/** A submission to be put into the queue. Texts are clean already. */
export interface NewSubmission {
	number: string;
	delivery: string;
	channel: string;
	account: string;
	receivedAt: string;
	sentAt: string | null;
	sender: string | null;
	senderName: string | null;
	recipient: string | null;
	subject: string | null;
	text: string;
	html: string | null;
	language: Language | null;
	matter: object;
	automatic: string | null;
	flags: string[];
	messageId: string | null;
	/** Message-IDs that this one answers or follows. */
	references: string[];
	/** What it is found by. */
	words: string[];
	attachments: NewAttachment[];
}
export interface NewAttachment {
	name: string;
	mediaType: string;
	size: number | null;
	blob: string | null;
	sourceUrl: string | null;
	state: 'stored' | 'pending';
	contentId: string | null;
}

const Inserted = Type.Object({
	id: Type.String(),
	number: Type.String(),
	answers: Type.Union([Type.String(), Type.Null()]),
	/** In which the sender is told its number. */
	language: Nullable(Language),
	/** True where any sender rule is in force: asked here, so that a batch without rules costs no statement more. */
	ruled: Type.Boolean(),
	/** True where any question to a citizen is open. */
	asked: Type.Boolean()
});
export type Inserted = Static<typeof Inserted>;

/**
 * Puts submissions into the queue in one statement. The citizen is filled in where exactly one is known by the
 * sender's address; `answers` where the mail refers to one of ours.
 */
export const insertSubmissions = (db: Db, rows: NewSubmission[]) =>
	many(
		db,
		Inserted,
		sql`
		with arriving as (
			select * from jsonb_to_recordset(${JSON.stringify(
				rows.map(({ attachments, references, ...row }) => ({
					...row,
					refs: references,
					attached: attachments.length
				}))
			)}::jsonb) as x (number char(10), delivery bigint, channel text, account text, "receivedAt" timestamptz,
				"sentAt" timestamptz, sender text, "senderName" text, recipient text, subject text, text text, html text,
				language text, matter jsonb, automatic text, flags text[], "messageId" text, refs text[], attached int,
				words text[])
		), added as (
		insert into submission (number, delivery, channel, account, received_at, read_at, sent_at, sender, sender_name,
			recipient, subject, text, html, language, matter, automatic, flags, message_id, answers, citizen, attachments)
		select x.number, x.delivery, x.channel, x.account, x."receivedAt", clock_timestamp(), x."sentAt", x.sender,
			x."senderName", x.recipient, x.subject, x.text, x.html, x.language, x.matter, x.automatic,
			x.flags, x."messageId",
			case when x.refs <> '{}' then coalesce(
				(select s.number from submission s where s.message_id = any(x.refs) order by s.id limit 1),
				(select n.number from notice n where n.account = x.account and n.provider_id = any(x.refs) limit 1)) end,
			case when x.sender is not null then
				(select case when count(*) = 1 then min(c.citizen) end from citizen_contact c where c.value = x.sender) end,
			x.attached
		from arriving x
		order by x.delivery
		on conflict do nothing
		returning id, number, answers, matter, submission as added,
			coalesce((select c.language from citizen c where c.id = submission.citizen), language) as language
		), sought as (
			insert into search (submission, number, words, facets)
			select a.id, a.number, search_words(a.id, x.words), search_facets(a.added, a.matter->>'category')
			from added a join arriving x on x.number = a.number
		)
		select id::text, number, answers, language, exists (select from sender_rule where ended_at is null) as ruled,
			exists (select from question where answered_at is null) as asked from added order by id`
	);

/** Joins mails to those that they answer and that were read in the same batch or at the same time. As `continueTexts`. */
export const joinThreads = (db: Db, mails: { number: string; references: string[] }[]) =>
	run(
		db,
		sql`
		update submission s set answers = found.number
		from (select distinct on (a.number) a.number as later, o.number
			from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) as x (number char(10), "references" text[])
			join submission a on a.number = x.number
			join submission o on o.message_id = any(x.references) and o.delivery < a.delivery
			order by a.number, o.delivery) found
		where s.number = found.later and s.answers is null`
	);

/**
 * Joins each SMS to the one that it seems to continue: of the same minute, its last place filled to the end. Gives
 * those of `numbers` whose sender is told a number by another of the pieces. To be called after the insert, whose
 * lock lets it see all that came before, in whatever order and batches the pieces were read.
 */
export async function continueTexts(db: Db, numbers: string[]): Promise<string[]> {
	const rows = await many(
		db,
		Type.Object({ number: Type.String() }),
		sql`
		with batch as (
			select * from submission where number = any(${numbers}::bpchar[]) and channel = 'sms' and sender is not null
		), pair as (
			select l.number as later, e.number as earlier, e.delivery from batch l
			join submission e on e.sender = l.sender and e.recipient = l.recipient and e.channel = 'sms'
				and 'maybe_part' = any(e.flags) and e.delivery < l.delivery
				and e.received_at > l.received_at - interval '1 minute'
			union
			select l.number, e.number, e.delivery from batch e
			join submission l on l.sender = e.sender and l.recipient = e.recipient and l.channel = 'sms'
				and l.delivery > e.delivery and l.received_at < e.received_at + interval '1 minute'
			where 'maybe_part' = any(e.flags)
		), continued as (
			update submission s set answers = p.earlier
			from (select distinct on (later) later, earlier from pair order by later, delivery desc) p
			where s.number = p.later and s.answers is null
		)
		select distinct case when later = any(${numbers}::bpchar[]) then later else earlier end as number from pair`
	);
	return rows.map(({ number }) => number);
}

/** Attaches files to the submissions of the same batch. */
export const insertAttachments = (
	db: Db,
	rows: (NewAttachment & { submission: string; position: number })[]
) =>
	many(
		db,
		Type.Object({ id: Type.String(), state: Type.String() }),
		sql`
		insert into attachment (submission, position, name, media_type, size, blob, source_url, state, content_id)
		select submission, position, name, "mediaType", size, blob, "sourceUrl", state, "contentId"
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (submission bigint, position int, name text,
			"mediaType" text, size int, blob text, "sourceUrl" text, state text, "contentId" text)
		returning id::text, state`
	);

/** The first row of each history: that it came, and how. */
export const insertReceivedEvents = (db: Db, numbers: string[]) =>
	run(
		db,
		sql`insert into event (number, type, detail)
			select s.number, 'submission:received', jsonb_build_object('channel', s.channel, 'account', s.account)
			from submission s where s.number = any(${numbers}::bpchar[]) order by s.id`
	);

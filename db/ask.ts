import { Type } from 'typebox';
import { many, one, run, sql, type Db } from './sql.ts';

/** Notes that the sender of the submission was asked; until they answer it shows the flag `asked`. */
export const insertQuestion = (db: Db, number: string, question: string) =>
	run(
		db,
		sql`with noted as (
				insert into question (number, channel, sender, recipient, question)
				select number, channel, sender, recipient, ${question} from submission where number = ${number}
			)
			select tell('submission:changed', number, channel) from submission where number = ${number}`
	);

/** How many questions have gone out for this submission. */
export const countAsked = (db: Db, number: string) =>
	one(
		db,
		Type.Object({ count: Type.Integer() }),
		sql`select count(*)::int as count from question where number = ${number}`
	);

/** They have answered by themselves: the mark of the question goes. */
export const closeQuestion = (db: Db, number: string) =>
	run(
		db,
		sql`with answered as (
				update question set answered_at = now() where number = ${number} and answered_at is null returning number
			)
			select tell('submission:changed', s.number, s.channel) from submission s
				where s.number in (select number from answered)`
	);

/** Cases of this telephone that wait for what it was asked by SMS lately, the one asked last first. */
export const awaitedOf = async (db: Db, phone: string) =>
	(
		await many(
			db,
			Type.Object({ number: Type.String() }),
			sql`select g.number from grievance g join notice n on n.number = g.number
				where n.recipient = ${phone} and n.channel = 'sms' and g.state = 'awaiting_citizen' and g.merged_into is null
					and split_part(n.template, ':', 1) like 'ask\\_%' and n.sent_at is not null
				group by g.number order by max(n.id) desc`
		)
	).map(({ number }) => number);

/**
 * Finds among submissions that have just come those that answer a question of ours: a mail by its thread, an SMS of the
 * same telephone to the same number within seven days. The question's mark goes; gives the numbers that answer.
 */
export async function answerAsked(db: Db, numbers: string[]): Promise<string[]> {
	const rows = await many(
		db,
		Type.Object({ number: Type.String() }),
		sql`
		with found as (
			select distinct on (n.number) n.number, q.number as question, n.channel
			from submission n join question q on q.answered_at is null and q.number <> n.number
				and (n.answers = q.number or n.channel = 'sms' and n.answers is null and q.channel = 'sms'
					and q.sender = n.sender and q.recipient is not distinct from n.recipient
					and q.asked_at > now() - interval '7 days')
			where n.number = any(${numbers}::bpchar[]) and n.automatic is null
			order by n.number, q.asked_at desc
		), threaded as (
			update submission s set answers = f.question from found f where s.number = f.number and s.answers is null
		), first as (
			select distinct on (question) question, number, channel from found order by question, number
		), answered as (
			update question q set answered_at = now(), answered_by = f.number from first f
			where q.number = f.question and q.answered_at is null
		), told as (
			insert into event (number, type, detail)
			select question, 'submission:answered', jsonb_build_object('by', number) from first order by question
		), shown as (
			select tell('submission:changed', question, channel) from first order by question
		)
		select number from found where (select count(*) from shown) >= 0`
	);
	return rows.map(({ number }) => number);
}

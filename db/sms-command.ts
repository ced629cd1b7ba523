import { Type } from 'typebox';
import { Language } from '#contracts/words.ts';
import { maybeOne, one, run, sql, type Db } from './sql.ts';

/** Marks deliveries that asked for something and became no submission. */
export const markCommands = (db: Db, ids: string[]) =>
	run(db, sql`update delivery set flags = array_append(flags, 'command') where id = any(${ids}::bigint[])`);

const Number = Type.Object({ number: Type.String() });

/** The newest matter of this telephone that is not settled; a sensitive one is never offered: telephones are shared. */
export const newestOpen = async (db: Db, sender: string) =>
	(
		await maybeOne(
			db,
			Number,
			sql`select s.number from submission s left join grievance g on g.number = survivor(s.grievance)
				where s.sender = ${sender} and s.state in ('waiting', 'registered', 'linked') and s.automatic is null
					and not s.sensitive and g.sensitive is null and (s.state = 'waiting' or not g.settled)
				order by s.id desc limit 1`
		)
	)?.number ?? null;

/** Language in which this telephone was told something last. */
export const toldIn = async (db: Db, phone: string) =>
	(
		await maybeOne(
			db,
			Type.Object({ language: Language }),
			sql`select language from notice where recipient = ${phone} and channel = 'sms' order by id desc limit 1`
		)
	)?.language ?? null;

/** Answers to questions how it stands that this telephone got in the last hour. Those who would answer take turns. */
export async function answersInHour(db: Db, phone: string): Promise<number> {
	await run(db, sql`select pg_advisory_xact_lock(hashtextextended(${phone}, 53))`);
	const { count } = await one(
		db,
		Type.Object({ count: Type.Integer() }),
		sql`select count(*)::int as count from notice where recipient = ${phone}
			and split_part(template, ':', 1) in ('status', 'status_due', 'status_unknown')
			and created_at > now() - interval '1 hour'`
	);
	return count;
}

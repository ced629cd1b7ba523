import { Type, type Static } from 'typebox';
import { many, maybeOne, run, sql, type Db } from './sql.ts';

/** Parts of one long SMS share these within a day. */
export interface PartKey {
	account: string;
	sender: string;
	recipient: string;
	ref: string;
	total: number;
}
export interface NewPart extends PartKey {
	delivery: string;
	part: number;
	/** As a JSON string. */
	text: string;
	receivedAt: string;
}

export const Part = Type.Object({
	delivery: Type.String(),
	part: Type.Integer(),
	text: Type.String(),
	receivedAt: Type.String()
});
export type Part = Static<typeof Part>;

/** Two gateways that hold parts of one message take turns, so that one of them sees all. */
export const lockParts = (db: Db, { account, sender, recipient, ref }: PartKey) =>
	run(
		db,
		sql`select pg_advisory_xact_lock(hashtextextended(${[account, sender, recipient, ref].join('|')}, 2))`
	);

export const insertPart = (db: Db, part: NewPart) =>
	run(
		db,
		sql`insert into sms_part (delivery, account, sender, recipient, ref, total, part, text, received_at)
			values (${part.delivery}, ${part.account}, ${part.sender}, ${part.recipient}, ${part.ref}, ${part.total},
				${part.part}, ${part.text}, ${part.receivedAt}) on conflict do nothing`
	);

/** Parts of the last `hours` that have not become a submission yet; references are used again after a day. */
export const openParts = (db: Db, key: PartKey, hours = 24) =>
	many(
		db,
		Part,
		sql`select delivery::text, part, text, received_at as "receivedAt" from sms_part
			where account = ${key.account} and sender = ${key.sender} and recipient = ${key.recipient}
				and ref = ${key.ref} and total = ${key.total} and number is null
				and received_at > now() - make_interval(hours => ${hours})
			order by part, delivery`
	);

/** A submission of the last day that still lacks this part. */
export const partialWithout = (db: Db, key: PartKey, part: number) =>
	maybeOne(
		db,
		Type.Object({ number: Type.String() }),
		sql`select p.number from sms_part p join submission s on s.number = p.number
			where p.account = ${key.account} and p.sender = ${key.sender} and p.recipient = ${key.recipient}
				and p.ref = ${key.ref} and p.total = ${key.total} and 'partial' = any(s.flags)
				and p.received_at > now() - interval '24 hours'
			group by p.number having not bool_or(p.part = ${part}) order by max(p.received_at) desc limit 1`
	);

/** Parts that a submission was made of. */
export const partsOf = (db: Db, number: string) =>
	many(
		db,
		Part,
		sql`select delivery::text, part, text, received_at as "receivedAt" from sms_part
			where number = ${number} order by part, delivery`
	);

export const closeParts = (db: Db, deliveries: string[], number: string) =>
	run(db, sql`update sms_part set number = ${number} where delivery = any(${deliveries}::bigint[])`);

/** A late part came: the text is put together again, and is whole or still partial. */
export const completeText = (db: Db, number: string, text: string, whole: boolean) =>
	run(
		db,
		sql`update submission set text = ${text},
				flags = case when ${whole} then array_remove(flags, 'partial') else flags end
			where number = ${number}`
	);

/** Messages of which a part has been missing for longer than `minutes`. */
export const stalePartKeys = (db: Db, minutes: number) =>
	many(
		db,
		Type.Object({
			account: Type.String(),
			sender: Type.String(),
			recipient: Type.String(),
			ref: Type.String(),
			total: Type.Integer()
		}),
		sql`select account, sender, recipient, ref, total from sms_part where number is null
			group by 1, 2, 3, 4, 5 having min(received_at) < now() - make_interval(mins => ${minutes}) limit 200`
	);

export const nextNumber = async (db: Db) => {
	const row = await maybeOne(db, Type.Object({ number: Type.String() }), sql`select next_number() as number`);
	return row!.number;
};

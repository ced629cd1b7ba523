import { Type, type Static } from 'typebox';
import { Language, Nullable } from '#contracts/words.ts';
import { many, sql, type Db } from './sql.ts';

const Text = Nullable(Type.String());
/** How the citizen of a number can be told something beside the way they wrote. */
export const Contact = Type.Object({
	number: Type.String(),
	notifyBy: Nullable(Type.Union([Type.Literal('sms'), Type.Literal('email'), Type.Literal('call')])),
	/** A mobile, where they gave one. */
	mobile: Text,
	/** Any telephone. */
	phone: Text,
	email: Text
});
export type Contact = Static<typeof Contact>;

/** What is known of the citizens of these numbers: of the case's, else of the submission's own. */
export const contactsOf = (db: Db, numbers: string[]) =>
	many(
		db,
		Contact,
		sql`select s.number, c.notify_by as "notifyBy",
				(select value from citizen_contact k where k.citizen = c.id and kind = 'phone' and value ~ '^\\+91[6-9][0-9]{9}$'
					order by k.created_at limit 1) as mobile,
				(select value from citizen_contact k where k.citizen = c.id and kind = 'phone'
					order by k.created_at limit 1) as phone,
				(select value from citizen_contact k where k.citizen = c.id and kind = 'email'
					order by k.created_at limit 1) as email
			from submission s left join grievance g on g.number = s.number
				join citizen c on c.id = coalesce(g.citizen, s.citizen)
			where s.number = any(${numbers}::bpchar[])`
	);

/** Where submissions came from: what is needed to tell their senders something. */
export const addresseesOf = (db: Db, numbers: string[]) =>
	many(
		db,
		Type.Object({
			number: Type.String(),
			channel: Type.String(),
			account: Type.String(),
			sender: Text,
			recipient: Text,
			language: Nullable(Language),
			flags: Type.Array(Type.String()),
			messageId: Text
		}),
		sql`select number, channel, account, sender, recipient, answer_language(s) as language, flags,
				message_id as "messageId"
			from submission s where number = any(${numbers}::bpchar[])`
	);

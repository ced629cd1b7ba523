import { Type, type Static } from 'typebox';
import { NoticeChannel } from '#contracts/notice.ts';
import { Language, Nullable } from '#contracts/words.ts';
import { many, run, sql, type Db } from './sql.ts';

const InForce = Type.Object({
	id: Type.String(),
	key: Type.String(),
	channel: NoticeChannel,
	language: Language,
	subject: Nullable(Type.String()),
	body: Type.String(),
	byDay: Type.Boolean()
});
export type InForce = Static<typeof InForce>;

/** The texts that are told now, one for each key, channel and language. */
export const readInForce = (db: Db) =>
	many(
		db,
		InForce,
		sql`select id::text, key, channel, language, subject, body, by_day as "byDay" from template where state = 'approved'`
	);

/** A text of the product, for each language and channel it has one. */
export interface SuppliedTemplate {
	key: string;
	by_day: boolean;
	sms?: Record<string, string>;
	email?: { subject: Record<string, string>; body: Record<string, string> };
	voice?: Record<string, string>;
}

const versions = ({ key, by_day, sms, email, voice }: SuppliedTemplate) => [
	...Object.entries(sms ?? {}).map(([language, body]) => ({ key, by_day, channel: 'sms', language, body })),
	...Object.entries(voice ?? {}).map(([language, body]) => ({
		key,
		by_day,
		channel: 'voice',
		language,
		body
	})),
	...Object.entries(email?.body ?? {}).map(([language, body]) => ({
		key,
		by_day,
		channel: 'email',
		language,
		subject: email!.subject[language],
		body
	}))
];

/** Each is supplied once: what was changed or retired here is not brought back. */
export const supplyTemplates = (db: Db, supplied: SuppliedTemplate[]) =>
	run(
		db,
		sql`insert into template (key, channel, language, version, subject, body, by_day, state, effective_at)
			select x.key, x.channel, x.language, 1, x.subject, x.body, x.by_day, 'approved', now()
			from jsonb_to_recordset(${JSON.stringify(supplied.flatMap(versions))}::jsonb)
				as x (key text, channel text, language text, subject text, body text, by_day boolean)
			where not exists (select from template t where (t.key, t.channel, t.language) = (x.key, x.channel, x.language))
			on conflict do nothing`
	);

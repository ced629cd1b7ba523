import { Type, type Static } from 'typebox';
import { TemplateVersion, type TemplateIds, type TemplateInput } from '#contracts/template.ts';
import { NoticeChannel } from '#contracts/notice.ts';
import { Language, Nullable } from '#contracts/words.ts';
import { many, maybeOne, one, run, sql, type Db } from './sql.ts';

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

const name = (id: ReturnType<typeof sql>) => sql`(select name from access."user" u where u.id = ${id})`;
const columns = sql`t.id::text, t.key, t.channel, t.language, t.version, t.subject, t.body, t.state, t.by_day as "byDay",
	jsonb_build_object('entity', t.dlt_entity, 'header', t.dlt_header, 'template', t.dlt_template) as ids,
	t.effective_at as "effectiveAt", t.retired_at as "retiredAt", ${name(sql`t.made_by`)} as "madeByName",
	t.made_at as "madeAt", ${name(sql`t.approved_by`)} as "approvedByName"`;

/** Which text: of what, by which way, in which language. */
export interface TextOf {
	key: string;
	channel: string;
	language: string;
}
const isOf = ({ key, channel, language }: TextOf) =>
	sql`(t.key, t.channel, t.language) = (${key}, ${channel}, ${language})`;

/** Texts in force and drafts. */
export const readCurrent = (db: Db) =>
	many(
		db,
		TemplateVersion,
		sql`select ${columns} from template t where state <> 'retired' order by key, channel, language, version`
	);

/** All versions of one text, newest first. */
export const readVersions = (db: Db, of: TextOf) =>
	many(db, TemplateVersion, sql`select ${columns} from template t where ${isOf(of)} order by version desc`);

/** One version, locked. */
export const lockVersion = (db: Db, id: string) =>
	maybeOne(db, TemplateVersion, sql`select ${columns} from template t where t.id = ${id} for update`);

/** Writes the draft of the next version, or over the draft that is there. */
export const saveDraft = (db: Db, of: TextOf, { subject, body, byDay, ids }: TemplateInput, person: string) =>
	one(
		db,
		TemplateVersion,
		sql`insert into template as t (key, channel, language, version, subject, body, by_day, dlt_entity, dlt_header, dlt_template,
				made_by)
			select ${of.key}, ${of.channel}, ${of.language}, coalesce(max(t.version), 0) + 1, ${subject}, ${body}, ${byDay},
				${ids.entity}, ${ids.header}, ${ids.template}, ${person}
			from template t where ${isOf(of)}
			on conflict (key, channel, language) where state = 'draft' do update set subject = excluded.subject,
				body = excluded.body, by_day = excluded.by_day, dlt_entity = excluded.dlt_entity,
				dlt_header = excluded.dlt_header, dlt_template = excluded.dlt_template, made_by = excluded.made_by,
				made_at = now()
			returning ${columns}`
	);

/** Throws the draft away; false where there is none. */
export const deleteDraft = async (db: Db, of: TextOf): Promise<boolean> =>
	(await run(db, sql`delete from template t where ${isOf(of)} and state = 'draft'`)) > 0;

/** The version that was told till now is told no more. */
export const retireInForce = (db: Db, of: TextOf) =>
	run(
		db,
		sql`update template t set state = 'retired', retired_at = now() where ${isOf(of)} and state = 'approved'`
	);

/** A draft is told from now on. */
export const approveVersion = (db: Db, id: string, person: string) =>
	one(
		db,
		TemplateVersion,
		sql`update template t set state = 'approved', approved_by = ${person}, effective_at = now() where t.id = ${id}
			returning ${columns}`
	);

export const saveIds = (db: Db, id: string, { entity, header, template }: TemplateIds) =>
	one(
		db,
		TemplateVersion,
		sql`update template t set dlt_entity = ${entity}, dlt_header = ${header}, dlt_template = ${template}
			where t.id = ${id} returning ${columns}`
	);

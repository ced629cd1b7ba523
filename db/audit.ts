import { Type } from 'typebox';
import { AuditRow, type AuditQuery } from '#contracts/audit.ts';
import { containing, literal, empty, many, maybeOne, run, sql, type Db } from './sql.ts';

const PAGE = 100;
const startOf = (day: string) => sql`(${day}::date)::timestamp at time zone 'Asia/Kolkata'`;

/** A page of acts, newest first. */
export async function readAudit(db: Db, { person, action, subject, from, to, after }: AuditQuery) {
	const part = person?.trim() ? containing(person) : null;
	const rows = await many(
		db,
		AuditRow,
		sql`select a.id::text, a.at, a.actor, u.name as "actorName", a.role, a.action, a.subject, s.name as "subjectName",
				a.detail, a.erased_at as "erasedAt"
			from audit a left join access."user" u on u.id = a.actor left join access."user" s on s.id = a.subject
			where true
				${part ? sql`and (a.actor = ${person!.trim()} or a.actor in (select id from access."user" where lower(name) like ${part} or lower(email) like ${part}))` : empty}
				${action ? sql`and (a.action = ${action} or a.action like ${`${literal(action)}:%`})` : empty}
				${subject ? sql`and a.subject = ${subject}` : empty}
				${from ? sql`and a.at >= ${startOf(from)}` : empty}
				${to ? sql`and a.at < ${startOf(to)} + interval '1 day'` : empty}
				${after ? sql`and a.id < ${after}::bigint` : empty}
			order by a.id desc limit ${PAGE}`
	);
	return { rows, next: rows.length === PAGE ? rows.at(-1)!.id : null };
}

/** The last proof that somebody asked for at the desk, or null. */
export const lastVerified = (db: Db) =>
	maybeOne(
		db,
		Type.Object({ at: Type.String(), by: Type.String(), broken: Type.Integer() }),
		sql`select a.at, coalesce(u.name, a.actor) as by, (a.detail->>'broken')::int as broken
			from audit a left join access."user" u on u.id = a.actor
			where a.action = 'audit:verified' order by a.id desc limit 1`
	);

/** Statements of this transaction may take no longer. */
export const limitStatements = (db: Db, seconds: number) =>
	run(db, sql`select set_config('statement_timeout', ${String(seconds * 1000)}, true)`);

/** Audits an act unless the same one, with the same detail, was written within so many minutes: a list that reloads is seen once. */
export const auditOnce = (
	db: Db,
	actor: { id: string; role: string },
	action: string,
	{ subject, detail, minutes }: { subject: string; detail: Record<string, unknown>; minutes: number }
) =>
	run(
		db,
		sql`insert into audit (actor, role, action, subject, detail)
			select ${actor.id}, ${actor.role}, ${action}, ${subject}, ${JSON.stringify(detail)}::jsonb
			where not exists (select from audit where actor = ${actor.id} and action = ${action} and subject = ${subject}
				and at > now() - make_interval(mins => ${minutes}) and detail = ${JSON.stringify(detail)}::jsonb)`
	);

/** Audits what somebody tried who had not signed in; the subject is the person whose account it was, if there is one. */
export const auditTry = (db: Db, action: string, email: string, detail: Record<string, unknown>) =>
	run(
		db,
		sql`insert into audit (actor, role, action, subject, detail)
			values ('nobody', 'none', ${action},
				coalesce((select id from access."user" where lower(email) = ${email}), 'unknown'),
				${JSON.stringify(detail)}::jsonb)`
	);

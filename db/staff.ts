import { Type, type Static } from 'typebox';
import { Scope } from '#contracts/access.ts';
import { Language, Role } from '#contracts/words.ts';
import { maybeOne, run, sql, type Db } from './sql.ts';

export const Staff = Type.Object({
	id: Type.String(),
	name: Type.String(),
	email: Type.String(),
	role: Role,
	language: Language
});
export type Staff = Static<typeof Staff>;

/** A person with what they are limited to. */
export const Person = Type.Intersect([Staff, Type.Object({ scope: Scope })]);
export type Person = Static<typeof Person>;

/** The columns of a `Staff` of access."user" u and a `Scope` of access.staff p. */
export const staffColumns = sql`u.id, u.name, u.email, u.role, u.language`;
export const scopeColumn = sql`jsonb_build_object('districts', p.districts, 'tehsils', p.tehsils,
	'departments', p.departments, 'channels', p.channels, 'languages', p.languages) as scope`;

/** The person with their limits; null when there is none or they were deactivated. */
export const findStaff = (db: Db, id: string) =>
	maybeOne(
		db,
		Person,
		sql`select ${staffColumns}, ${scopeColumn} from access."user" u left join access.staff p on p.id = u.id
			where u.id = ${id} and coalesce(p.active, true)`
	);

/** Sets a person's limits. */
export const saveScope = (db: Db, id: string, scope: Scope) =>
	run(
		db,
		sql`insert into access.staff as p (id, districts, tehsils, departments, channels, languages)
			values (${id}, ${scope.districts}, ${scope.tehsils}, ${scope.departments}, ${scope.channels}, ${scope.languages})
			on conflict (id) do update set districts = excluded.districts, tehsils = excluded.tehsils,
				departments = excluded.departments, channels = excluded.channels, languages = excluded.languages`
	);

/** Makes a person who signs in by e-mail and password; an existing one keeps password, role and limits. */
export async function ensureStaff(db: Db, { scope, ...staff }: Person, passwordHash: string): Promise<void> {
	const made = await run(
		db,
		sql`insert into access."user" (id, name, email, "emailVerified", role, language)
			values (${staff.id}, ${staff.name}, ${staff.email}, true, ${staff.role}, ${staff.language}) on conflict do nothing`
	);
	if (!made) return;
	await saveScope(db, staff.id, scope);
	await run(
		db,
		sql`insert into access."account" (id, "accountId", "providerId", "userId", password)
			values (${staff.id}, ${staff.id}, 'credential', ${staff.id}, ${passwordHash})`
	);
}

export const saveLanguage = (db: Db, id: string, language: Language) =>
	run(db, sql`update access."user" set language = ${language}, "updatedAt" = now() where id = ${id}`);

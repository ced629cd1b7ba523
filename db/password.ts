import { Type } from 'typebox';
import { maybeOne, one, run, sql, type Db } from './sql.ts';

const Kept = Type.Object({ hash: Type.String() });
const Person = Type.Object({
	mustChangePassword: Type.Boolean(),
	twoFactor: Type.Boolean(),
	hasPassword: Type.Boolean()
});

/** Hash of the person's password; null when they sign in otherwise. Locked till the transaction ends. */
export const lockPassword = async (db: Db, person: string): Promise<string | null> => {
	const kept = await maybeOne(
		db,
		Kept,
		sql`select password as hash from access."account"
			where "userId" = ${person} and "providerId" = 'credential' and password is not null for update`
	);
	return kept?.hash ?? null;
};

/** Sets the password; `mustChange` when somebody else than its person chose it. */
export async function savePassword(db: Db, person: string, hash: string, mustChange: boolean): Promise<void> {
	await run(
		db,
		sql`insert into access."account" (id, "accountId", "providerId", "userId", password)
			select coalesce((select id from access."account" where "userId" = ${person} and "providerId" = 'credential'),
				${person}), ${person}, 'credential', ${person}, ${hash}
			on conflict (id) do update set password = excluded.password, "updatedAt" = now()`
	);
	await run(
		db,
		sql`update access."user" set "mustChangePassword" = ${mustChange}, "updatedAt" = now() where id = ${person}`
	);
}

/** How the person signs in. */
export const readMeans = (db: Db, person: string) =>
	one(
		db,
		Person,
		sql`select "mustChangePassword", "twoFactorEnabled" as "twoFactor", exists (
				select from access."account" a
				where a."userId" = u.id and a."providerId" = 'credential' and a.password is not null
			) as "hasPassword"
			from access."user" u where id = ${person}`
	);

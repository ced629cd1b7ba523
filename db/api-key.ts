import { createHash, randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { ApiKey } from '#contracts/keys.ts';
import { many, maybeOne, one, run, sql, type Db } from './sql.ts';

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');
const KeyId = Type.Object({ id: Type.String() });

/** Makes a key for a program and gives it in clear, this once. `days` absent: it does not expire. */
export async function makeApiKey(
	db: Db,
	name: string,
	scopes: readonly string[] = ['open311'],
	{ days, by }: { days?: number; by?: string } = {}
): Promise<{ id: string; key: string }> {
	const key = randomBytes(24).toString('base64url');
	const made = await one(
		db,
		KeyId,
		sql`insert into api_key (name, hash, scopes, expires_at, made_by)
			values (${name}, ${hashOf(key)}, ${scopes}::text[], now() + make_interval(days => ${days ?? null}::int), ${by ?? null})
			returning id::text`
	);
	return { ...made, key };
}

/** Stores a key that was chosen elsewhere; the same key again is the same row. */
export const keepApiKey = (db: Db, name: string, key: string, scopes = ['open311']) =>
	one(
		db,
		KeyId,
		sql`insert into api_key (name, hash, scopes) values (${name}, ${hashOf(key)}, ${scopes}::text[])
			on conflict (hash) do update set name = excluded.name returning id::text`
	);

/** Id of the key when it is good for the scope, or where none is named for any; null otherwise. Its use is noted, at most once a minute. */
export const findApiKey = (db: Db, key: string, scope: string | null = null) =>
	maybeOne(
		db,
		KeyId,
		sql`with found as (
				select id, last_used_at from api_key
				where hash = ${hashOf(key)} and revoked_at is null and coalesce(expires_at > now(), true)
					and (${scope}::text is null or ${scope} = any(scopes))
			), used as (
				update api_key set last_used_at = now() from found
				where api_key.id = found.id and coalesce(found.last_used_at < now() - interval '1 minute', true)
			)
			select id::text from found`
	);

/** All keys, the newest first. */
export const readApiKeys = (db: Db) =>
	many(
		db,
		ApiKey,
		sql`select k.id::text, k.name, k.scopes, u.name as "madeBy", k.created_at as "madeAt",
				k.last_used_at as "lastUsedAt", k.expires_at as "expiresAt",
				case when k.revoked_at is not null then 'revoked' when k.expires_at <= now() then 'expired' else 'good' end
					as state
			from api_key k left join access."user" u on u.id = k.made_by
			order by k.created_at desc, k.id desc`
	);

/** Closes the key for good; 0 when there is none that was open. */
export const revokeApiKey = (db: Db, id: string) =>
	run(db, sql`update api_key set revoked_at = now() where id = ${id} and revoked_at is null`);

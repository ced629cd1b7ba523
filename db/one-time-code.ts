import { Type, type Static } from 'typebox';
import { Language, Nullable } from '#contracts/words.ts';
import { maybeOne, one, run, sql, type Db } from './sql.ts';

/** How many codes may be asked for. */
export interface CodeLimits {
	/** Of one number, in an hour and in a day. */
	perNumber: number;
	perNumberDay: number;
	/** From one address in an hour. */
	perAddress: number;
}

const seconds = Type.Object({ seconds: Type.Integer() });
/** The time at which the row leaves the window that fills the limit; null where it is not full. */
const nth = (of: 'number' | 'address', value: string, limit: number, window: 'hour' | 'day') => {
	const column = of === 'number' ? sql`number = ${value}` : sql`address = ${value}`;
	const length = window === 'hour' ? sql`interval '1 hour'` : sql`interval '1 day'`;
	return sql`(select asked_at + ${length} from one_time_code where ${column} order by asked_at desc
		offset ${limit - 1} limit 1)`;
};

/**
 * Seconds till another code may be asked for; 0: now. Those who ask for one number, or from one address, take turns,
 * so that two at once are not both the last. Asks nothing of the number itself.
 */
export async function codeWait(db: Db, number: string, address: string, limits: CodeLimits): Promise<number> {
	await run(
		db,
		sql`select pg_advisory_xact_lock(key) from (values (hashtextextended(${number}, 50)),
			(hashtextextended(${address}, 51))) as held (key) order by key`
	);
	const { perNumber, perNumberDay, perAddress } = limits;
	const row = await one(
		db,
		seconds,
		sql`select coalesce(greatest(0, ceil(extract(epoch from greatest(${nth('number', number, perNumber, 'hour')},
			${nth('number', number, perNumberDay, 'day')}, ${nth('address', address, perAddress, 'hour')}) - now()))), 0)::int
			as seconds`
	);
	return row.seconds;
}

export const openCode = (
	db: Db,
	{ number, browser, address }: Record<'number' | 'browser' | 'address', string>
) =>
	one(
		db,
		Type.Object({ id: Type.String() }),
		sql`insert into one_time_code (number, browser, address) values (${number}, ${browser}, ${address})
			returning id::text`
	);

const Untold = Type.Object({ number: Type.String() });
/** A code that was asked for lately and not told yet, locked. */
export const lockUntold = (db: Db, id: string, minutes: number) =>
	maybeOne(
		db,
		Untold,
		sql`select number from one_time_code where id = ${id}::bigint and hash is null
			and asked_at > now() - make_interval(mins => ${minutes}) for update`
	);

/** Who wrote under a number, as notices know them. `phone`: of their own, where they did not write from one. */
const Owner = Type.Object({
	number: Type.String(),
	channel: Type.String(),
	account: Type.String(),
	sender: Nullable(Type.String()),
	recipient: Nullable(Type.String()),
	language: Nullable(Language),
	flags: Type.Array(Type.String()),
	messageId: Nullable(Type.String()),
	phone: Nullable(Type.String())
});
export type Owner = Static<typeof Owner>;

/** Whose the matter with this number is; null when there is none. */
export const ownerOf = (db: Db, number: string) =>
	maybeOne(
		db,
		Owner,
		sql`select s.number, s.channel, s.account, s.sender, s.recipient, answer_language(s) as language, s.flags,
				s.message_id as "messageId", own.value as phone
			from submission s left join grievance g on g.number = s.number
			left join lateral (
				select k.value from citizen_contact k where k.citizen = coalesce(g.citizen, s.citizen) and k.kind = 'phone'
					and not exists (select from citizen_contact w where w.citizen = k.citizen and w.value = s.sender)
				order by k.created_at desc, k.value limit 1
			) own on true
			where s.number = ${number}`
	);

/** Codes told to this recipient in the last hour. Those who would tell another one take turns. */
export async function toldInHour(db: Db, recipient: string): Promise<number> {
	await run(db, sql`select pg_advisory_xact_lock(hashtextextended(${recipient}, 52))`);
	const { count } = await one(
		db,
		Type.Object({ count: Type.Integer() }),
		sql`select count(*)::int as count from one_time_code
			where recipient = ${recipient} and asked_at > now() - interval '1 hour'`
	);
	return count;
}

/** Keeps the hash of what is told, and to whom. */
export const keepCode = (db: Db, id: string, hash: string, recipient: string) =>
	run(db, sql`update one_time_code set hash = ${hash}, recipient = ${recipient} where id = ${id}::bigint`);

const Try = Type.Object({ id: Type.String(), hash: Nullable(Type.String()) });
/** Counts a try of the newest code that this browser asked for; null where there is none, or no try is left. */
export const beginTry = (
	db: Db,
	number: string,
	browser: string,
	{ minutes, tries }: { minutes: number; tries: number }
) =>
	maybeOne(
		db,
		Try,
		sql`update one_time_code set tries = tries + 1 where id = (
				select id from one_time_code where number = ${number} and browser = ${browser}
				order by id desc limit 1)
			and used_at is null and tries < ${tries} and asked_at > now() - make_interval(mins => ${minutes})
			returning id::text, hash`
	);

/** Uses the code up; false where another request just did. */
export const useCode = async (db: Db, id: string) =>
	(await maybeOne(
		db,
		Type.Object({ id: Type.String() }),
		sql`update one_time_code set used_at = now() where id = ${id}::bigint and used_at is null returning id::text`
	)) !== null;

/** After a day no limit asks for them. */
export const pruneCodes = (db: Db) =>
	run(db, sql`delete from one_time_code where asked_at < now() - interval '1 day'`);

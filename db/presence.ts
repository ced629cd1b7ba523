import { Type, type Static } from 'typebox';
import { Doing, Present, StaffPresent } from '#contracts/presence.ts';
import { Nullable, Number10 } from '#contracts/words.ts';
import { empty, many, run, sql, type Db } from './sql.ts';

/** A row that nobody touched for so long was left behind by a process that is gone. */
const STALE = sql`interval '15 seconds'`;

export const Screen = Type.Object({
	screen: Type.String(),
	person: Type.String(),
	number: Nullable(Number10),
	doing: Doing
});
export type Screen = Static<typeof Screen>;

/** Writes what these screens show, and that they are still there. */
export const keepScreens = (db: Db, screens: Screen[]) =>
	run(
		db,
		sql`insert into presence (screen, person, number, doing)
			select screen, person, number, doing from jsonb_to_recordset(${JSON.stringify(screens)}::jsonb)
				as x (screen text, person text, number char(10), doing text)
			order by screen
			on conflict (screen) do update set number = excluded.number, doing = excluded.doing, at = now()`
	);

export const forgetScreens = (db: Db, screens: string[]) =>
	run(db, sql`delete from presence where screen = any(${screens})`);

/** Tells every gateway that something about these numbers began or ended. */
export const tellPresence = (db: Db, numbers: string[]) =>
	run(db, sql`select pg_notify('presence', number) from unnest(${numbers}::text[]) number`);

/** Forgets the screens of processes that are gone; gives the numbers that they showed. */
export async function forgetStale(db: Db): Promise<string[]> {
	const rows = await many(
		db,
		Type.Object({ number: Nullable(Number10) }),
		sql`delete from presence where at < now() - ${STALE} returning number`
	);
	return rows.flatMap(({ number }) => number ?? []);
}

/** Who has submissions open, each person once for each; of one number where it is given. */
export const readPresent = (db: Db, number?: string) =>
	many(
		db,
		Present,
		sql`select p.number, p.person, u.name,
				case when bool_or(p.doing = 'typing') then 'typing' else 'looking' end as doing
			from presence p join access."user" u on u.id = p.person
			where p.number is not null and p.at > now() - ${STALE} ${number ? sql`and p.number = ${number}` : empty}
			group by p.number, p.person, u.name order by p.number, u.name, p.person`
	);

/** Everybody with these roles, those at the desk first, with what they hold. */
export const readStaffPresent = (db: Db, roles: readonly string[]) =>
	many(
		db,
		StaffPresent,
		sql`select u.id, u.name, u.role, here.present, coalesce(held.holds, '[]') as holds
			from access."user" u
			cross join lateral (select exists (select from presence p
				where p.person = u.id and p.at > now() - ${STALE}) as present) here
			left join (select claimed_by, jsonb_agg(jsonb_build_object('number', number, 'until',
					to_char(claimed_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by claimed_until) as holds
				from submission where state = 'waiting' and claimed_until > now() group by claimed_by) held
				on held.claimed_by = u.id
			where u.role = any(${[...roles]})
			order by here.present desc, u.name, u.id`
	);

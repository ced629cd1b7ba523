import { Type } from 'typebox';
import { Post } from '#contracts/post.ts';
import type { Names } from '#contracts/words.ts';
import { many, maybeOne, run, sql, type Db } from './sql.ts';

/** Seats the person in a chair of a supplied office that nobody has ever held. */
export const ensureHolder = (db: Db, post: string, person: string) =>
	run(
		db,
		sql`insert into post_holder (post, person, since)
			select code, ${person}, today() from post
			where code = ${post} and demonstration and not exists (select from post_holder h where h.post = ${post})`
	);

const columns = sql`p.code, p.office, p.rank, p.active, p.demonstration,
	jsonb_build_object('en', p.name_en, 'pa', p.name_pa, 'hi', p.name_hi) as names,
	coalesce((select jsonb_agg(jsonb_build_object('person', h.person, 'name', u.name, 'since', h.since, 'until', h.until)
		order by h.since desc, h.id desc) from post_holder h join access."user" u on u.id = h.person
		where h.post = p.code), '[]') as holders,
	case when p.active then (select jsonb_build_object('fallback', s.fallback, 'office', o.code,
			'officeNames', jsonb_build_object('en', o.name_en, 'pa', o.name_pa, 'hi', o.name_hi),
			'postNames', case when c.code is not null
				then jsonb_build_object('en', c.name_en, 'pa', c.name_pa, 'hi', c.name_hi) end,
			'holder', (select u.name from post_holder h join access."user" u on u.id = h.person
				where h.post = s.post and s.fallback <> 'supervisor'
					and h.since <= today() and coalesce(h.until, 'infinity') >= today() limit 1))
		from seat_in(p.office, p.rank) s join office o on o.code = s.office left join post c on c.code = s.post
		where s.fallback is not null) end as "standIn"`;

/** Chairs of an office, the highest first. */
export const postsOf = (db: Db, office: string) =>
	many(db, Post, sql`select ${columns} from post p where p.office = ${office} order by p.rank desc`);

export const findPost = (db: Db, code: string) =>
	maybeOne(db, Post, sql`select ${columns} from post p where p.code = ${code}`);

/** Makes the chair of this rank in the office, or brings it to what is given. */
export const putPost = (
	db: Db,
	office: string,
	{ rank, names, active }: { rank: number; names: Names; active: boolean }
) =>
	run(
		db,
		sql`insert into post (code, office, rank, name_en, name_pa, name_hi, active)
			values (${`${office}.${rank}`}, ${office}, ${rank}, ${names.en}, ${names.pa}, ${names.hi}, ${active})
			on conflict (office, rank) do update set name_en = excluded.name_en, name_pa = excluded.name_pa,
				name_hi = excluded.name_hi, active = excluded.active, demonstration = false`
	);

const Now = Type.Object({ id: Type.String(), person: Type.String(), since: Type.String() });
/** Who sits there for a time that nobody has ended, locked. */
export const lockHolder = (db: Db, post: string) =>
	maybeOne(
		db,
		Now,
		sql`select id::text, person, since from post_holder where post = ${post} and until is null for update`
	);

/** Their last day is the one before; who never began to sit there is forgotten. */
export const endHolder = (db: Db, id: string, before: string) =>
	run(
		db,
		sql`with never as (delete from post_holder where id = ${id} and since >= ${before}::date)
			update post_holder set until = ${before}::date - 1 where id = ${id} and since < ${before}::date`
	);

export const insertHolder = (db: Db, post: string, person: string, since: string) =>
	run(db, sql`insert into post_holder (post, person, since) values (${post}, ${person}, ${since})`);

/** Cases that nobody could act on and that this chair can have now: theirs again, without a move. */
export const seatWaiting = (db: Db, post: string) =>
	run(
		db,
		sql`update grievance set fallback = null, updated_at = now()
			where post = ${post} and fallback = 'supervisor' and not settled`
	);

import { Type, type Static } from 'typebox';
import { Fallback, Track } from '#contracts/case.ts';
import { Names, Nullable } from '#contracts/words.ts';
import { maybeOne, one, sql, type Db } from './sql.ts';

/** Where a case lies: office, chair, and what was done about a vacant one. */
export const Place = Type.Object({
	office: Nullable(Type.String()),
	post: Nullable(Type.String()),
	fallback: Nullable(Fallback)
});
export type Place = Static<typeof Place>;

interface Matter {
	department: string;
	district: string;
}

/** Where a case of this track and level is to lie, coming from this office. */
export const seatOf = (
	db: Db,
	track: Track,
	level: number,
	{ department, district }: Matter,
	office: string | null
) =>
	one(
		db,
		Place,
		sql`select office, post, fallback from seat_of(${track}, ${level}, ${department}, ${district}, ${office})`
	);

const Found = Type.Object({
	rule: Type.String(),
	office: Type.String(),
	track: Track,
	weight: Type.Integer()
});
export type FoundRule = Static<typeof Found>;

/** The most specific rule whose office there is; null where no rule fits. */
export const findRule = (db: Db, of: Matter & { category: string; tehsil: string | null }) =>
	maybeOne(
		db,
		Found,
		sql`select r.id::text as rule, o.code as office, r.track, r.weight
			from routing_rule r cross join lateral (select office_of(r, ${of.department}, ${of.district}) as code) o
			where r.active and o.code is not null
				and (r.category is null or r.category = ${of.category})
				and (r.department is null or r.department = ${of.department})
				and (r.district is null or r.district = ${of.district})
				and (r.tehsil is null or r.tehsil = ${of.tehsil})
			order by r.weight desc, r.id limit 1`
	);

const Towards = Type.Object({ office: Type.Boolean(), final: Type.Boolean(), finalVacant: Type.Boolean() });

/**
 * Whether the person sits in the case's office, and in the one that decides at the highest level; `finalVacant` where
 * nobody sits there, or only who proposed what is to be decided: they cannot decide it themselves.
 */
export const towards = (
	db: Db,
	person: string,
	of: Matter & { number: string; track: Track | null; office: string | null }
) =>
	one(
		db,
		Towards,
		sql`with final as (
				select office, fallback from seat_of(${of.track}, 3, ${of.department}, ${of.district}, ${of.office})
			), held as (
				select p.office, h.person from post_holder h join post p on p.code = h.post
				where h.since <= today() and coalesce(h.until, 'infinity') >= today()
			), mine as (
				select office from held where person = ${person}
			)
			select exists (select from mine where mine.office = ${of.office}) as office,
				exists (select from mine join final using (office)) as final,
				coalesce((select fallback = 'supervisor' from final), true) or exists (
					select from proposal m where m.number = ${of.number} and m.decided_at is null and not exists (
						select from held join final using (office) where held.person <> m.made_by)) as "finalVacant"`
	);

const OfficeName = Type.Object({
	code: Type.String(),
	names: Names,
	department: Nullable(Type.String()),
	active: Type.Boolean(),
	level: Type.String()
});
export const officeNames = (db: Db, code: string) =>
	maybeOne(
		db,
		OfficeName,
		sql`select code, department, active, level, jsonb_build_object('en', name_en, 'pa', name_pa, 'hi', name_hi) as names
			from office where code = ${code}`
	);
export const departmentNames = (db: Db, code: string) =>
	one(
		db,
		Type.Object({ names: Names }),
		sql`select jsonb_build_object('en', name_en, 'pa', name_pa, 'hi', name_hi) as names from department where code = ${code}`
	);

/** The chair that acts at this level in an office that somebody chose, or in one above it where that is vacant. */
export const chairOf = (db: Db, level: number, office: string) =>
	one(db, Place, sql`select office, post, fallback from seat_in(${office}, ${level})`);

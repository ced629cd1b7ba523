import { Type } from 'typebox';
import { PassedOn, Rule, Step, type RuleInput } from '#contracts/routing.ts';
import type { Track } from '#contracts/case.ts';
import { many, maybeOne, sql, type Db } from './sql.ts';

/** Cases of so many days tell how well a rule leads. */
const WINDOW_DAYS = 30;

const columns = sql`r.id::text, r.category, r.department, r.district, r.tehsil, r.target, r.office, r.track, r.active,
	r.demonstration, r.weight,
	(select jsonb_build_object('en', o.name_en, 'pa', o.name_pa, 'hi', o.name_hi) from office o where o.code = r.office)
		as "officeNames",
	(select count(*)::int from grievance g where g.rule = r.id
		and g.registered_at > now() - make_interval(days => ${WINDOW_DAYS})) as assigned,
	(select count(*)::int from grievance g where g.rule = r.id and g.transfers > 0
		and g.registered_at > now() - make_interval(days => ${WINDOW_DAYS})) as transferred`;

export const readRules = (db: Db) =>
	many(db, Rule, sql`select ${columns} from routing_rule r order by r.active desc, r.weight desc, r.id`);

const MOST_OFFICES = 20;
/** Offices that passed cases on which a rule had given them, those with most of them first. */
export const readPassedOn = (db: Db) =>
	many(
		db,
		PassedOn,
		sql`select o.code as office, jsonb_build_object('en', o.name_en, 'pa', o.name_pa, 'hi', o.name_hi) as "officeNames",
				count(*)::int as assigned, count(*) filter (where g.transfers > 0)::int as transferred
			from grievance g
				cross join lateral (select e.detail->>'office' as code from event e
					where e.number = g.number and e.type = 'grievance:assigned' order by e.sequence limit 1) first
				join office o on o.code = first.code
			where g.rule is not null and g.registered_at > now() - make_interval(days => ${WINDOW_DAYS})
			group by o.code having count(*) filter (where g.transfers > 0) > 0
			order by transferred desc, assigned, o.code limit ${MOST_OFFICES}`
	);

export const readRule = (db: Db, id: string) =>
	maybeOne(db, Rule, sql`select ${columns} from routing_rule r where r.id = ${id}`);

const Id = Type.Object({ id: Type.String() });
export const insertRule = (
	db: Db,
	{ category, department, district, tehsil, target, office, track }: RuleInput
) =>
	maybeOne(
		db,
		Id,
		sql`insert into routing_rule (category, department, district, tehsil, target, office, track)
			values (${category}, ${department}, ${district}, ${tehsil}, ${target}, ${office}, ${track})
			on conflict do nothing returning id::text`
	);

/** Null where there is none. */
export const updateRule = (
	db: Db,
	id: string,
	{ category, department, district, tehsil, target, office, track }: RuleInput
) =>
	maybeOne(
		db,
		Id,
		sql`update routing_rule set category = ${category}, department = ${department}, district = ${district},
				tehsil = ${tehsil}, target = ${target}, office = ${office}, track = ${track}, demonstration = false,
				changed_at = now()
			where id = ${id} returning id::text`
	);

export const setRuleActive = (db: Db, id: string, active: boolean) =>
	maybeOne(
		db,
		Id,
		sql`update routing_rule set active = ${active}, changed_at = now() where id = ${id} returning id::text`
	);

/** Another rule in use that says the same matters. */
export const sameRule = (
	db: Db,
	{
		category,
		department,
		district,
		tehsil
	}: Pick<RuleInput, 'category' | 'department' | 'district' | 'tehsil'>,
	but: string | null
) =>
	maybeOne(
		db,
		Id,
		sql`select id::text from routing_rule where active and id is distinct from ${but}::bigint
			and category is not distinct from ${category} and department is not distinct from ${department}
			and district is not distinct from ${district} and tehsil is not distinct from ${tehsil}`
	);

/** The way of a matter up all levels, as it would be today. */
export const stepsOf = (db: Db, track: Track, office: string, of: { department: string; district: string }) =>
	many(
		db,
		Step,
		sql`with recursive way as (
				select 1 as level, s.* from seat_of(${track}, 1, ${of.department}, ${of.district}, ${office}) s
				union all
				select way.level + 1, s.* from way
					cross join lateral seat_of(${track}, way.level + 1, ${of.department}, ${of.district}, way.office) s
				where way.level < 3
			)
			select way.level, way.office, way.post, way.fallback,
				case when o.code is not null then jsonb_build_object('en', o.name_en, 'pa', o.name_pa, 'hi', o.name_hi) end
					as "officeNames",
				case when p.code is not null then jsonb_build_object('en', p.name_en, 'pa', p.name_pa, 'hi', p.name_hi) end
					as "postNames",
				(select u.name from post_holder h join access."user" u on u.id = h.person where h.post = way.post
					and h.since <= today() and coalesce(h.until, 'infinity') >= today() limit 1) as holder
			from way left join office o on o.code = way.office left join post p on p.code = way.post order by way.level`
	);

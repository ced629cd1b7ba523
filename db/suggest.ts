import { Type } from 'typebox';
import { CaseSuggestion, CitizenSuggestion, Duplicate } from '#contracts/suggest.ts';
import { columns } from './citizen.ts';
import { seesAll, visible, visibleCitizen, type Viewer } from './scope.ts';
import { many, maybeOne, sql, type Db } from './sql.ts';

const Text = Type.Union([Type.String(), Type.Null()]);

/** What suggestions are made from, of a submission. */
export const readAbout = (db: Db, viewer: Viewer, number: string) =>
	maybeOne(
		db,
		Type.Object({
			text: Type.String(),
			sender: Text,
			name: Text,
			phone: Text,
			email: Text,
			answers: Text,
			about: Text,
			category: Text,
			district: Text
		}),
		sql`select concat_ws(e'\n', subject, left(text, 2000)) as text, sender, sender_name as name,
				matter->>'about' as about, matter->>'phone' as phone, matter->>'email' as email, answers, matter->>'category' as category,
				matter->>'district' as district
			from submission s where s.number = ${number} and ${visible(viewer, 's')}`
	);

/** Telephone numbers and mail addresses as they are kept, and what else may tell who it is. */
export interface Who {
	addresses: string[];
	name: string | null;
	district: string | null;
}

const CITIZENS = 8;

/** Those who have one of the addresses; after them, as a maybe, whose last ten digits or name and district are the same. */
export const citizensLike = (db: Db, viewer: Viewer, { addresses, name, district }: Who) =>
	many(
		db,
		CitizenSuggestion,
		sql`with hint as (
			select citizen, 1 as rank, jsonb_build_object('kind', 'address', 'value', value) as reason
				from citizen_contact where value = any(${addresses}::text[])
			union all
			select citizen, 2, jsonb_build_object('kind', 'digits', 'value', right(value, 10))
				from citizen_contact where kind = 'phone' and value <> all(${addresses}::text[]) and right(value, 10) in
					(select right(a, 10) from unnest(${addresses}::text[]) a where a ~ '^\\+?[0-9]{10,}$')
			union all
			select c.id, 3, jsonb_build_object('kind', 'name_place', 'name', c.name, 'district', ${district}::text)
				from citizen c where lower(c.name) = lower(${name}) and exists
					(select from grievance g where g.citizen = c.id and g.district = ${district})
		), person as (
			select citizen, min(rank) as rank, jsonb_agg(reason order by rank) as reasons from hint
			where exists (select from citizen where citizen.id = hint.citizen and ${visibleCitizen(viewer)})
			group by citizen
			order by rank, citizen desc limit ${CITIZENS}
		)
		select jsonb_build_object('id', c.id, 'name', c.name, 'phone', c.phone, 'email', c.email, 'language', c.language)
				as citizen, case when p.rank = 1 then 'known' else 'maybe' end as certainty, p.reasons
			from person p join lateral (select ${columns} from citizen c where c.id = p.citizen) c on true
			order by p.rank, p.citizen desc`
	);

const CASES = 5;

/** Grievances that the matter may belong to: of its thread, named in its text, open ones of the same citizens. */
export const casesLike = (
	db: Db,
	viewer: Viewer,
	{
		number,
		answers,
		mentioned,
		citizens
	}: { number: string | null; answers: string | null; mentioned: string[]; citizens: string[] }
) =>
	many(
		db,
		CaseSuggestion,
		sql`with hint as (
			select grievance as number, 1 as rank, jsonb_build_object('kind', 'thread', 'number', number) as reason
				from submission where number = ${answers} and grievance is not null
			union all
			select grievance, 2, jsonb_build_object('kind', 'mentioned', 'number', number)
				from submission where number = any(${mentioned}::bpchar[]) and grievance is not null
			union all
			(select number, 3, '{"kind": "citizen"}' from grievance
				where citizen = any(${citizens}::bigint[]) and not settled order by registered_at desc limit ${CASES})
		)
		select g.number, g.state, g.category, g.registered_at as "registeredAt", left(g.summary, 160) as excerpt,
				jsonb_agg(h.reason order by h.rank) as reasons
			from hint h join grievance g on g.number = h.number
			where g.number is distinct from ${number}
				and exists (select from submission s where s.number = g.number and ${visible(viewer, 's')})
			group by g.number order by min(h.rank), g.registered_at desc limit ${CASES}`
	);

const DUPLICATES = 6;
/** Of one person: a second message about something within this time is likely the same thing. */
const SAME_PERSON = sql`interval '30 days'`;
const SAME_PLACE = sql`interval '7 days'`;
/** Texts in one place about one thing need share little. */
const SAME_PLACE_SIMILARITY = 0.2;

export interface Likeness {
	number: string;
	similarity: number;
}

/** Submissions that are likely about the same thing as this one, each with every reason for it. */
export const duplicatesLike = (
	db: Db,
	viewer: Viewer,
	about: {
		number: string | null;
		skeleton: string;
		addresses: string[];
		citizens: string[];
		district: string | null;
		category: string | null;
		alike: Likeness[];
	}
) =>
	many(
		db,
		Duplicate,
		sql`with hint as (
			(select number, 2::float8 as weight, '{"kind": "citizen"}'::jsonb as reason from submission
				where citizen = any(${about.citizens}::bigint[]) and received_at > now() - ${SAME_PERSON} and state <> 'dismissed'
				order by id desc limit 10)
			union all
			(select number, 1, jsonb_build_object('kind', 'address', 'value', sender) from submission
				where sender = any(${about.addresses}::text[]) and citizen is null
					and received_at > now() - ${SAME_PERSON} and state <> 'dismissed'
				order by id desc limit 10)
			union all
			(select number, 1, jsonb_build_object('kind', 'place', 'district', district,
					'days', floor(extract(epoch from now() - decided_at) / 86400)::int)
				from (select * from example where district = ${about.district} and category = ${about.category}
					and decided_at > now() - ${SAME_PLACE} order by decided_at desc limit 50) near
				where similarity(skeleton, ${about.skeleton}) >= ${SAME_PLACE_SIMILARITY})
			union all
			select number, 3 * similarity, jsonb_build_object('kind', 'text', 'similarity', similarity)
				from jsonb_to_recordset(${JSON.stringify(about.alike)}::jsonb) as x (number char(10), similarity float8)
		), likely as (
			select number, sum(weight) as weight, jsonb_agg(reason order by weight desc) as reasons
			from hint where number is distinct from ${about.number} group by number
		)
		select s.number, s.channel, s.state, s.received_at as "receivedAt", s.grievance,
				left(regexp_replace(left(s.text, 400), '\\s+', ' ', 'g'), 160) as excerpt, l.reasons
			from likely l join submission s on s.number = l.number
			where s.state <> 'dismissed' and ${visible(viewer, 's')}
			order by l.weight desc, s.id desc limit ${DUPLICATES}`
	);

const RECENT = 200;

/** Beginnings of the newest texts that nobody has decided yet. */
export const waitingTexts = (db: Db, except: string | null) =>
	many(
		db,
		Type.Object({ number: Type.String(), text: Type.String() }),
		sql`select number, left(concat_ws(e'\n', subject, left(text, 800)), 800) as text from submission
			where state = 'waiting' and number is distinct from ${except} order by id desc limit ${RECENT}`
	);

/** Trigram similarity of each to the skeleton; only from `least` on. */
export const likenesses = (
	db: Db,
	skeleton: string,
	others: { number: string; skeleton: string }[],
	least: number
) =>
	many(
		db,
		Type.Object({ number: Type.String(), similarity: Type.Number() }),
		sql`select number, similarity from (
				select number, similarity(skeleton, ${skeleton}) as similarity
				from jsonb_to_recordset(${JSON.stringify(others)}::jsonb) as x (number text, skeleton text)
			) compared where similarity >= ${least}`
	);

/** Those of the numbers that the person may see. */
export async function seenOf(db: Db, viewer: Viewer, numbers: string[]): Promise<Set<string>> {
	if (seesAll(viewer)) return new Set(numbers);
	const rows = await many(
		db,
		Type.Object({ number: Type.String() }),
		sql`select s.number from submission s where s.number = any(${numbers}::bpchar[]) and ${visible(viewer, 's')}`
	);
	return new Set(rows.map(({ number }) => number));
}

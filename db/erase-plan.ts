import { Type, type Static } from 'typebox';
import { ErasePlan } from '#contracts/erase.ts';
import { Nullable } from '#contracts/words.ts';
import { maybeOne, one, sql, type Db } from './sql.ts';

const Person = Type.Object({ citizen: Nullable(Type.String()), contacts: Type.Array(Type.String()) });

/** Whose matter it is: its citizen with all their addresses, or where nobody is registered the sender's address. */
export const personOf = (db: Db, number: string) =>
	maybeOne(
		db,
		Person,
		sql`with whose as (
				select coalesce(s.citizen, (select citizen from grievance g where g.number = s.number)) as citizen, s.sender
				from submission s where s.number = ${number}
			)
			select citizen::text, case when citizen is null then array_remove(array[sender], null)
				else array(select value from citizen_contact k where k.citizen = whose.citizen order by value) end as contacts
			from whose`
	);

/** Acts that name a telephone or address without being about a number. */
const searches = sql`a.action in ('queue:searched', 'submission:searched', 'export:ordered', 'view:saved',
	'sender_rule:made', 'sender_rule:ended')`;

const Found = Type.Object({
	numbers: Type.Array(Type.String()),
	deliveries: Type.Array(Type.String()),
	calls: Type.Array(Type.String()),
	events: Type.Array(Type.Integer()),
	audits: Type.Array(Type.Integer()),
	/** Their addresses as they stand in raw bytes and texts: mail, and the last ten digits of a telephone. */
	traces: Type.Array(Type.String())
});
/** Everything that holds data of a person, by id. */
export type Found = Static<typeof Found> & Static<typeof Person>;

/**
 * Finds all that is theirs: submissions of the citizen, and of their addresses where nobody else is registered as the
 * citizen (a telephone is shared); raw deliveries of those, of their calls, of what was told them, and parked ones.
 */
export const findAllOf = async (
	db: Db,
	{ citizen, contacts }: Static<typeof Person>,
	number: string
): Promise<Found> => ({
	citizen,
	contacts,
	...(await one(
		db,
		Found,
		sql`with mine as materialized (
				select number, id, delivery, sender from submission where number = ${number} or citizen = ${citizen}::bigint
					or number in (select number from grievance where citizen = ${citizen}::bigint)
					or (citizen is null and sender = any(${contacts}::text[]))
			), trace as materialized (
				select distinct case when value like '%@%' then value else right(value, 10) end as value
				from unnest(${contacts}::text[]) as address (value) where length(value) >= 6
			), calls as materialized (
				select id, account, started_at, coalesce(ended_at, started_at) as ended_at from call
				where number in (select number from mine)
					or (number is null and from_address = any(${contacts}::text[]))
			), span as (
				select account, started_at as since, ended_at + interval '1 hour' as till from calls
				union all
				select account, created_at, created_at + interval '3 days' from notice where number in (select number from mine)
			), raw as materialized (
				select d.id from delivery d join mine on mine.delivery = d.id
				union select d.id from delivery d join mine on mine.number = d.number
				union select p.delivery from sms_part p join mine on mine.number = p.number
				union select d.id from span join delivery d on d.account = span.account
						and d.received_at between span.since - interval '1 minute' and span.till
						and d.kind in ('call', 'recording', 'status')
					left join blob b on b.sha256 = d.blob
					where exists (select from trace where position(convert_to(trace.value, 'UTF8') in coalesce(d.body, b.content, '')) > 0)
				union select d.id from delivery d left join blob b on b.sha256 = d.blob
					where (d.state = 'parked' or 'command' = any(d.flags))
					and exists (select from trace where position(convert_to(trace.value, 'UTF8') in coalesce(d.body, b.content, '')) > 0)
			)
			select array(select number from mine order by 1) as numbers,
				array(select value from trace order by 1) as traces,
				array(select id::text from raw order by raw.id) as deliveries,
				array(select id::text from calls order by calls.id) as calls,
				array(select e.id from event e where number in (select number from mine) and erased_at is null
					and erased_detail(detail) <> detail order by 1)::float8[] as events,
				array(select a.id from audit a where a.erased_at is null and a.action <> 'citizen:erased'
					and erased_detail(a.detail) <> a.detail and (a.subject in (select number from mine)
						or a.detail->>'number' in (select number from mine)
						or (${searches} and exists (select from trace
							where position(trace.value in a.detail::text) > 0
								or position(right(trace.value, 10) in regexp_replace(a.detail::text, '[^0-9]', '', 'g')) > 0)))
					order by 1)::float8[] as audits`
	))
});

/** What erasing would take away, counted. */
export const countFound = (db: Db, found: Found) =>
	one(
		db,
		Type.Omit(ErasePlan, ['token']),
		sql`select ${found.citizen} as citizen, ${found.numbers.length}::int as submissions,
			(select count(*)::int from grievance where number = any(${found.numbers}::bpchar[])) as grievances,
			array(select s.number from submission s left join grievance g on g.number = s.number
				where s.number = any(${found.numbers}::bpchar[])
					and (s.state = 'waiting' or (not g.settled and g.merged_into is null)) order by 1) as open,
			(select count(*)::int from attachment a join submission s on s.id = a.submission
				where s.number = any(${found.numbers}::bpchar[])) as files,
			${found.calls.length}::int as calls,
			(select count(*)::int from notice where number = any(${found.numbers}::bpchar[])) as notices,
			${found.deliveries.length}::int as deliveries,
			(select count(*)::int from draft where ${draftOf(found)}) as drafts,
			${found.events.length + found.audits.length}::int as entries`
	);

/** Drafts about their submissions, and forms at the counter that name them. */
export const draftOf = ({ numbers, traces }: Found) =>
	sql`(split_part(subject, ':', 2) = any(${numbers}::text[]) or exists (select from unnest(${traces}::text[]) as t (value)
		where position(t.value in body::text) > 0))`;
